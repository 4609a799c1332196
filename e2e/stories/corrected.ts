// A manager asks a correction: only the named fields open, the request is sent again and validated.
import { fileBehind } from "../support/filing.ts";
import { daysFromNow } from "../support/calendar.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const email = "valentin.hochon@exemple.fr";

test("only the named fields can be corrected, then the request is validated", async ({ professional, manager }) => {
  const valentin = await professional("plusieurs_prénoms_2");
  const { id, reference } = await fileBehind(valentin.page, { civilite: "M", exerciseLastName: "HOCHON", exerciseFirstName: "Valentin", email });
  await valentin.openRequest(id);
  await expect(valentin.tracking.live).toBeVisible();
  const nadia = await manager(managers.nadia);
  await nadia.queue.openRequest(reference);

  await test.step("the manager names two fields, each with a reason and words", async () => {
    await nadia.review.correct.check({ force: true });
    await nadia.review.correctNow.click();
    await expect(nadia.review.errors).toBeFocused();
    await nadia.review.field("Date de prise de fonction").check({ force: true });
    await nadia.review.fieldReason("Date de prise de fonction").selectOption("L’information ne correspond pas au document présenté");
    await nadia.review.fieldText("Date de prise de fonction").fill("Votre contrat dit le 1er du mois.");
    await nadia.review.field("Numéro de téléphone").check({ force: true });
    await nadia.review.fieldReason("Numéro de téléphone").selectOption("L’information semble inexacte");
    await nadia.review.correctNow.click();
    await expect(nadia.review.decided).toContainText("Correction demandée");
  });

  await test.step("the person's page becomes the list of what to correct, by itself", async () => {
    await expect(valentin.taskList.correction).toBeVisible();
    await expect(valentin.taskList.correction.getByRole("listitem")).toHaveText([/Numéro de téléphone/, /Date de prise de fonction.*Votre contrat dit le 1er du mois\./s]);
    await expect(valentin.taskList.line("identity")).toContainText("Rien à modifier");
    await expect(valentin.taskList.line("contact")).toContainText("À corriger");
    await expect(valentin.taskList.line("activity")).toContainText("À corriger");
    await expect(valentin.taskList.line("need")).toContainText("Rien à modifier");
  });

  await test.step("what was not named cannot be changed", async () => {
    await valentin.taskList.part("contact").click();
    await expect(valentin.contact.email).not.toBeEditable();
    await expect(valentin.contact.phone).toBeEditable();
    await valentin.contact.phone.fill("06 98 76 54 32");
    await expect(valentin.contact.saved).toBeVisible();
    await valentin.contact.backToList.click();
    await valentin.taskList.part("activity").click();
    await expect(valentin.activity.role.input).not.toBeEditable();
    await expect(valentin.activity.mode("Bénévole")).toBeDisabled();
    await expect(valentin.activity.kind).toBeDisabled();
    await expect(valentin.activity.startDate).toBeEditable();
    await valentin.activity.startDate.fill(daysFromNow(45));
    await expect(valentin.activity.saved).toBeVisible();
    await valentin.activity.backToList.click();
  });

  await test.step("it is sent again", async () => {
    await valentin.taskList.checkAndSend.click();
    await expect(valentin.checkAnswers.answer("Numéro de téléphone")).toContainText("06 98 76 54 32");
    await valentin.checkAnswers.sendAgain.click();
    await expect(valentin.tracking.heading).toBeVisible();
    await expect(valentin.tracking.step("Demande renvoyée après correction")).toBeVisible();
  });

  await test.step("the manager, who never left, sees it and validates", async () => {
    await expect(nadia.review.state).toContainText("Envoyée");
    await nadia.review.validate.check({ force: true });
    await nadia.review.conditionsChecked.check({ force: true });
    await nadia.review.identityChecked.check({ force: true });
    await nadia.review.validateNow.click();
    await expect(nadia.review.decided).toContainText("Demande validée");
    await expect(valentin.tracking.rppsNumber).toBeVisible();
  });
});
