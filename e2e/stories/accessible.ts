// axe finds nothing on any page in any state, nor on its contrast in the dark scheme.
import { expectAccessible } from "../support/axe.ts";
import { draftBehind, file, fileBehind, usual } from "../support/filing.ts";
import { ansAgent, managers, representative } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test.setTimeout(180_000);

const contentPages = [
  "/",
  "/connexion",
  "/connexion/erreur?code=ACCESS_DENIED",
  "/accessibilite",
  "/mentions-legales",
  "/donnees-personnelles",
  "/cookies",
  "/contact",
  "/guides",
  "/guides/professionnel",
  "/guides/gestionnaire",
  "/guides/enregistrement",
  "/guides/representant",
  "/developpeurs",
  "/nulle-part",
];

for (const language of ["fr", "en"]) {
  test(`the pages for everybody (${language})`, async ({ somebody, complaints }) => {
    complaints.expect(/status of 404/);
    const { page } = await somebody();
    for (const path of contentPages) {
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expectAccessible(page, path);
    }
  });
}

test("the pre-check, empty, with an open list and with a verdict", async ({ somebody }) => {
  const { page, preCheck } = await somebody();
  await preCheck.open();
  await expect(preCheck.heading).toBeVisible();
  await expectAccessible(page, "pre-check");
  await preCheck.role.input.fill("professionnel");
  await expect(preCheck.role.options.first()).toBeVisible();
  await preCheck.role.input.press("ArrowDown");
  await expectAccessible(page, "pre-check, list open");
  await preCheck.role.choose("brancardier", "Brancardier");
  await preCheck.need("Non").check({ force: true });
  await expect(preCheck.verdict.finding("ROLE_OUT_OF_SCOPE")).toBeVisible();
  await expectAccessible(page, "pre-check, verdict");
});

test("the doors of the demo's identity providers, and its mailbox", async ({ somebody }) => {
  const { page, home, identityProvider, mailbox } = await somebody();
  for (const door of [home.franceConnect, home.proSanteConnect]) {
    await home.open();
    await door.click();
    await expect(identityProvider.heading).toBeVisible();
    await expectAccessible(page, "identity provider");
  }
  await mailbox.open("");
  await expectAccessible(page, "mailbox");
});

test("the application to somebody who may not be there", async ({ somebody }) => {
  const { page } = await somebody();
  for (const path of ["/demandes", "/gestion", "/ans", "/ans/regularisations", "/ans/etat-civil", "/ans/support", "/ans/consultations", "/mon-enregistrement", "/demande", "/representation", "/habilitation", "/invitation/x", "/gestion/tableau-de-bord", "/gestion/modeles", "/avis", "/gestion/lots"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Connectez-vous pour continuer" })).toBeVisible();
    await expectAccessible(page, `${path}, signed out`);
  }
});

test("filing, page by page, empty, with errors and filled in", async ({ professional }) => {
  const julie = await professional("naissance_etranger_birthplace_cog");
  const { page } = julie;
  await expectAccessible(page, "my requests, none");
  const { id } = await draftBehind(page, { civilite: "", email: "", phone: "", role: "", structureFiness: "", startDate: "", practiceMode: "", category: "", healthDataNeed: null, ecpsOnlyAcknowledged: false, termsVersion: "" });
  for (const step of ["identite", "coordonnees", "structure", "activite", "besoin"]) {
    await page.goto(`/demandes/${id}/${step}`);
    await julie.identity.goOn.click();
    await expectAccessible(page, `${step}, sent empty`);
  }
  await page.goto(`/demandes/${id}/verification`);
  await expect(julie.checkAnswers.missing).toBeVisible();
  await expectAccessible(page, "check answers, incomplete");
  await julie.requests.open();
  await expectAccessible(page, "my requests, one draft");

  await file(julie, { ...usual, civilite: "Monsieur", birthTown: "Alger", email: "alger@exemple.fr" }, (where) => expectAccessible(page, where));
  await expectAccessible(page, "tracking, e-mail not confirmed");
  await julie.tracking.withdraw.click();
  await julie.tracking.answers.click();
  await expectAccessible(page, "tracking, withdrawing, answers open");
  await julie.tracking.receipt.click();
  await expect(julie.receipt.heading).toBeVisible();
  await expectAccessible(page, "receipt");
});

test("a request through its states, to its author and to its manager", async ({ professional, manager, somebody }) => {
  const jean = await professional("étranger_présumé_né_jour_et_mois");
  const form = { civilite: "M", birthTown: "Douala", exerciseLastName: "TARGE", exerciseFirstName: "Jean", email: "jean.targe@exemple.fr", role: "360", riskAcknowledged: true };
  const { id, reference } = await fileBehind(jean.page, form);
  await jean.openRequest(id);
  await expect(jean.tracking.live).toBeVisible();

  const nadia = await manager(managers.nadia);
  const hugo = await manager(managers.hugo);
  await expect(nadia.queue.row(reference)).toBeVisible();
  await expectAccessible(nadia.page, "queue");
  await expectAccessible(hugo.page, "queue of two structures");
  await hugo.openReview(id);
  await expect(hugo.review.heldByMe).toBeVisible();
  await nadia.openReview(id);
  await expect(nadia.review.held(/HUGO/)).toBeVisible();
  await expectAccessible(nadia.page, "review, held by another");
  await nadia.review.takeOver.click();
  await expect(nadia.review.heldByMe).toBeVisible();
  await expectAccessible(hugo.page, "review, taken over");

  await nadia.review.validate.check({ force: true });
  await nadia.review.validateNow.click();
  await expect(nadia.review.errors).toBeVisible();
  await expectAccessible(nadia.page, "review, validating with errors");
  await nadia.review.reject.check({ force: true });
  await nadia.review.rejectNow.click();
  await expectAccessible(nadia.page, "review, rejecting with errors");
  await nadia.review.reason("Autre motif").check({ force: true });
  await nadia.review.message.fill("Un message");
  await expectAccessible(nadia.page, "review, rejection previewed");
  await nadia.review.correct.check({ force: true });
  await nadia.review.field("Rôle").check({ force: true });
  await nadia.review.fieldText("Rôle").fill("Votre contrat dit autre chose.");
  await expectAccessible(nadia.page, "review, correcting");
  await nadia.review.correctNow.click();
  await expect(nadia.review.decided).toBeVisible();
  await expectAccessible(nadia.page, "review, correction asked");

  await expect(jean.taskList.correction).toBeVisible();
  await expectAccessible(jean.page, "task list, correction asked");
  await jean.taskList.part("activity").click();
  await expect(jean.activity.heading).toBeVisible();
  await expectAccessible(jean.page, "activity, correction asked");
  await jean.activity.role.choose("génétique", "Conseiller en génétique");
  await jean.activity.goOn.click();
  await jean.page.goto(`/demandes/${id}/verification`);
  await jean.checkAnswers.sendAgain.click();
  await expect(jean.tracking.state).toContainText("Envoyée");

  await expect(nadia.review.state).toContainText("Envoyée");
  await nadia.review.validate.check({ force: true });
  await nadia.review.conditionsChecked.check({ force: true });
  await nadia.review.identityChecked.check({ force: true });
  await nadia.review.validateNow.click();
  await expect(nadia.review.decided).toBeVisible();
  await expectAccessible(nadia.page, "review, validated");
  await expect(jean.tracking.rppsNumber).toBeVisible();
  await expectAccessible(jean.page, "tracking, validated");
  const number = await jean.tracking.rppsNumber.innerText();
  await jean.requests.open();
  await expect(jean.page.getByText(`Votre numéro RPPS : ${number}`)).toBeVisible();
  await expectAccessible(jean.page, "my requests, registered");

  const withCard = await somebody();
  await withCard.page.goto("/mon-enregistrement");
  await withCard.home.proSanteConnect.click();
  await withCard.identityProvider.signInWithNewCard(number);
  await expect(withCard.registration.rppsNumber).toBeVisible();
  await expectAccessible(withCard.page, "my registration");
});

test("one's own sessions, with another one open", async ({ manager }) => {
  const here = await manager(representative);
  await manager(representative);
  await here.page.goto("/sessions");
  const end = here.page.getByRole("button", { name: /^Mettre fin à la session/ });
  await expect(end.first()).toBeVisible();
  await expectAccessible(here.page, "my sessions");
  const before = await end.count();
  await end.first().click();
  await expect(here.page.getByText("Session terminée.")).toBeVisible();
  await expect(end).toHaveCount(before - 1);
});

test("a rejected and a withdrawn request", async ({ professional, manager }) => {
  const vincent = await professional("naissance_Algérie");
  const form = { civilite: "M", birthTown: "Oran", email: "vincent.axe@exemple.fr", structureFiness: "0B0184230", riskAcknowledged: true };
  const { id } = await fileBehind(vincent.page, form);
  await vincent.openRequest(id);
  const hugo = await manager(managers.hugo);
  await hugo.openReview(id);
  await hugo.review.reject.check({ force: true });
  await hugo.review.reason("Autre motif").check({ force: true });
  await hugo.review.message.fill("Cette structure n’est pas la bonne.");
  await hugo.review.rejectNow.click();
  await expect(vincent.tracking.rejection).toBeVisible();
  await expectAccessible(vincent.page, "tracking, rejected");
  const draft = await draftBehind(vincent.page, form);
  await vincent.openRequest(draft.id);
  await vincent.taskList.withdraw.click();
  await vincent.taskList.withdrawForGood.click();
  await expect(vincent.tracking.state).toContainText("Retirée");
  await expectAccessible(vincent.page, "tracking, withdrawn");
});

test("the desk of the ANS", async ({ manager }) => {
  const agent = await manager(ansAgent);
  await agent.ansDesk.open();
  await expect(agent.ansDesk.heading).toBeVisible();
  await expectAccessible(agent.page, "ANS desk");
  await agent.ansDesk.structure.choose("0B0168811", "Centre hospitalier");
  await expect(agent.ansDesk.manager(managers.nadia)).toBeVisible();
  await agent.ansDesk.revoke(managers.nadia).click();
  await agent.ansDesk.openCreation.click();
  await agent.ansDesk.create.click();
  await expect(agent.ansDesk.errors).toBeVisible();
  await expectAccessible(agent.page, "ANS desk, everything open");
});
