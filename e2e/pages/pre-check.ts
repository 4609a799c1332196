// The pre-check: a verdict without signing in.
import type { Locator, Page } from "@playwright/test";
import { Combobox } from "./combobox.ts";
import { VerdictPanel } from "./verdict-panel.ts";

export class PreCheckPage {
  readonly heading: Locator;
  readonly role: Combobox;
  readonly verdict: VerdictPanel;
  readonly ecpsOnly: Locator;
  readonly noDmp: Locator;
  readonly risk: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Vérifier si un enregistrement est possible" });
    this.role = new Combobox(page, /^Rôle/);
    this.verdict = new VerdictPanel(page);
    this.ecpsOnly = page.getByRole("checkbox", { name: /e-CPS seulement/ });
    this.noDmp = page.getByRole("checkbox", { name: /dossier médical partagé/ });
    this.risk = page.getByRole("checkbox", { name: /hors du périmètre/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/pre-verification");
  }

  sector(name: "Sanitaire" | "Social et médico-social" | "Je ne sais pas"): Locator {
    return this.page.getByRole("radiogroup", { name: /Dans quel secteur/ }).getByRole("radio", { name, exact: true });
  }

  need(name: "Oui" | "Non"): Locator {
    return this.page.getByRole("radiogroup", { name: /chaque jour/ }).getByRole("radio", { name });
  }
}
