// After the registration: a manager finds the person, changes contact, post and dates, and closes the post; another
// manager sees what waits, and the person changes the names under which they work.
import { EntryChanges, PersonsPage } from "../pages/entry.ts";
import { Combobox } from "../pages/combobox.ts";
import { expectAccessible } from "../support/axe.ts";
import { daysFromNow } from "../support/calendar.ts";
import { graphql, mutate } from "../support/graphql.ts";
import { managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const before = "berthe@exemple.fr";
const after = "berthe@nouvelle.exemple.fr";

test("an entry changes, one change at a time, and keeps what was there", async ({ manager }) => {
  test.setTimeout(120_000);
  const nadia = await manager(managers.nadia);
  const { page } = nadia;
  const persons = new PersonsPage(page);
  const changes = new EntryChanges(page);
  await page.goto("/gestion");
  await expect(nadia.queue.register).toBeVisible();
  const { me } = await graphql<{ me: { termsVersion: string } }>(page, "{ me { termsVersion } }");
  const civilStatus = { birthName: "Changeante", firstNames: ["Berthe-Anne"], sex: "F", birthDate: "1988-03-14", birthCountry: "99100", birthCommune: "75107" };
  const { rppsNumber } = await mutate<{ rppsNumber: string }>(
    page,
    "registerProfessional",
    {
      civilStatus,
      retyped: { birthName: civilStatus.birthName, birthDate: civilStatus.birthDate, birthPlace: "75107" },
      form: {
        civilite: "MME", exerciseLastName: "Changeante", exerciseFirstName: "Berthe", email: before, phone: "0612345678",
        structureFiness: structures.hospital.finess, role: "316", activityKind: "GENR01", practiceMode: "S", category: "C",
        startDate: daysFromNow(-30), healthDataNeed: true, ecpsOnlyAcknowledged: true, dmpAcknowledged: true, termsVersion: me.termsVersion,
      },
      identityDocument: "PASSPORT",
      conditionsChecked: true,
      identityChecked: true,
    },
    "Request",
    "rppsNumber",
  );

  await test.step("the person is found by a name written otherwise", async () => {
    await nadia.page.getByRole("link", { name: "Personnes enregistrées" }).click();
    await expect(persons.heading).toBeVisible();
    await expectAccessible(page, "registered persons");
    await persons.search.click();
    await expect(persons.found).toContainText("Indiquez un numéro RPPS");
    await persons.birthName.fill("chan geante");
    await persons.firstName.fill("BERTHE");
    await persons.search.click();
    await expect(persons.found).toBeFocused();
    await expect(persons.found).toContainText(rppsNumber);
    await expectAccessible(page, "registered persons, one found");
    await persons.found.getByRole("link", { name: /^Ouvrir l’enregistrement/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Enregistrement de / })).toBeVisible();
    await expectAccessible(page, "an entry with its changes");
  });

  const hugo = await manager(managers.hugo);
  const other = new EntryChanges(hugo.page);
  await hugo.page.goto(`/gestion/enregistrements/${rppsNumber}`);
  await expect(other.changeContact).toBeVisible();

  await test.step("a new address waits for its code, and another manager sees it at once", async () => {
    await other.changeNames.click();
    await expect(other.lastName).toBeFocused();
    await other.lastName.fill("Changée");
    await changes.changeContact.click();
    await expect(changes.email).toBeFocused();
    await changes.email.fill("berthe");
    await changes.save.click();
    await expect(changes.email).toBeFocused();
    await expectAccessible(page, "an address that is none");
    await changes.email.fill(after);
    await changes.save.click();
    await expect(changes.done).toContainText("Un code a été envoyé");
    await expect(changes.waits).toContainText(after);
    await expectAccessible(page, "an address that waits");
    await expect(other.waits).toBeVisible();
    await expect(other.lastName, "what is typed stays").toHaveValue("Changée");
    await other.save.click();
    await expect(hugo.page.getByText("Une modification de cet enregistrement est déjà en cours").first()).toBeVisible();
    await hugo.mailbox.find(before, /^Modification de votre enregistrement/);
    const code = await hugo.mailbox.code(after);
    await changes.code.fill(code === "000000" ? "000001" : "000000");
    await changes.confirm.click();
    await expect(page.getByText("Essais restants")).toBeVisible();
    await changes.code.fill(code);
    await changes.confirm.click();
    await expect(changes.done).toContainText("Coordonnées modifiées");
    await expect(changes.history).toContainText(`${before} → ${after}`);
  });

  await test.step("another role is judged as at a decision", async () => {
    await changes.changePost.click();
    await expect(page.locator("#change-structureFiness")).toBeFocused();
    await new Combobox(page, /^Rôle/).choose("archiviste", "Archiviste");
    await expect(changes.risk).toBeAttached();
    await expectAccessible(page, "a post to change, at risk");
    await changes.save.click();
    await expect(page.getByText("Au moins un point est bloquant").first()).toBeVisible();
    await changes.risk.check({ force: true });
    await changes.save.click();
    await expect(changes.done).toContainText("Situation modifiée");
    await expect(changes.history).toContainText("→ Archiviste");
  });

  await test.step("the post is closed, and the number stays", async () => {
    await changes.closePost.click();
    await expect(changes.endDate).toBeFocused();
    await changes.endDate.fill(daysFromNow(10));
    await changes.save.click();
    await expect(changes.reason).toBeFocused();
    await changes.reason.selectOption({ label: "Fin du contrat" });
    await changes.save.click();
    await expect(changes.done).toContainText("Date de fin enregistrée");
    await expectAccessible(page, "a post that was closed");
    await expect(page.getByText(/^Motif\s: Fin du contrat$/).first()).toBeVisible();
  });

  await test.step("the person changes the names under which they work, on their own page", async () => {
    const berthe = await manager(`8${rppsNumber}`);
    const own = new EntryChanges(berthe.page);
    await berthe.page.goto("/mon-enregistrement");
    await expect(own.changeNames).toBeVisible();
    await expect(own.closePost).toHaveCount(0);
    await own.changeNames.click();
    await own.lastName.fill("Durable");
    await own.save.click();
    await expect(own.done).toContainText("Noms d’exercice modifiés");
    await expect(own.history).toContainText("Changeante → Durable");
    await expectAccessible(berthe.page, "one's own entry with its changes");
    await expect(changes.history, "the manager sees it live").toContainText("Changeante → Durable");
    await berthe.page.setViewportSize({ width: 375, height: 800 });
    const overflows = await berthe.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflows, "nothing stands out on a phone").toBe(false);
  });
});
