// Who looked at a file, and why: the person reads it, and an agent who opens a file says what for.
import { expectAccessible } from "../support/axe.ts";
import { fileBehind } from "../support/filing.ts";
import { ansAgent, managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a person sees who opened their file, when and what for", async ({ professional, manager }) => {
  const paul = await professional("plusieurs_prénoms_3");
  const { page } = paul;
  const { id, reference } = await fileBehind(page, { email: "trois-prenoms@exemple.fr" });
  await paul.openRequest(id);
  const looks = page.locator("#looks");

  await test.step("nobody yet", async () => {
    await looks.getByText("Qui a consulté mon dossier").click();
    await expect(looks).toContainText("Personne n’a consulté ce dossier.");
  });

  const nadia = await manager(managers.nadia);
  await test.step("a manager is told that it is logged, searches, opens, and validates", async () => {
    await nadia.queue.open();
    await expect(nadia.page.getByText("Vos consultations et vos recherches sont journalisées")).toBeVisible();
    await nadia.page.goto(`/gestion?recherche=${encodeURIComponent(reference)}`);
    await expect(nadia.queue.row(reference)).toBeVisible();
    await nadia.openReview(id);
    await expect(nadia.page.getByText("Vos consultations et vos recherches sont journalisées")).toBeVisible();
    await nadia.review.validate.check({ force: true });
    for (const tick of [nadia.review.conditionsChecked, nadia.review.identityChecked]) {
      await tick.check({ force: true });
    }
    await nadia.review.validateNow.click();
    await expect(nadia.review.decided).toBeVisible();
  });

  await test.step("the person reads it, and not the manager’s name", async () => {
    await page.reload();
    await looks.getByText("Qui a consulté mon dossier").click();
    await expect(looks).toContainText("Gestionnaire RPPS+, Centre hospitalier de démonstration");
    await expect(looks).toContainText("Trouvé par une recherche");
    await expect(looks).toContainText("Demande ouverte");
    await expect(looks).toContainText("Décision sur la demande");
    await expect(looks).not.toContainText("Nadia");
    await expectAccessible(page, "tracking, with who looked");
  });

  const shown = (await paul.tracking.rppsNumber.innerText()).replaceAll(/\s/g, "");
  const agent = await manager(ansAgent);
  await test.step("an agent has to say why, and the person reads that too", async () => {
    await agent.page.goto("/ans/consultations");
    await expect(agent.page.getByRole("heading", { level: 1, name: "Dossiers et consultations" })).toBeVisible();
    await agent.page.locator("#reference").fill(shown);
    await agent.page.getByRole("button", { name: "Ouvrir le dossier" }).click();
    await expect(agent.page.locator("#reason")).toBeFocused();
    await expectAccessible(agent.page, "files and looks, without a reason");
    await agent.page.locator("#reason").selectOption("Contrôle");
    await agent.page.getByRole("button", { name: "Ouvrir le dossier" }).click();
    await expect(agent.page.locator("#file")).toContainText("Centre hospitalier de démonstration");
    await agent.page.locator("#subjectNameId").fill(managers.nadia);
    await agent.page.getByRole("button", { name: "Voir les consultations" }).click();
    await expect(agent.page.locator("#log")).toContainText(reference);
    await expectAccessible(agent.page, "files and looks");
    await page.reload();
    await looks.getByText("Qui a consulté mon dossier").click();
    await expect(looks).toContainText("Agent de l’ANS");
    await expect(looks).toContainText("Contrôle");
  });
});

test("what is kept how long is public, and agents see when the rules ran", async ({ somebody, manager }) => {
  const { page } = await somebody();
  await page.goto("/donnees-personnelles");
  await page.getByRole("link", { name: /^Toutes les durées de conservation/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Durées de conservation" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "365 jours" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Dernière application" })).toHaveCount(0);
  await expectAccessible(page, "how long data is kept");
  const agent = await manager(ansAgent);
  await agent.page.goto("/conservation");
  await expect(agent.page.getByRole("columnheader", { name: "Dernière application" })).toBeVisible();
  await expectAccessible(agent.page, "how long data is kept, for an agent");
});
