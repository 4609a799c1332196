// One's own requests.
import type { Locator, Page } from "@playwright/test";

export class RequestsPage {
  readonly heading: Locator;
  readonly newRequest: Locator;
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Mes demandes" });
    this.newRequest = page.getByRole("button", { name: "Nouvelle demande" });
    this.rows = page.getByRole("main").getByRole("listitem");
  }

  async open(): Promise<void> {
    await this.page.goto("/demandes");
  }

  resume(reference: string): Locator {
    return this.page.getByRole("link", { name: `Reprendre ${reference}` });
  }

  follow(reference: string): Locator {
    return this.page.getByRole("link", { name: `Suivre ${reference}` });
  }
}
