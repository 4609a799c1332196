// A manager's batches: choosing, trying, deciding, and a file of registrations.
import type { Locator, Page } from "@playwright/test";

export class BatchesPage {
  readonly list: Locator;
  readonly choice: Locator;
  readonly validation: Locator;
  readonly file: Locator;
  readonly registration: Locator;
  readonly rows: Locator;
  readonly errors: Locator;
  readonly decide: Locator;
  readonly send: Locator;
  readonly template: Locator;
  readonly failedRows: Locator;

  constructor(private readonly page: Page) {
    const heading = (name: string) => page.getByRole("heading", { level: 1, name });
    this.list = heading("Traitements par lot");
    this.choice = heading("Décider plusieurs demandes");
    this.validation = heading("Validation de demandes");
    this.file = heading("Enregistrer des personnes par fichier");
    this.registration = heading("Enregistrement par fichier");
    this.rows = page.getByRole("table").locator("tbody").getByRole("row");
    this.errors = page.locator("#error-summary");
    this.decide = page.getByRole("button", { name: "Décider toutes ces demandes" });
    this.send = page.getByRole("button", { name: "Envoyer le fichier" });
    this.template = page.getByRole("link", { name: "Télécharger le modèle (CSV)" });
    this.failedRows = page.getByRole("link", { name: "Télécharger les lignes refusées (CSV)" });
  }

  /** Ticks requests of the queue, and goes on to decide them. */
  async decideTogether(...references: string[]): Promise<void> {
    for (const reference of references) {
      const row = this.page.getByRole("table", { name: "Demandes" }).locator("tbody").getByRole("row").filter({ hasText: reference });
      await row.getByRole("checkbox").check({ force: true });
    }
    await this.page.getByRole("button", { name: `Décider par lot (${String(references.length)})` }).click();
  }

  /** What is said politely. */
  status(text: string | RegExp): Locator {
    return this.page.getByRole("status").filter({ hasText: text });
  }

  async choose(name: string, content: Buffer): Promise<void> {
    await this.page.getByLabel(/^Fichier CSV/).setInputFiles({ name, mimeType: "text/csv", buffer: content });
  }

  async tick(...fields: string[]): Promise<void> {
    for (const field of fields) await this.page.locator(`#${field}`).check({ force: true });
  }
}
