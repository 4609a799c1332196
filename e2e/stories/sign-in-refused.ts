// Signing in does not always succeed: every way out leads on.
import { expect, test } from "../support/story.ts";

test("somebody gives up at FranceConnect and is told how to go on", async ({ somebody }) => {
  const { page, home, identityProvider } = await somebody();
  await home.open();
  await home.franceConnect.click();
  await identityProvider.giveUp.click();
  await expect(page).toHaveURL(/\/connexion\/erreur\?code=/);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "La connexion n’a pas abouti" [level=1]
    - paragraph: Vous avez interrompu la connexion. Vous pouvez la reprendre quand vous le souhaitez.
    - list:
      - listitem:
        - link "Se connecter de nouveau"
      - listitem:
        - link "Page d’accueil"
      - listitem:
        - link "Contacter le support"
    - paragraph:
      - code: SIGN_IN_CANCELLED
  `);
  await page.getByRole("link", { name: "Se connecter de nouveau" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Se connecter" })).toBeVisible();
});

test("FranceConnect keeps an incomplete identity to itself", async ({ somebody, complaints }) => {
  // The provider answers its own error page with a status that the browser logs.
  complaints.expect(/status of 400/);
  const { page, home, identityProvider } = await somebody();
  await home.open();
  await home.franceConnect.click();
  await identityProvider.signInAs("sans_mail");
  await expect(page.getByText("Y600006")).toBeVisible();
  await page.getByRole("link", { name: "Revenir au portail" }).click();
  await expect(home.heading).toBeVisible();
});

test("the wrong door is named, with the right one beside it", async ({ somebody }) => {
  const visitor = await somebody();
  await visitor.page.goto("/connexion?return_to=/gestion");
  await visitor.page.getByRole("link", { name: "S’identifier avec FranceConnect" }).click();
  await visitor.identityProvider.signInAs("prénom_composé");
  await expect(visitor.page.getByRole("heading", { level: 1, name: "Connectez-vous pour continuer" })).toBeVisible();
  await expect(visitor.page.getByText("Vous êtes connecté en tant que")).toBeVisible();
  await expect(visitor.home.proSanteConnect).toBeVisible();
});
