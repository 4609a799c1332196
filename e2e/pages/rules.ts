// The rule sets: all of them, and one with its draft, its simulation and its first day.
import type { Locator, Page } from "@playwright/test";

export class RulesPage {
  readonly heading: Locator;
  readonly name: Locator;
  readonly prepare: Locator;
  readonly outcome: Locator;

  readonly openDraft: Locator;
  readonly save: Locator;
  readonly changes: Locator;
  readonly simulate: Locator;
  readonly simulation: Locator;
  readonly showCases: Locator;
  readonly schedule: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1 });
    this.name = page.getByRole("textbox", { name: /^Nom du jeu de règles/ });
    this.prepare = page.getByRole("button", { name: "Créer le brouillon" });
    this.outcome = page.locator("#rules-outcome");

    this.openDraft = page.getByText("Modifier le brouillon", { exact: true });
    this.save = page.getByRole("button", { name: "Enregistrer le brouillon" });
    this.changes = page.getByRole("region", { name: "Différences avec le jeu en vigueur" });
    this.simulate = page.getByRole("button", { name: /^Simuler sur toutes les demandes/ });
    this.simulation = page.getByRole("region", { name: "Simulation" });
    this.showCases = page.getByRole("button", { name: "Afficher les cas" });
    this.schedule = page.getByRole("button", { name: "Programmer" });
  }

  async open(): Promise<void> {
    await this.page.goto("/ans/regles");
  }

  /** Creates a draft like the rule set in force, and opens it. */
  async draft(name: string): Promise<void> {
    await this.open();
    await this.name.fill(name);
    await this.prepare.click();
  }

  /** What a finding weighs at a stage. */
  weight(code: string, stage: "En saisie" | "À l’envoi" | "À la décision"): Locator {
    return this.page.getByRole("group", { name: code }).getByLabel(stage);
  }
}
