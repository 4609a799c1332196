// The last look before sending.
import type { Locator, Page } from "@playwright/test";
import { VerdictPanel } from "./verdict-panel.ts";

export class CheckAnswersPage {
  readonly heading: Locator;
  readonly send: Locator;
  readonly sendAgain: Locator;
  readonly missing: Locator;
  readonly verdict: VerdictPanel;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Vérifiez vos réponses" });
    this.send = page.getByRole("button", { name: "Envoyer ma demande" });
    this.sendAgain = page.getByRole("button", { name: "Renvoyer ma demande corrigée" });
    this.missing = page.locator("#missing");
    this.verdict = new VerdictPanel(page);
  }

  /** The answer of a field, by its label. */
  answer(label: string): Locator {
    const row = this.page.locator("dl > div").filter({ has: this.page.getByText(label, { exact: true }) });
    return row.getByRole("definition").first();
  }

  change(label: string): Locator {
    return this.page.getByRole("link", { name: `Modifier ${label}` });
  }
}
