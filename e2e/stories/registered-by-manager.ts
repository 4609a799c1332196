// Route B from end to end: a manager types everything, the person confirms through FranceConnect, and nobody gets two
// numbers unnoticed.
import type { TypedPerson } from "../pages/registering.ts";
import { expectAccessible } from "../support/axe.ts";
import { daysFromNow } from "../support/calendar.ts";
import { managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const email = "alain@exemple.fr";
const alain: TypedPerson = {
  birthName: "Posteur",
  firstNames: "Alain",
  sex: "Masculin",
  birthDate: "2015-06-20",
  commune: { typed: "75113", label: "Paris 13e Arrondissement" },
  email,
};

test("a manager registers a person, who confirms it; a second registration finds the first", async ({ manager, somebody }) => {
  test.setTimeout(120_000);
  const nadia = await manager(managers.nadia);
  const { page, registering } = nadia;

  await test.step("what is typed twice must be twice the same", async () => {
    await nadia.queue.register.click();
    await expect(registering.heading).toBeVisible();
    await expectAccessible(page, "registering, empty");
    await registering.goOn.click();
    await expect(registering.errors).toBeFocused();
    await registering.type(alain, daysFromNow(30), structures.hospital.finess);
    await registering.typeAgain({ ...alain, birthName: "Posteure" });
    await registering.goOn.click();
    await expect(registering.errors).toContainText("Les deux saisies diffèrent");
    await expect(registering.errors.getByRole("listitem")).toHaveCount(1);
    await expectAccessible(page, "registering, with errors");
    await registering.typeAgain(alain);
    await registering.goOn.click();
    await expect(registering.secondReading).toBeVisible();
  });

  const number = await test.step("nothing is registered before everything is attested", async () => {
    await registering.register.click();
    await expect(registering.errors).toBeFocused();
    await expectAccessible(page, "registering, second reading");
    await registering.attest();
    await registering.register.click();
    await expect(registering.done).toBeVisible();
    await expectAccessible(page, "registering, done");
    return /\d{11}/.exec(await registering.done.innerText())?.[0] ?? "";
  });
  expect(number).toMatch(/^997\d{8}$/);

  await test.step("the person compares it with FranceConnect, part by part, and confirms", async () => {
    const person = await somebody();
    const mail = await person.mailbox.find(email, /^Vous êtes enregistré au RPPS/);
    await expect(mail).toContainText(number);
    const link = /\/confirmation\/[\w-]+/.exec(await mail.innerText())?.[0];
    expect(link, "the mail carries the link").toBeDefined();
    await person.page.goto(link ?? "");
    await person.page.getByRole("link", { name: "S’identifier avec FranceConnect" }).click();
    await person.identityProvider.signInAs("moins_16_ans");
    await expect(person.confirmation.heading).toBeVisible();
    await expect(person.confirmation.rows).toHaveCount(5);
    await expect(person.confirmation.rows.filter({ hasText: "identique" })).toHaveCount(5);
    await expectAccessible(person.page, "confirmation");
    await person.confirmation.confirm.click();
    await expect(person.confirmation.confirmed).toBeVisible();
    await person.requests.open();
    await expect(person.page.getByText(`Votre numéro RPPS : ${number}`)).toBeVisible();
  });

  await test.step("another manager who types the same person again is shown the first, side by side", async () => {
    const hugo = await manager(managers.hugo);
    await hugo.registering.open();
    const again = { ...alain, firstNames: "Alain, Jean", email: "autre@exemple.fr" };
    await hugo.registering.type(again, daysFromNow(60), structures.hospital.finess);
    await hugo.registering.typeAgain(again);
    await hugo.registering.goOn.click();
    await expect(hugo.registering.duplicates).toContainText(number);
    await expectAccessible(hugo.page, "registering, side by side");
    await hugo.registering.attest();
    await hugo.registering.register.click();
    await expect(hugo.page.getByRole("alert").filter({ hasText: "Au moins un point est bloquant" })).toBeVisible();
    await hugo.registering.tellApart(number, true, "Même pièce d’identité présentée.");
    await hugo.registering.register.click();
    await expect(hugo.registering.done).toContainText(number);
  });
});
