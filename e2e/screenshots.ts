// The pictures of the README: the portal as it is, with people of the demo in it.
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { fileBehind, type FormInput } from "./support/filing.ts";
import { managers } from "./support/people.ts";
import { expect, test } from "./support/story.ts";

const MOST_BYTES = 150_000;

const waiting: [string, FormInput][] = [
  ["plusieurs_prénoms_2", { civilite: "M", exerciseLastName: "HOCHON", exerciseFirstName: "Valentin", role: "370" }],
  ["prénom_composé", { exerciseLastName: "HUCHE", exerciseFirstName: "Anne-Laure", role: "329" }],
  ["moins_25_ans", { civilite: "M", exerciseLastName: "CUILLERE", exerciseFirstName: "Paul", role: "317" }],
  ["naissance_Belgique", { civilite: "M", birthTown: "Liège", exerciseLastName: "LAPRISE", exerciseFirstName: "Saber", role: "360", riskAcknowledged: true }],
  ["caractères_spéciaux", { exerciseLastName: "DUBINÔRE", exerciseFirstName: "Joëlle" }],
];

test("the pictures of the README", async ({ somebody, professional, manager }) => {
  const visitor = await somebody();
  await visitor.home.open();
  await take(visitor.page, "home");

  await visitor.preCheck.open();
  await visitor.preCheck.role.choose("organisateur", "Opérateur de Soins Non Programmés");
  await visitor.preCheck.sector("Social et médico-social").check({ force: true });
  await visitor.preCheck.need("Oui").check({ force: true });
  await visitor.preCheck.ecpsOnly.check({ force: true });
  await take(visitor.page, "pre-check");

  const angela = await professional("test");
  await angela.requests.newRequest.click();
  await angela.taskList.part("identity").click();
  await angela.identity.civilite("Madame").check({ force: true });
  await angela.identity.goOn.click();
  await angela.contact.email.fill("angela.dubois@exemple.fr");
  await angela.contact.phone.fill("06 12 34 56 78");
  await angela.contact.goOn.click();
  await expect(angela.structure.heading).toBeVisible();
  await angela.structure.backToList.click();
  await expect(angela.taskList.line("contact")).toContainText("Complété");
  await take(angela.page, "task-list");

  for (const [login, form] of waiting) {
    const author = await professional(login);
    await fileBehind(author.page, { email: `${login.length}@exemple.fr`, ...form });
    await author.page.close();
  }
  const melissandre = await professional("nom_composé");
  const filed = await fileBehind(melissandre.page, { exerciseLastName: "TROIS-DUPRE", exerciseFirstName: "Melissandre", email: "melissandre@exemple.fr" });
  const hugo = await manager(managers.hugo);
  await hugo.queue.openRequest(filed.reference);
  await expect(hugo.review.heldByMe).toBeVisible();
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.row(filed.reference)).toContainText("Prise en charge par");
  await take(nadia.page, "queue");

  await hugo.review.validate.check({ force: true });
  await hugo.review.conditionsChecked.check({ force: true });
  await hugo.review.identityChecked.check({ force: true });
  await hugo.review.heading.scrollIntoViewIfNeeded();
  await hugo.page.evaluate(() => scrollTo(0, 0));
  await take(hugo.page, "review");
  await hugo.review.validateNow.click();
  await expect(hugo.review.decided).toBeVisible();

  await melissandre.openRequest(filed.id);
  await expect(melissandre.tracking.rppsNumber).toBeVisible();
  await take(melissandre.page, "tracking");
});

async function take(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../docs/screenshots/${name}.png`, import.meta.url));
  await page.screenshot({ path, animations: "disabled" });
  expect((await stat(path)).size, name).toBeLessThanOrEqual(MOST_BYTES);
}
