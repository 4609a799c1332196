// Reference data: imported as a draft, seen beside what holds, in force from today, met at the next pre-check.
import { readFile } from "node:fs/promises";
import { ReferencesPage } from "../pages/references.ts";
import { expectAccessible } from "../support/axe.ts";
import { ansAgent } from "../support/people.ts";
import { importTable } from "../support/register.ts";
import { expect, test } from "../support/story.ts";

// Asked by no other story.
const before = "Autre professionnel (logistique)";
const after = "Autre professionnel en charge de la logistique";

test("an agent sees what an imported table changes before it takes effect", async ({ manager, portal, somebody }) => {
  const agent = await manager(ansAgent);
  const references = new ReferencesPage(agent.page);

  await test.step("nothing was imported: what came with the portal is in force", async () => {
    await references.open();
    await expect(references.heading).toHaveText("Données de référence");
    await expect(agent.page.getByText("la table livrée avec le portail").first()).toBeVisible();
    await expectAccessible(agent.page, "reference data");
  });

  await test.step("a file is a draft, and holds for nobody", async () => {
    const table = await readFile(new URL("../../shared/data/roles.csv", import.meta.url), "utf8");
    const said = await importTable(portal, "roles", table.replace(before, after));
    expect(said).toContain("to change 1");
    await references.open();
    await references.versions.first().click();
    await expect(references.heading).toContainText("Rôles");
    await expect(references.differences).toContainText(`${before} → ${after}`);
    await expectAccessible(agent.page, "version of reference data");
  });

  await test.step("from today on, the search for a role says the new name", async () => {
    await references.schedule.click();
    await expect(references.outcome).toContainText("Version programmée.");
    await expect(agent.page.getByText("En vigueur", { exact: true })).toBeVisible();
    const visitor = await somebody();
    await visitor.preCheck.open();
    await visitor.preCheck.role.choose("logistique", after);
  });
});
