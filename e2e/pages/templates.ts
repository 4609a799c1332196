// Texts that the managers of a structure keep for one another.
import type { Locator, Page } from "@playwright/test";

export class TemplatesPage {
  readonly heading: Locator;
  readonly name: Locator;
  readonly reason: Locator;
  readonly text: Locator;
  readonly save: Locator;
  readonly saved: Locator;
  readonly deleted: Locator;
  readonly errors: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Modèles de textes" });
    this.name = page.getByRole("textbox", { name: "Nom du modèle" });
    this.reason = page.getByRole("combobox", { name: /^Motif associé/ });
    this.text = page.getByRole("textbox", { name: "Texte que la personne lira" });
    this.save = page.getByRole("button", { name: "Enregistrer le modèle" });
    this.saved = page.getByRole("status").filter({ hasText: "Modèle enregistré." });
    this.deleted = page.getByRole("status").filter({ hasText: "Modèle supprimé." });
    this.errors = page.locator("#error-summary");
  }

  async open(): Promise<void> {
    await this.page.goto("/gestion/modeles");
  }

  template(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }

  async remove(name: string): Promise<void> {
    await this.template(name).getByRole("button", { name: /^Supprimer/ }).click();
  }
}
