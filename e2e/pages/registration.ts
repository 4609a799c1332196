// The entry of a registered person.
import type { Locator, Page } from "@playwright/test";

export class RegistrationPage {
  readonly heading: Locator;
  readonly rppsNumber: Locator;
  readonly situations: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Mon enregistrement au RPPS" });
    this.rppsNumber = page.locator(".rpps-number strong");
    this.situations = page.getByRole("heading", { name: "Situations d’exercice" }).locator("xpath=following::ul[1]").getByRole("listitem");
  }

  async open(): Promise<void> {
    await this.page.goto("/mon-enregistrement");
  }
}
