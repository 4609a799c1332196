// A registration out of scope: announced with its reason and its last day, answered, and kept after all.
import { expectAccessible } from "../support/axe.ts";
import { daysFromNow } from "../support/calendar.ts";
import { fileBehind } from "../support/filing.ts";
import { ansAgent, managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a notice is given, answered and taken back, and the number stays", async ({ manager, professional }) => {
  const eric = await professional("sans_telephone");
  const { page } = eric;
  const { id, reference } = await fileBehind(page, {
    structureFiness: structures.medicoSocial.finess,
    riskAcknowledged: true,
    email: "eric@exemple.fr",
  });
  const hugo = await manager(managers.hugo);
  await test.step("registered at the risk of a withdrawal", async () => {
    await hugo.openReview(id);
    await hugo.review.validate.check({ force: true });
    for (const tick of [hugo.review.conditionsChecked, hugo.review.identityChecked, hugo.review.riskUnderstood]) {
      await tick.check({ force: true });
    }
    await hugo.review.validateNow.click();
    await expect(hugo.review.decided).toBeVisible();
  });
  await eric.openRequest(id);
  await expect(eric.tracking.state).toContainText("Validée");
  const number = /\b997\d{8}\b/.exec((await page.getByRole("main").innerText()).replaceAll(/(?<=\d)[\s\u00a0\u202f]+(?=\d)/g, ""))?.[0];
  expect(number, `${reference} has its number`).toBeDefined();

  const agent = await manager(ansAgent);
  const campaign = agent.page.locator("#campaign");
  await test.step("the agent chooses, with a reason and a last day", async () => {
    await agent.page.goto("/ans/regularisations");
    const choice = agent.page.getByRole("checkbox", { name: /^Choisir .*MEUNIER/ });
    await expect(choice).toBeVisible();
    await expectAccessible(agent.page, "registrations out of scope");
    await agent.page.getByRole("button", { name: "Envoyer l’annonce" }).click();
    await expect(campaign).toContainText("Choisissez au moins une personne.");
    await choice.check({ force: true });
    await expect(agent.page.getByText("Personnes choisies : 1")).toBeVisible();
    await agent.page.getByRole("textbox", { name: "Motif, tel que la personne le lira" }).fill("Secteur médico-social.");
    await agent.page.getByLabel(/^Dernier jour/).fill(daysFromNow(3));
    await agent.page.getByRole("button", { name: "Envoyer l’annonce" }).click();
    await expect(agent.page.getByText("Laissez au moins 14 jours.").first()).toBeVisible();
    await agent.page.getByLabel(/^Dernier jour/).fill(daysFromNow(30));
    await agent.page.getByRole("button", { name: "Envoyer l’annonce" }).click();
    await expect(campaign).toContainText("Annonces envoyées : 1.");
  });

  await test.step("the person sees it at once, reads why, and answers", async () => {
    await expect(page.getByText("Régularisation annoncée")).toBeVisible();
    await eric.mailbox.find("eric@exemple.fr", /^Votre enregistrement RPPS/);
    await page.goto("/demandes");
    const notice = page.locator(".fr-alert--warning", { hasText: "L’ANS envisage de retirer votre enregistrement" });
    await expect(notice).toContainText("Secteur médico-social.");
    await expectAccessible(page, "my requests with a notice");
    await notice.getByRole("textbox").fill("Je rejoins le centre hospitalier en mars.");
    await notice.getByRole("button", { name: "Répondre" }).click();
    await expect(notice).toContainText("Votre réponse du");
  });

  await test.step("the agent reads the answer and takes the notice back", async () => {
    await agent.page.reload();
    await expect(agent.page.getByText("Je rejoins le centre hospitalier en mars.")).toBeVisible();
    await agent.page.getByRole("button", { name: /^Retirer l’annonce/ }).click();
    await expect(campaign).toContainText("Annonce retirée");
    await page.goto("/demandes");
    await expect(page.getByText("L’ANS envisage de retirer")).toHaveCount(0);
    await eric.openRequest(id);
    await expect(page.getByText("Enregistrement maintenu")).toBeVisible();
    await expect(page.getByRole("main")).toContainText(new RegExp([...(number ?? "")].join("[\\s\\u00a0\\u202f]*")));
  });
});
