// The live connection is lost and found again: what happened meanwhile is there, once.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { Portal } from "../support/portal.ts";
import { expect, test as base } from "../support/story.ts";

// These stories cut the portal's power, so they have one of their own.
const test = base.extend<object, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await Portal.start();
      await use(portal);
      await portal.stop();
    },
    { scope: "worker" },
  ],
});

test("the portal dies and comes back: pages say so, resume and show nothing twice", async ({ portal, professional, manager, complaints }) => {
  complaints.expect(/WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const vincent = await professional("naissance_Algérie");
  const { id, reference } = await fileBehind(vincent.page, { civilite: "M", birthTown: "Oran", exerciseLastName: "MARTIN", exerciseFirstName: "Vincent", email: "vincent@exemple.fr" });
  await vincent.openRequest(id);
  await expect(vincent.tracking.live).toBeVisible();
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.row(reference)).toBeVisible();
  const steps = await vincent.tracking.steps.count();

  await portal.cut();
  await expect(vincent.tracking.linkDown).toBeVisible();
  await expect(nadia.queue.linkDown).toBeVisible();
  await expect(vincent.tracking.state).toContainText("Envoyée");

  await portal.open();
  await expect(vincent.tracking.live).toBeVisible();
  await expect(nadia.queue.live).toBeVisible();
  await expect(vincent.tracking.steps).toHaveCount(steps);
  await expect(nadia.queue.row(reference)).toHaveCount(1);

  await test.step("and what happens from now on is heard again", async () => {
    await nadia.queue.openRequest(reference);
    await expect(vincent.tracking.step("Demande prise en charge")).toHaveCount(1);
  });
});

test("what happened while a person was off line is on the page once they are back", async ({ professional, manager, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
  const julien = await professional("naissance_Italie");
  const { id } = await fileBehind(julien.page, { civilite: "M", birthTown: "Turin", exerciseLastName: "LIVRE", exerciseFirstName: "Julien", email: "julien@exemple.fr" });
  await julien.openRequest(id);
  await expect(julien.tracking.live).toBeVisible();

  await julien.page.context().setOffline(true);
  await expect(julien.tracking.linkDown).toBeVisible();
  const nadia = await manager(managers.nadia);
  await nadia.openReview(id);
  await nadia.review.validate.check({ force: true });
  await nadia.review.conditionsChecked.check({ force: true });
  await nadia.review.identityChecked.check({ force: true });
  await nadia.review.validateNow.click();
  await expect(nadia.review.decided).toBeVisible();
  await expect(julien.tracking.state).toContainText("Envoyée");

  await julien.page.context().setOffline(false);
  await expect(julien.tracking.rppsNumber).toBeVisible();
  await expect(julien.tracking.live).toBeVisible();
  for (const title of ["Demande envoyée", "Demande validée", "Envoi du numéro RPPS par e-mail"]) {
    await expect(julien.tracking.step(title)).toHaveCount(1);
  }
});

test("a request that arrived while the queue was off line is in it once, and keeps no focus from its reader", async ({ professional, manager, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
  const alia = await professional("naissance_etranger_birthplace_texte");
  const before = await fileBehind(alia.page, { birthTown: "Alger", exerciseLastName: "ALGERIE", exerciseFirstName: "Alia", email: "alia@exemple.fr" });
  const nadia = await manager(managers.nadia);
  await nadia.queue.link(before.reference).focus();
  await nadia.page.context().setOffline(true);
  await expect(nadia.queue.linkDown).toBeVisible();

  const mario = await professional("test_CORSE_2A");
  const meanwhile = await fileBehind(mario.page, { civilite: "M", exerciseLastName: "Brosse", exerciseFirstName: "Mario", email: "mario@exemple.fr" });
  await nadia.page.context().setOffline(false);
  await nadia.queue.waiting.click();
  await expect(nadia.queue.row(meanwhile.reference)).toHaveCount(1);
  await expect(nadia.queue.row(before.reference)).toHaveCount(1);
});
