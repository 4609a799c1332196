// The software of a structure: who represents it keeps it, and a manager lets it act for them.
import type { Locator, Page } from "@playwright/test";

export class ClientsPage {
  readonly name: Locator;
  readonly ranges: Locator;
  readonly create: Locator;
  readonly secret: Locator;
  readonly done: Locator;

  constructor(private readonly page: Page) {
    this.name = page.getByRole("textbox", { name: "Nom du logiciel" });
    this.ranges = page.getByRole("textbox", { name: /Adresses autorisées/ });
    this.create = page.getByRole("button", { name: "Enregistrer", exact: true });
    this.secret = page.locator("#clients-outcome code");
    this.done = page.locator("#clients-outcome .fr-alert--success");
  }

  async open(finess: string): Promise<void> {
    await this.page.goto(`/representation/${finess}/clients`);
  }

  scope(code: string): Locator {
    return this.page.getByRole("checkbox", { name: new RegExp(code) });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { level: 2, name });
  }

  button(act: string, name: string): Locator {
    return this.page.getByRole("button", { name: `${act} ${name}`, exact: true });
  }

  /** What software names itself by. */
  identifierOf(name: string): Locator {
    return this.heading(name).locator("xpath=following-sibling::dl[1]").locator("dd").first();
  }
}
