// Figures follow while another decides, a prepared text is used for it, and whom it concerns is told in every window.
import { expectAccessible } from "../support/axe.ts";
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const name = "Départ de la structure";
const text = "Vous avez quitté notre établissement ; adressez-vous à votre nouvel employeur.";

test("a prepared text rejects a request; the figures follow, and the person is told", async ({ professional, manager }) => {
  const hugo = await manager(managers.hugo);

  await test.step("a manager prepares a text", async () => {
    await hugo.templates.open();
    await expect(hugo.templates.heading).toBeVisible();
    await expectAccessible(hugo.page, "templates");
    await hugo.templates.save.click();
    await expect(hugo.templates.errors).toBeFocused();
    await expectAccessible(hugo.page, "templates, with errors");
    await hugo.templates.name.fill(name);
    await hugo.templates.reason.selectOption("CHA");
    await hugo.templates.text.fill(text);
    await hugo.templates.save.click();
    await expect(hugo.templates.saved).toBeVisible();
    await expect(hugo.templates.template(name)).toContainText(text);
    await expectAccessible(hugo.page, "templates, one kept");
  });

  const nadia = await manager(managers.nadia);
  await nadia.dashboard.open();
  await expect(nadia.dashboard.live).toBeVisible();
  await nadia.dashboard.openTable("Demandes par état");
  await expect(nadia.dashboard.chart("Demandes par semaine")).toBeVisible();
  await expectAccessible(nadia.page, "dashboard");
  const rejected = nadia.dashboard.cells("Demandes par état", "Rejetée");
  const before = (await rejected.count()) > 0 ? Number(await rejected.innerText()) : 0;

  const joelle = await professional("caractères_spéciaux");
  const { id } = await fileBehind(joelle.page, { exerciseLastName: "DUBINÔRE", exerciseFirstName: "Joëlle", email: "joelle@exemple.fr" });
  await joelle.news.open();
  await expect(joelle.news.allRead).toBeVisible();
  const other = await joelle.anotherWindow();
  await other.news.open();
  await expect(other.news.allRead).toBeVisible();
  await expectAccessible(joelle.page, "notices, none");

  await test.step("the text fills what is written, and can be changed", async () => {
    await hugo.openReview(id);
    await hugo.review.reject.check({ force: true });
    await hugo.review.prepared.selectOption({ label: name });
    await expect(hugo.review.message).toHaveValue(text);
    await expect(hugo.review.reason("Changement d’activité")).toBeChecked();
    await hugo.review.message.fill(`${text} Merci.`);
    await expect(hugo.review.preview).toContainText(`${text} Merci.`);
    await hugo.review.rejectNow.click();
    await expect(hugo.review.decided).toContainText("Demande rejetée");
  });

  await test.step("the other manager's figures have followed", async () => {
    await expect(rejected).toHaveText(String(before + 1));
    await nadia.dashboard.pause.click();
    await expect(nadia.dashboard.paused).toBeVisible();
    await nadia.dashboard.follow.click();
    await expect(nadia.dashboard.live).toBeVisible();
  });

  await test.step("the person is told, and what is read in one window is read in the other", async () => {
    for (const window of [joelle, other]) {
      await expect(window.news.oneUnread).toBeVisible();
      await expect(window.news.notices).toHaveText(/Votre demande est rejetée/);
      await expect(window.news.unread).toHaveText(/^\s*1\s*non lus$/);
    }
    await expectAccessible(joelle.page, "notices, one unread");
    await joelle.news.markAll.click();
    await expect(joelle.news.allRead).toBeVisible();
    await expect(other.news.allRead).toBeVisible();
    await expect(other.news.unread).toBeHidden();
    await other.news.notices.getByRole("link").click();
    await expect(other.tracking.state).toContainText("Rejetée");
  });

  await hugo.templates.open();
  await hugo.templates.remove(name);
  await expect(hugo.templates.deleted).toBeVisible();
});
