// The link of a person whom a manager registered.
import type { Locator, Page } from "@playwright/test";

export class ConfirmationPage {
  readonly heading: Locator;
  readonly rows: Locator;
  readonly confirm: Locator;
  readonly confirmed: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Confirmer mon enregistrement" });
    this.rows = page.getByRole("table").locator("tbody tr");
    this.confirm = page.getByRole("button", { name: "Confirmer : c’est bien moi" });
    this.confirmed = page.getByText("Votre enregistrement est confirmé.");
  }
}
