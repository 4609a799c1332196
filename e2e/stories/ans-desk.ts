// An agent of the ANS opens the portal to a new structure, on the screen: nothing of it needs demo data.
import { fileBehind } from "../support/filing.ts";
import { ansAgent, managers, mandataire } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

// A manager of the hospital by right.
const subject = mandataire;
const finess = "750712184";

test("an agent creates a structure and designates a manager, who then has its queue", async ({ manager, professional }) => {
  const agent = await manager(ansAgent);
  const desk = agent.ansDesk;
  await desk.open();
  await expect(desk.heading).toBeVisible();

  await test.step("what is typed wrong is named beside its field", async () => {
    await desk.openCreation.click();
    await desk.finess.fill("75071218");
    await desk.create.click();
    await expect(desk.errors).toBeFocused();
    await expect(desk.errors.getByRole("link")).toHaveText([/^Numéro FINESS/, /^Nom de la structure/]);
  });

  await test.step("the structure is created and shown, with nobody to manage it", async () => {
    await desk.finess.fill(finess);
    await desk.name.fill("Clinique des Acacias");
    await desk.town.fill("Rennes");
    await desk.category.fill("1105");
    await desk.create.click();
    await expect(desk.done).toContainText("Structure créée.");
    await expect(desk.shown).toContainText("Clinique des Acacias");
    await expect(desk.shown).toContainText("Sanitaire");
    await expect(desk.shown).toContainText("Aucun gestionnaire");
  });

  const newManager = await manager(subject);
  let filed = "";

  await test.step("a manager is designated, and has the queue of that structure", async () => {
    await desk.subject.fill(subject);
    await desk.designate.click();
    await expect(desk.done).toContainText("Gestionnaire désigné.");
    await expect(desk.manager(subject)).toBeVisible();

    const titled = await professional("carac_speciaux");
    const { reference } = await fileBehind(titled.page, { structureFiness: finess, exerciseLastName: "DURANT", exerciseFirstName: "Julie", email: "julie@exemple.fr" });
    filed = reference;
    await newManager.queue.open();
    await expect(newManager.queue.row(filed)).toContainText("Clinique des Acacias");
  });

  await test.step("a suspended manager loses the queue at once, and has it again once resumed", async () => {
    await desk.turn("Suspendre", subject).click();
    await expect(desk.reasonOf("de la suspension")).toBeFocused();
    await desk.reasonOf("de la suspension").fill("Congé de longue durée.");
    await desk.now("Suspendre").click();
    await expect(desk.done).toContainText("Désignation suspendue.");
    await expect(desk.shown).toContainText("Aucun gestionnaire");
    await expect(newManager.queue.row(filed)).toHaveCount(0);
    await desk.turn("Rétablir", subject).click();
    await desk.reasonOf("du rétablissement").fill("De retour.");
    await desk.now("Rétablir").click();
    await expect(desk.done).toContainText("Désignation rétablie.");
    await desk.history.click();
    await expect(desk.manager(subject)).toContainText("Congé de longue durée.");
    await newManager.queue.open();
    await expect(newManager.queue.row(filed)).toHaveCount(1);
  });

  await test.step("a revoked manager loses the queue at once", async () => {
    await desk.revoke(subject).click();
    await desk.revokeReason.fill("A quitté la structure.");
    await newManager.queue.openRequest(filed);
    await expect(newManager.review.heldByMe).toBeVisible();
    const queue = await newManager.anotherWindow();
    await queue.queue.open();
    await expect(queue.queue.row(filed)).toHaveCount(1);
    await desk.revokeNow.click();
    await expect(desk.done).toContainText("Désignation révoquée.");
    const revokedAt = Date.now();
    await expect(queue.queue.row(filed)).toHaveCount(0);
    console.log(`a revoked manager's queue closed ${Date.now() - revokedAt} ms after the answer`);
    // The lease goes with the right: the representative of the next day finds the request free.
    await desk.recordMandate(managers.nadia, "mandataire");
    await expect(desk.done).toContainText("Mandat enregistré.");
    const next = await manager(managers.nadia);
    await next.queue.openRequest(filed);
    await expect(next.review.heldByMe).toBeVisible();
    await expect(next.review.held(/./)).toHaveCount(0);
  });
});
