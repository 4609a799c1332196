// What is typed is kept by itself, and when it cannot be, the page says so loudly.
import { begin } from "../support/filing.ts";
import { expect, test } from "../support/story.ts";

test("a draft saves itself, says when, and is there after a reload", async ({ professional }) => {
  const jean = await professional("plusieurs_prénoms_3");
  const { id } = await begin(jean);
  await jean.taskList.part("contact").click();
  await jean.contact.email.fill("jean@exemple.fr");
  await expect(jean.contact.saved).toBeVisible();
  await jean.page.reload();
  await expect(jean.contact.email).toHaveValue("jean@exemple.fr");

  await test.step("leaving the page at once loses nothing either", async () => {
    await jean.contact.phone.fill("06 11 22 33 44");
    await jean.contact.backToList.click();
    await expect(jean.taskList.heading).toBeVisible();
    await expect(async () => {
      const other = await jean.anotherWindow();
      await other.page.goto(`/demandes/${id}/coordonnees`);
      await expect(other.contact.phone).toHaveValue("06 11 22 33 44", { timeout: 1_000 });
      await other.page.close();
    }).toPass();
  });
});

test("leaving while a save is under way loses nothing of what was typed meanwhile", async ({ professional }) => {
  const luigi = await professional("test_CORSE_2B");
  const { id } = await begin(luigi);
  await luigi.taskList.part("contact").click();
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let holding = true;
  await luigi.page.route("**/graphql", async (route) => {
    if (holding && route.request().postData()?.includes("saveDraft")) {
      holding = false;
      await held;
    }
    await route.continue();
  });
  const save = luigi.page.waitForRequest((request) => request.postData()?.includes("saveDraft") ?? false);
  await luigi.contact.email.fill("luigi@exemple.fr");
  await save;
  await luigi.contact.phone.fill("06 22 33 44 55");
  await luigi.contact.backToList.click();
  await expect(luigi.taskList.heading).toBeVisible();
  goOn();
  await expect(async () => {
    const other = await luigi.anotherWindow();
    await other.page.goto(`/demandes/${id}/coordonnees`);
    await expect(other.contact.phone).toHaveValue("06 22 33 44 55", { timeout: 1_000 });
    await expect(other.contact.email).toHaveValue("luigi@exemple.fr");
    await other.page.close();
  }).toPass();
});

test("a window that goes elsewhere at once has saved what was typed", async ({ professional }) => {
  const paul = await professional("moins_25_ans");
  const { id } = await begin(paul);
  await paul.taskList.part("contact").click();
  await paul.contact.phone.fill("06 77 88 99 00");
  await paul.page.goto("about:blank");
  await paul.page.goto(`/demandes/${id}/coordonnees`);
  await expect(paul.contact.phone).toHaveValue("06 77 88 99 00");
});

test("a cut network is loud within five seconds, and what was typed is saved once it is back", async ({ professional, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
  const joelle = await professional("caractères_spéciaux");
  const { id } = await begin(joelle);
  await joelle.taskList.part("contact").click();
  await joelle.contact.email.fill("joelle@exemple.fr");
  await expect(joelle.contact.saved).toBeVisible();

  await joelle.page.context().setOffline(true);
  await joelle.contact.phone.fill("06 55 44 33 22");
  const typed = Date.now();
  await expect(joelle.contact.notSaved).toBeVisible({ timeout: 5_000 });
  console.log(`network cut: loud ${Date.now() - typed} ms after the last key`);
  await expect(joelle.contact.notSaved).toContainText("Ce que vous avez saisi reste sur cette page.");
  await expect(joelle.contact.phone).toHaveValue("06 55 44 33 22");

  await joelle.page.context().setOffline(false);
  await expect(joelle.contact.saved).toBeVisible();
  await expect(joelle.contact.notSaved).toHaveCount(0);
  await joelle.page.goto(`/demandes/${id}/coordonnees`);
  await expect(joelle.contact.phone).toHaveValue("06 55 44 33 22");
});

test("a portal that does not answer is as loud, and the person can try again", async ({ professional }) => {
  const emmanuel = await professional("nom_prénom_long");
  await begin(emmanuel);
  await emmanuel.taskList.part("contact").click();
  await emmanuel.page.route("**/graphql", () => undefined);
  await emmanuel.contact.email.fill("emmanuel@exemple.fr");
  const sent = emmanuel.page.waitForRequest("**/graphql").then(() => Date.now());
  await expect(emmanuel.contact.notSaved).toBeVisible();
  const loud = Date.now() - (await sent);
  console.log(`no answer: loud ${loud} ms after the save was sent`);
  expect(loud).toBeLessThanOrEqual(5_000);
  const again = emmanuel.page.waitForRequest("**/graphql");
  await emmanuel.contact.saveAgain.click();
  await again;
  await emmanuel.page.unroute("**/graphql");
  await expect(emmanuel.contact.saved).toBeVisible({ timeout: 20_000 });
  await expect(emmanuel.contact.notSaved).toHaveCount(0);
});
