// Two managers at the same request: who has it is seen, one decision counts, and no typed text is lost.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const typed = "Le contrat transmis concerne un autre établissement ; merci de vérifier.";

test("who holds a request is seen by the other, who may take it over", async ({ professional, manager }) => {
  const saber = await professional("naissance_Belgique");
  const { id, reference } = await fileBehind(saber.page, { civilite: "M", birthTown: "Liège", exerciseLastName: "LAPRISE", exerciseFirstName: "Saber", email: "saber@exemple.fr" });
  const nadia = await manager(managers.nadia);
  const hugo = await manager(managers.hugo);
  await expect(hugo.queue.row(reference)).toBeVisible();

  await nadia.openReview(id);
  await expect(nadia.review.heldByMe).toBeVisible();
  await expect(hugo.queue.row(reference)).toContainText("Prise en charge par");
  await hugo.queue.openRequest(reference);
  await expect(hugo.review.held(/NADIA/)).toBeVisible();

  await test.step("a decision against the other's lease is refused, and nothing typed is lost", async () => {
    await hugo.review.reject.check({ force: true });
    await hugo.review.reason("Autre motif").check({ force: true });
    await hugo.review.message.fill(typed);
    await hugo.review.rejectNow.click();
    await expect(hugo.review.failed).toBeVisible();
    await expect(hugo.review.message).toHaveValue(typed);
  });

  await test.step("he takes it over, which she sees, and then his decision counts", async () => {
    await hugo.review.takeOver.click();
    await expect(hugo.review.heldByMe).toBeVisible();
    await expect(nadia.review.held(/HUGO/)).toBeVisible();
    await expect(hugo.review.message).toHaveValue(typed);
    await hugo.review.rejectNow.click();
    await expect(hugo.review.decided).toContainText("Demande rejetée");
    await expect(nadia.review.state).toContainText("Rejetée");
  });
});

test("leaving the request gives the lease back", async ({ professional, manager }) => {
  const ermengardi = await professional("naissance_Maroc");
  const { id, reference } = await fileBehind(ermengardi.page, { birthTown: "Rabat", email: "ermengardi@exemple.fr" });
  const nadia = await manager(managers.nadia);
  const hugo = await manager(managers.hugo);
  await nadia.openReview(id);
  await expect(hugo.queue.row(reference)).toContainText("Prise en charge par");
  await nadia.review.back.click();
  await expect(nadia.queue.heading).toBeVisible();
  await expect(hugo.queue.row(reference)).not.toContainText("Prise en charge par");
});

test("of two decisions one wins, and the other keeps what was typed", async ({ professional, manager }) => {
  const henry = await professional("naissance_Portugal");
  const { id } = await fileBehind(henry.page, { civilite: "M", birthTown: "Porto", exerciseLastName: "SEGUIN", exerciseFirstName: "Henry", email: "henry@exemple.fr" });
  const hugo = await manager(managers.hugo);
  await hugo.openReview(id);
  await expect(hugo.review.heldByMe).toBeVisible();

  // Nadia's window hears nothing of the changes, as when her line is down: she decides on what she sees.
  const nadia = await manager(managers.nadia);
  await nadia.page.routeWebSocket("**/graphql/ws", (socket) => socket.connectToServer().onMessage(() => undefined));
  await nadia.openReview(id);
  await nadia.review.takeOver.click();
  await expect(nadia.review.heldByMe).toBeVisible();
  await nadia.review.reject.check({ force: true });
  await nadia.review.reason("Autre motif").check({ force: true });
  await nadia.review.message.fill(typed);

  await hugo.review.takeOver.click();
  await hugo.review.correct.check({ force: true });
  await hugo.review.field("Ville de naissance").check({ force: true });
  await hugo.review.correctNow.click();
  await expect(hugo.review.decided).toContainText("Correction demandée");

  await nadia.review.rejectNow.click();
  await expect(nadia.review.changed).toBeVisible();
  await expect(nadia.review.state).toContainText("Correction demandée");
  await expect(nadia.review.message).toHaveValue(typed);

  await test.step("she reads again and decides again", async () => {
    await nadia.review.rejectNow.click();
    await expect(nadia.review.decided).toContainText("Demande rejetée");
    await expect(hugo.review.state).toContainText("Rejetée");
  });
});
