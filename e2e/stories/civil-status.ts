// A civil status that is wrong: the person asks, one agent proposes, another confirms, and the person sees each step.
import { CivilStatusPart, CorrectionsDesk } from "../pages/civil-status.ts";
import { expectAccessible } from "../support/axe.ts";
import { daysFromNow } from "../support/calendar.ts";
import { fileBehind } from "../support/filing.ts";
import { graphql } from "../support/graphql.ts";
import { ansAgent, managers, secondAnsAgent, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("two agents decide on a civil status, and the person sees it live", async ({ manager, professional }) => {
  const jean = await professional("prénom_composé_avec_espace");
  const { page } = jean;
  const { id } = await fileBehind(page, { structureFiness: structures.hospital.finess, email: "jean@exemple.fr" });
  const nadia = await manager(managers.nadia);
  await nadia.openReview(id);
  await nadia.review.validate.check({ force: true });
  await nadia.review.conditionsChecked.check({ force: true });
  await nadia.review.identityChecked.check({ force: true });
  await nadia.review.validateNow.click();
  await expect(nadia.review.decided).toBeVisible();

  const civil = new CivilStatusPart(page);
  await test.step("the person asks, with the document that was seen", async () => {
    await page.goto("/demandes");
    await page.getByRole("link", { name: "Voir mon enregistrement et mon état civil" }).click();
    await expect(jean.registration.heading).toBeVisible();
    await civil.open.click();
    await civil.send.click();
    await expect(civil.errors).toBeVisible();
    await expectAccessible(page, "asking for a correction, with errors");
    await civil.birthName.fill("MARTIN-DUVAL");
    await civil.reason.fill("Mon nom de naissance est composé.");
    await civil.document.selectOption({ label: "Acte de naissance" });
    await civil.issuedOn.fill(daysFromNow(-20));
    await civil.seenBy.fill("Mme Roux, service des ressources humaines");
    await civil.send.click();
    await expect(civil.done).toContainText("Demande de correction envoyée");
    await expect(civil.correction).toContainText("Examen par un premier agent de l’ANS");
    await expectAccessible(page, "a correction under way");
    await jean.mailbox.find("jean@exemple.fr", /^Correction de l’état civil/);
    await page.goto("/mon-enregistrement");
    await expect(civil.correction).toBeVisible();
  });

  await test.step("the manager of the structure sees it from the request", async () => {
    await nadia.page.getByRole("link", { name: "Voir l’enregistrement de cette personne" }).click();
    await expect(nadia.page.getByRole("heading", { level: 1, name: /^Enregistrement de / })).toBeVisible();
    await expect(new CivilStatusPart(nadia.page).correction).toContainText("MARTIN-DUVAL");
    await expectAccessible(nadia.page, "the entry of somebody, for a manager");
  });

  const first = await manager(ansAgent);
  const firstDesk = new CorrectionsDesk(first.page);
  const name = /Martin$/;
  await test.step("the first agent proposes, and cannot confirm", async () => {
    await firstDesk.open();
    await expect(firstDesk.heading).toBeVisible();
    await first.page.getByRole("button", { name }).click();
    await expect(first.page.getByRole("table")).toContainText("MARTIN-DUVAL");
    await expectAccessible(first.page, "a correction to decide on");
    await firstDesk.accept.check({ force: true });
    await firstDesk.reason.fill("L’acte de naissance porte ce nom.");
    await firstDesk.propose.click();
    await expect(firstDesk.outcome).toContainText("Un autre agent doit la confirmer.");
    await first.page.getByRole("button", { name }).click();
    await expect(firstDesk.another.last()).toBeVisible();
    await expect(firstDesk.confirm).toHaveCount(0);
    // Nor past the page.
    const list = await graphql<{ civilStatusCorrections: { nodes: { id: string; revision: number }[] } }>(
      first.page,
      "{ civilStatusCorrections(filter: { state: PROPOSED }, first: 9) { nodes { id revision } } }",
      {},
    );
    const [correction] = list.civilStatusCorrections.nodes;
    const twice = await graphql<{ confirmCivilStatusDecision: { code?: string } }>(
      first.page,
      "mutation($input: ConfirmCivilStatusDecisionInput!) { confirmCivilStatusDecision(input: $input) { ... on Refusal { code } } }",
      { input: { id: correction?.id, revision: correction?.revision, confirm: true } },
    );
    expect(twice.confirmCivilStatusDecision.code).toBe("SAME_AGENT");
    await expect(civil.correction, "the person sees that it goes on").toContainText("Examinée par un premier agent");
  });

  await test.step("the second agent confirms, and the person sees the new civil status at once", async () => {
    const second = await manager(secondAnsAgent);
    const desk = new CorrectionsDesk(second.page);
    await desk.open();
    await second.page.getByRole("link", { name: /^À confirmer/ }).click();
    await second.page.getByRole("button", { name }).click();
    await desk.confirm.click();
    await expect(desk.outcome).toContainText("Décision confirmée.");
    await expect(civil.correction).toContainText("État civil corrigé le");
    await expect(civil.correction).toContainText("L’acte de naissance porte ce nom.");
    await expect(page.getByText("Non certifié").first()).toBeVisible();
    await expect(page.getByRole("main")).toContainText("MARTIN-DUVAL");
  });
});
