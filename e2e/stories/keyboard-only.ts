// A request filed and decided without a mouse.
import { twinDay } from "../support/calendar.ts";
import { fileBehind } from "../support/filing.ts";
import { Keyboard } from "../support/keyboard.ts";
import { managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const email = "titouan@exemple.fr";

test("a professional signs in, files and confirms the address with the keyboard alone", async ({ somebody }) => {
  const titouan = await somebody();
  const keys = new Keyboard(titouan.page);
  const { home, identityProvider, requests, taskList, identity, contact, structure, activity, need, checkAnswers, tracking } = titouan;

  await test.step("he signs in", async () => {
    await home.open();
    await keys.press(home.franceConnect);
    await keys.press(identityProvider.persona("naissance_polynesie_française"));
    await keys.press(requests.newRequest);
    await expect(taskList.heading).toBeFocused();
    await keys.press(taskList.part("identity"));
  });

  await test.step("a page with something missing leads to its error, and the error to its field", async () => {
    await expect(identity.heading).toBeFocused();
    await keys.press(identity.goOn);
    await expect(identity.errors).toBeFocused();
    await keys.press(identity.errors.getByRole("link", { name: /^Civilité/ }));
    await expect(identity.civilite("Monsieur").or(identity.civilite("Madame")).first()).toBeFocused();
    await keys.choose(identity.civilite("Monsieur"));
    await keys.press(identity.goOn);
  });

  await test.step("contact details, with the code from the mail", async () => {
    await expect(contact.heading).toBeFocused();
    await keys.type(contact.email, email);
    await keys.press(contact.emailCode.send);
    await expect(contact.emailCode.code).toBeFocused();
    const mailbox = await titouan.anotherWindow();
    const code = await mailbox.mailbox.code(email);
    await mailbox.page.close();
    await titouan.page.bringToFront();
    await titouan.page.keyboard.type(code);
    await titouan.page.keyboard.press("Enter");
    await expect(contact.emailCode.confirmed).toBeVisible();
    await keys.type(contact.phone, "0612345678");
    await keys.press(contact.goOn);
  });

  await test.step("structure and role, each found in its list", async () => {
    await expect(structure.heading).toBeFocused();
    await keys.to(structure.structure.input);
    await structure.structure.chooseByKeys("centre hosp", structures.hospital.name);
    await keys.press(structure.goOn);
    await expect(activity.heading).toBeFocused();
    await keys.to(activity.role.input);
    await activity.role.chooseByKeys("organiseur", "Opérateur de Soins Non Programmés");
    await keys.select(activity.kind, "Coord");
    await keys.choose(activity.mode("Salarié"));
    await keys.choose(activity.category("Agent public"));
    await keys.typeDate(activity.startDate, twinDay().typed);
    await expect(activity.startDate).toHaveValue(twinDay().day);
    await keys.press(activity.goOn);
  });

  await test.step("need and acknowledgements, then a last look, and off it goes", async () => {
    await expect(need.heading).toBeFocused();
    await keys.choose(need.need("Oui"));
    await keys.tick(need.ecpsOnly);
    await keys.tick(need.noDmp);
    await keys.tick(need.terms);
    await keys.press(need.goOn);
    await expect(checkAnswers.heading).toBeFocused();
    await expect(checkAnswers.answer("Genre d’activité")).toHaveText("Coordination et orientation");
    await keys.press(checkAnswers.send);
    await expect(tracking.state).toContainText("Envoyée");
    await expect(tracking.heading).toBeFocused();
  });
});

test("a manager decides with the keyboard alone", async ({ professional, somebody }) => {
  const fabien = await professional("naissance_wallis_futuna");
  const { reference } = await fileBehind(fabien.page, { civilite: "M", exerciseLastName: "Fleury", exerciseFirstName: "Fabien", email: "fabien@exemple.fr" });
  const nadia = await somebody();
  const keys = new Keyboard(nadia.page);
  await nadia.home.open();
  await keys.press(nadia.home.proSanteConnect);
  await keys.press(nadia.identityProvider.persona(managers.nadia));
  await keys.press(nadia.queue.link(reference));
  await expect(nadia.review.heading).toBeFocused();
  await keys.choose(nadia.review.validate);
  await keys.tick(nadia.review.conditionsChecked);
  await keys.tick(nadia.review.identityChecked);
  await keys.press(nadia.review.validateNow);
  await expect(nadia.review.decided).toBeVisible();
  await expect(nadia.page.locator("#decision-outcome")).toBeFocused();
  await keys.press(nadia.review.back);
  await expect(nadia.queue.heading).toBeFocused();
});
