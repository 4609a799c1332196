// A person takes a request back, before the decision.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a request is withdrawn and leaves the queue under the manager's eyes", async ({ professional, manager }) => {
  const anneLaure = await professional("prénom_composé");
  const { id, reference } = await fileBehind(anneLaure.page, { email: "anne-laure@exemple.fr" });
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.row(reference)).toBeVisible();

  await anneLaure.openRequest(id);
  await anneLaure.tracking.withdraw.click();
  await anneLaure.page.getByRole("button", { name: "Annuler" }).click();
  await expect(anneLaure.tracking.state).toContainText("Envoyée");
  await anneLaure.tracking.withdraw.click();
  await anneLaure.tracking.withdrawForGood.click();
  await expect(anneLaure.tracking.state).toContainText("Retirée");
  await expect(anneLaure.tracking.withdraw).toHaveCount(0);
  await expect(nadia.queue.row(reference)).toHaveCount(0);
  await nadia.queue.tab("Retirée").click();
  await expect(nadia.queue.row(reference)).toBeVisible();

  await test.step("another one can be filed", async () => {
    const again = await fileBehind(anneLaure.page, { email: "anne-laure@exemple.fr" });
    expect(again.reference).not.toBe(reference);
  });
});

test("a draft is given up before it was ever sent", async ({ professional }) => {
  const bertrand = await professional("nom_50+_caractères");
  await bertrand.requests.newRequest.click();
  await bertrand.taskList.withdraw.click();
  await bertrand.taskList.withdrawForGood.click();
  await expect(bertrand.tracking.state).toContainText("Retirée");
});

test("a draft that was given up is taken up again", async ({ professional }) => {
  const somebody = await professional("test_CORSE_2A");
  await somebody.requests.newRequest.click();
  await somebody.taskList.withdraw.click();
  await somebody.taskList.withdrawForGood.click();
  await somebody.page.getByRole("button", { name: "Reprendre ce brouillon" }).click();
  await expect(somebody.taskList.heading).toBeVisible();
  await somebody.requests.open();
  await expect(somebody.page.getByText(/Ce brouillon sera supprimé le .* si vous n’y touchez plus\./)).toBeVisible();
});
