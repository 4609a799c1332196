// The home page: what the portal is, and its two doors.
import type { Locator, Page } from "@playwright/test";

export class HomePage {
  readonly heading: Locator;
  readonly franceConnect: Locator;
  readonly proSanteConnect: Locator;
  readonly preCheck: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1 });
    this.franceConnect = page.getByRole("link", { name: "S’identifier avec FranceConnect" });
    this.proSanteConnect = page.getByRole("link", { name: "S’identifier avec Pro Santé Connect" });
    this.preCheck = page.getByRole("link", { name: "Vérifier si je suis concerné" });
  }

  async open(): Promise<void> {
    await this.page.goto("/");
  }
}
