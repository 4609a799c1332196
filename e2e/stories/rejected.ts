// A manager rejects: a coded reason and a text, previewed as the person will read it.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const email = "pierre.mercier@exemple.fr";
const text = "Vous n’exercez plus dans notre établissement depuis le 1er octobre.";

test("the person reads the reason and the text that the manager previewed", async ({ professional, manager }) => {
  const pierre = await professional("avec_nom_dusage");
  const { id, reference } = await fileBehind(pierre.page, { civilite: "M", exerciseLastName: "DUBOIS", exerciseFirstName: "Pierre", email });
  await pierre.openRequest(id);
  await expect(pierre.tracking.live).toBeVisible();

  const nadia = await manager(managers.nadia);
  await nadia.queue.openRequest(reference);
  await nadia.review.reject.check({ force: true });

  await test.step("nothing is sent without a reason and a text", async () => {
    await nadia.review.rejectNow.click();
    await expect(nadia.review.errors).toBeFocused();
    await expect(nadia.review.errors.getByRole("link")).toHaveText([/^Motif/, /^Message au professionnel/]);
  });

  await test.step("the preview is what the person will read", async () => {
    await nadia.review.reason("Changement d’activité").check({ force: true });
    await nadia.review.message.fill(text);
    await expect(nadia.review.preview).toContainText("Motif du rejet");
    await expect(nadia.review.preview).toContainText("Changement d’activité");
    await expect(nadia.review.preview).toContainText(text);
  });

  const preview = await nadia.review.preview.innerText();
  await nadia.review.rejectNow.click();
  await expect(nadia.review.decided).toContainText("Demande rejetée");
  await expect(pierre.tracking.state).toContainText("Rejetée");
  await expect(pierre.tracking.rejection).toBeVisible();
  expect(await pierre.tracking.rejection.innerText()).toBe(preview.trim());

  const mailbox = await pierre.anotherWindow();
  const mail = await mailbox.mailbox.find(email, /rejetée/);
  await expect(mail).toContainText("Changement d’activité");
  await expect(mail).toContainText(text);

  await test.step("the decided request leaves the queue of those that wait", async () => {
    await nadia.review.back.click();
    await expect(nadia.queue.heading).toBeVisible();
    await expect(nadia.queue.row(reference)).toHaveCount(0);
    await nadia.queue.tab("Rejetée").click();
    await expect(nadia.queue.row(reference)).toBeVisible();
  });
});
