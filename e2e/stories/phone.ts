// The same on a phone: nothing sticks out to the side, and a request is filed.
import { expect, type Page } from "@playwright/test";
import { file, usual } from "../support/filing.ts";
import { ansAgent, managers, representative, structures } from "../support/people.ts";
import { test } from "../support/story.ts";

const phone = { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

async function expectNothingSideways(page: Page, where: string): Promise<void> {
  const sideways = await page.evaluate(() => {
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      // What is for screen readers alone, or scrolls within a frame of its own, takes no room.
      return width > 0 && right > innerWidth + 1 && !element.closest(".fr-sr-only, .fr-skiplinks, .fr-table__container, .queue thead");
    });
    return {
      scrolls: document.documentElement.scrollWidth > innerWidth,
      wide: wide.slice(0, 5).map((element) => `${element.tagName} ${element.className}`),
    };
  });
  expect.soft(sideways, `${where}: nothing is wider than the phone`).toEqual({ scrolls: false, wide: [] });
}

test("the pages of the portal fit a phone", async ({ somebody, complaints }) => {
  complaints.expect(/status of 404/);
  const { page } = await somebody(phone);
  for (const path of ["/", "/connexion", "/connexion/erreur?code=ACCESS_DENIED", "/pre-verification", "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/cookies", "/contact", "/guides", "/guides/gestionnaire", "/guides/enregistrement", "/guides/representant", "/developpeurs", "/nulle-part", "/demo/mail", "/demandes", "/gestion"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNothingSideways(page, path);
  }
});

test("the pages of the staff fit a phone", async ({ manager }) => {
  for (const [login, paths] of [
    [representative, ["/representation", `/representation/${structures.hospital.finess}`, `/representation/${structures.hospital.finess}/clients`, "/habilitation", "/sessions"]],
    [ansAgent, ["/ans", "/ans/regularisations", "/ans/references"]],
    [managers.hugo, ["/gestion/tableau-de-bord", "/gestion/modeles", "/avis"]],
    [managers.nadia, ["/gestion/lots", "/gestion/lots/decision", "/gestion/lots/fichier"]],
  ] as const) {
    const { page } = await manager(login, phone);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNothingSideways(page, path);
    }
  }
});

test("a request is filed from a phone, and looked at from another", async ({ professional, manager }) => {
  const camille = await professional("genre_indéfini", phone);
  await expectNothingSideways(camille.page, "requests");
  const { id, reference } = await file(camille, { ...usual, email: "camille@exemple.fr" }, (where) => expectNothingSideways(camille.page, where));
  await expect(camille.tracking.state).toContainText("Envoyée");
  await expectNothingSideways(camille.page, "tracking");
  await camille.tracking.answers.click();
  await expectNothingSideways(camille.page, "tracking, answers open");
  await camille.tracking.receipt.click();
  await expect(camille.receipt.heading).toBeVisible();
  await expectNothingSideways(camille.page, "receipt");

  const nadia = await manager(managers.nadia, phone);
  await expect(nadia.queue.row(reference)).toBeVisible();
  await expectNothingSideways(nadia.page, "queue");
  await nadia.openReview(id);
  await expectNothingSideways(nadia.page, "review");
  for (const decision of [nadia.review.validate, nadia.review.correct, nadia.review.reject]) {
    await decision.check({ force: true });
    await expectNothingSideways(nadia.page, "review, a decision open");
  }
});
