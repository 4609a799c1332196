// Reference data: the tables with their versions, and one version with what it changes and its first day.
import type { Locator, Page } from "@playwright/test";

export class ReferencesPage {
  readonly heading: Locator;
  readonly versions: Locator;
  readonly outcome: Locator;
  readonly differences: Locator;
  readonly day: Locator;
  readonly schedule: Locator;
  readonly discard: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1 });
    this.versions = page.getByRole("link", { name: /^Version du/ });
    this.outcome = page.locator("#reference-outcome");
    this.differences = page.getByRole("region", { name: "Différences avec la version précédente" });
    this.day = page.getByLabel(/^Date d’effet/);
    this.schedule = page.getByRole("button", { name: "Programmer" });
    this.discard = page.getByRole("button", { name: "Abandonner cette version" });
  }

  async open(): Promise<void> {
    await this.page.goto("/ans/references");
  }
}
