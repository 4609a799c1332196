// What every page of the form has around its fields.
import type { Locator, Page } from "@playwright/test";
import { parts } from "./task-list.ts";
import { VerdictPanel } from "./verdict-panel.ts";

export abstract class FormStep {
  readonly heading: Locator;
  readonly goOn: Locator;
  readonly backToList: Locator;
  readonly errors: Locator;
  readonly saved: Locator;
  readonly notSaved: Locator;
  readonly saveAgain: Locator;
  readonly verdict: VerdictPanel;

  constructor(
    protected readonly page: Page,
    part: keyof typeof parts,
  ) {
    this.heading = page.getByRole("heading", { level: 1, name: parts[part] });
    this.goOn = page.getByRole("button", { name: "Enregistrer et continuer" });
    this.backToList = page.getByRole("link", { name: "Retour à la liste des parties" });
    this.errors = page.locator("#error-summary");
    this.saved = page.getByRole("status").filter({ hasText: /^Enregistré à \d\d:\d\d$/ });
    this.notSaved = page.getByRole("alert").filter({ hasText: "Vos dernières réponses ne sont pas enregistrées" });
    this.saveAgain = page.getByRole("button", { name: "Enregistrer de nouveau" });
    this.verdict = new VerdictPanel(page);
  }

  protected choice(question: RegExp, answer: string): Locator {
    return this.page.getByRole("radiogroup", { name: question }).getByRole("radio", { name: answer, exact: true });
  }
}
