// The brief's steps in order: from an imported structure without a manager to its first validated request; and what a
// mandataire may not do.
import { expectAccessible } from "../support/axe.ts";
import { fileBehind } from "../support/filing.ts";
import { ansAgent, managers, mandataire, representative, structures } from "../support/people.ts";
import { importSites } from "../support/register.ts";
import { expect, test } from "../support/story.ts";

test.setTimeout(180_000);

const clinic = { finess: "540002698", entity: "540023264", name: "CLINIQUE DU PARC", town: "NANCY", category: ["355", "1102"] as [string, string] };
const candidate = "nadia@clinique.exemple.fr";

test("an imported structure gets its representative, its organisation, its manager and its first registration", async ({ manager, portal, professional, somebody }) => {
  const said = await importSites(portal, [clinic]);
  expect(said).toContain("structures were changed");

  const agent = await manager(ansAgent);
  await test.step("the ANS records who represents it", async () => {
    await agent.ansDesk.open();
    await agent.ansDesk.structure.choose(clinic.finess, clinic.name);
    await expect(agent.ansDesk.shown).toContainText("Aucun représentant");
    await agent.ansDesk.recordMandate(representative, "représentant légal");
    await expect(agent.ansDesk.done).toContainText("Mandat enregistré.");
    await expectAccessible(agent.page, "ANS desk with mandates");
  });

  const kit = await manager(representative);
  await test.step("the representative judges the need, organises, and has a message to send", async () => {
    await kit.office.openStructures();
    await expect(kit.office.structures).toBeVisible();
    await expectAccessible(kit.page, "my structures");
    await kit.page.getByRole("link", { name: clinic.name }).click();
    await expect(kit.page.getByRole("heading", { level: 1, name: clinic.name })).toBeVisible();
    await expect(kit.office.noManager).toBeVisible();
    for (const question of [/besoin chaque jour/, /parmi ceux du dispositif/, /qu’une e-CPS/, /consulter le DMP/]) {
      await kit.office.tick(question).check({ force: true });
    }
    await kit.office.department.selectOption({ label: "Affaires médicales" });
    await kit.office.save.first().click();
    await expect(kit.office.done).toContainText("Organisation enregistrée.");
    await expect(kit.office.message).toHaveValue(new RegExp(`/demande\\?structure=${clinic.finess}`));
    await expectAccessible(kit.page, "a structure one represents");
  });

  const paul = await professional("naissance_polynesie_française");
  const { id, reference } = await test.step("the professional follows the employer's link", async () => {
    await paul.page.goto(`/demande?structure=${clinic.finess}`);
    await expect(paul.page.getByText(`Votre demande sera adressée à ${clinic.name}`)).toBeVisible();
    await expectAccessible(paul.page, "the employer's link");
    await paul.page.getByRole("button", { name: "Nouvelle demande" }).click();
    await expect(paul.taskList.heading).toBeVisible();
    const filed = await fileBehind(paul.page, { structureFiness: clinic.finess, email: "paul@clinique.exemple.fr" });
    await paul.openRequest(filed.id);
    await expect(paul.page.getByText("n’a pas encore de gestionnaire RPPS+").first()).toBeVisible();
    return filed;
  });

  const nadia = await somebody();
  await test.step("a candidate is invited and takes the link, once", async () => {
    await kit.office.email.fill(candidate);
    await kit.office.designate.click();
    await expect(kit.office.done).toContainText("Invitation envoyée.");
    await expect(kit.office.passport(candidate)).toContainText("invitation envoyée");
    const mail = await kit.mailbox.find(candidate, /^Invitation à gérer/);
    const link = /\/invitation\/[\w-]+/.exec(await mail.innerText())?.[0] ?? "";
    await kit.office.open(clinic.finess);
    await nadia.page.goto(link);
    await nadia.page.getByRole("link", { name: "S’identifier avec Pro Santé Connect" }).click();
    await nadia.identityProvider.signInAs(managers.nadia);
    await expect(nadia.office.invitation).toBeVisible();
    await expectAccessible(nadia.page, "invitation");
    await nadia.office.accept.click();
    await expect(nadia.office.habilitation).toBeVisible();
    await expect(nadia.office.step(clinic.name, "Carte CPE, CPS ou e-CPS")).toContainText("Pro Santé Connect");
    // The representative sees it without reloading.
    await expect(kit.office.passport(managers.nadia)).toContainText("Invitation acceptée par NADIA EMPLOYE UN.");
    const again = await nadia.anotherWindow();
    await again.page.goto(link);
    await again.office.accept.click();
    await expect(again.page.getByRole("alert")).toContainText("Cette invitation a déjà servi.");
  });

  await test.step("each side does its steps, and sees the other's", async () => {
    await nadia.office.prove(clinic.name, "Formation en ligne", "F-2026-118");
    await expect(kit.office.step(managers.nadia, "Formation en ligne")).toContainText("F-2026-118");
    await nadia.office.act(clinic.name, "Conditions d’utilisation").click();
    await expect(nadia.office.passport(clinic.name)).toContainText("À la direction d’agir");
    await expectAccessible(nadia.page, "my habilitation");
    await kit.office.prove(managers.nadia, "Habilitation sur mesHabilitations", "MH-42");
    await expect(kit.office.passport(managers.nadia)).toContainText("À vous d’agir");
    // Not before the last step.
    await nadia.queue.open();
    await expect(nadia.queue.heading).toBeVisible();
    await expect(nadia.queue.row(reference)).toHaveCount(0);
    await kit.office.act(managers.nadia, "Candidat confirmé").click();
    await expect(kit.office.noManager).toHaveCount(0);
  });

  await test.step("the new manager validates the first request", async () => {
    await nadia.queue.open();
    await nadia.queue.openRequest(reference);
    await nadia.review.validate.check({ force: true });
    await nadia.review.conditionsChecked.check({ force: true });
    await nadia.review.identityChecked.check({ force: true });
    await nadia.review.validateNow.click();
    await expect(nadia.review.decided).toBeVisible();
    await expect(paul.tracking.state).toContainText("Validée");
    expect(id).toBeTruthy();
  });
});

test("a mandataire grants no more than was granted", async ({ manager }) => {
  const maya = await manager(mandataire);
  await maya.office.openStructures();
  await expect(maya.page.getByRole("link", { name: structures.hospital.name })).toBeVisible();
  await expect(maya.page.getByRole("link", { name: structures.pharmacy.name })).toHaveCount(0);
  await maya.office.open(structures.hospital.finess);
  await expect(maya.page.getByText(`Par le mandat de ${representative}.`).first()).toBeVisible();
  await maya.office.subject.fill("30B0037750/CPET0001");
  await maya.office.lastDay.fill("2099-01-01");
  await maya.office.designate.click();
  await expect(maya.page.getByText("Cette date dépasse celle du mandat.").first()).toBeVisible();
  await maya.office.subject.fill(mandataire);
  await maya.office.lastDay.fill("");
  await maya.office.designate.click();
  await expect(maya.office.failed).toContainText("Personne ne se désigne soi-même");
  await maya.office.open(structures.pharmacy.finess);
  await expect(maya.page.getByRole("heading", { level: 1, name: "Page non trouvée" })).toBeVisible();
});
