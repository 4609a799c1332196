// The page of a demo identity provider, where one says who one is.
import type { Locator, Page } from "@playwright/test";

export class IdentityProviderPage {
  readonly heading: Locator;
  readonly giveUp: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: /^Se connecter avec / });
    this.giveUp = page.getByRole("button", { name: "Annuler et revenir au portail" });
  }

  /** Each persona is a button of the form, whose value is the login. */
  persona(login: string): Locator {
    return this.page.locator(`button[name="login"][value="${login}"]`);
  }

  async signInAs(login: string): Promise<void> {
    await this.persona(login).click();
  }

  /** Pro Santé Connect also takes an identifier that is typed: `8` and the RPPS number of a new e-CPS. */
  async signInWithNewCard(rppsNumber: string): Promise<void> {
    await this.page.getByLabel("Autre personne enregistrée").fill(`8${rppsNumber}`);
    await this.page.getByRole("button", { name: "Se connecter", exact: true }).click();
  }
}
