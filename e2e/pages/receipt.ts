// The receipt: what was filed and when.
import type { Locator, Page } from "@playwright/test";

export class ReceiptPage {
  readonly heading: Locator;
  readonly content: Locator;
  readonly back: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Récépissé de dépôt" });
    this.content = page.getByRole("main");
    this.back = page.getByRole("link", { name: "Retour au suivi" });
  }
}
