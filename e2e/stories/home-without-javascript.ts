// The home page says everything it has to say before, and without, the application.
import { expect, test } from "../support/story.ts";

test("the home page reads and leads on without JavaScript", async ({ somebody }) => {
  const { page, home, identityProvider } = await somebody({ javaScriptEnabled: false });
  await home.open();
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "Enregistrer un professionnel à rôle au RPPS" [level=1]
    - region "Commencer":
      - heading "Je suis le professionnel à enregistrer" [level=3]
      - link "S’identifier avec FranceConnect"
      - heading "Je suis gestionnaire RPPS+, représentant légal ou mandataire" [level=3]
      - link "S’identifier avec Pro Santé Connect"
    - region "Qui peut être enregistré ?":
      - heading "Une e-CPS, pas de carte" [level=3]
      - heading "Pas d’accès au DMP" [level=3]
    - region "Les quatre étapes":
      - list:
        - listitem:
          - heading "S’assurer que l’enregistrement est utile" [level=3]
        - listitem:
          - heading "Organiser les enregistrements dans la structure" [level=3]
        - listitem:
          - heading "Désigner et habiliter les gestionnaires RPPS+" [level=3]
        - listitem:
          - heading "Enregistrer les professionnels" [level=3]
    - region "Après la validation"
  `);
  for (const name of ["Mentions légales", "Données personnelles", "Gestion des cookies", "Contacter le support de l’ANS"]) {
    await expect(page.getByRole("contentinfo").getByRole("link", { name })).toBeVisible();
  }
  await home.franceConnect.click();
  await expect(identityProvider.heading).toHaveText("Se connecter avec FranceConnect");
});

test("the home page is painted while the application is still on its way", async ({ somebody }) => {
  const { page, home } = await somebody();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.(wasm|js)(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await expect(home.heading).toBeVisible();
  await expect(home.franceConnect).toBeVisible();
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName("first-contentful-paint")[0];
          if (first) resolve(first.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  console.log(`first paint of the home page: ${Math.round(paint)} ms, no script loaded`);
  release();
});

test("a page of the application says what is missing without JavaScript", async ({ somebody }) => {
  const { page } = await somebody({ javaScriptEnabled: false });
  await page.goto("/demandes");
  // Playwright's own locators leave `noscript` out, whether the browser shows it or not.
  const notice = page.locator("noscript .fr-alert");
  await expect(notice).toBeVisible();
  expect(await notice.textContent()).toContain("JavaScript est nécessaire sur cette page");
});
