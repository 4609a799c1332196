// The page on which a manager decides.
import type { Locator, Page } from "@playwright/test";
import { VerdictPanel } from "./verdict-panel.ts";

export class ReviewPage {
  readonly heading: Locator;
  readonly back: Locator;
  readonly state: Locator;
  readonly heldByMe: Locator;
  readonly takeOver: Locator;
  readonly changed: Locator;
  readonly decided: Locator;
  readonly failed: Locator;
  readonly errors: Locator;
  readonly verdict: VerdictPanel;

  readonly validate: Locator;
  readonly conditionsChecked: Locator;
  readonly identityChecked: Locator;
  readonly riskUnderstood: Locator;
  readonly validateNow: Locator;

  readonly reject: Locator;
  readonly prepared: Locator;
  readonly message: Locator;
  readonly preview: Locator;
  readonly rejectNow: Locator;

  readonly correct: Locator;
  readonly correctNow: Locator;

  constructor(private readonly page: Page) {
    const main = page.getByRole("main");
    this.heading = page.getByRole("heading", { level: 1, name: /^Demande de / });
    this.back = page.getByRole("link", { name: "Retour à la liste" });
    this.state = page.getByRole("status").filter({ hasText: "RP-" });
    this.heldByMe = main.getByText("Vous traitez cette demande.");
    this.takeOver = page.getByRole("button", { name: "Reprendre la demande à mon nom" });
    this.changed = main.locator(".fr-alert", { hasText: "La demande a changé pendant que vous l’aviez ouverte" });
    this.decided = page.locator("#decision-outcome .fr-alert--success");
    this.failed = page.getByRole("alert").filter({ hasText: "L’opération n’a pas abouti" });
    this.errors = page.locator("#error-summary");
    this.verdict = new VerdictPanel(page);

    const decision = page.getByRole("region", { name: "Décision" });
    this.validate = decision.getByRole("radio", { name: "Valider la demande" });
    this.conditionsChecked = decision.getByRole("checkbox", { name: /exerce dans cette structure/ });
    this.identityChecked = decision.getByRole("checkbox", { name: /vérifié l’état civil/ });
    this.riskUnderstood = decision.getByRole("checkbox", { name: /hors périmètre/ });
    this.validateNow = decision.getByRole("button", { name: "Valider et attribuer un numéro RPPS" });

    this.reject = decision.getByRole("radio", { name: "Rejeter la demande" });
    this.prepared = decision.getByRole("combobox", { name: "Texte préparé" });
    this.message = decision.getByRole("textbox", { name: "Message au professionnel" });
    this.preview = decision.locator(".preview");
    this.rejectNow = decision.getByRole("button", { name: "Rejeter la demande" });

    this.correct = decision.getByRole("radio", { name: "Demander une correction" });
    this.correctNow = decision.getByRole("button", { name: "Envoyer la demande de correction" });
  }

  held(holder: string | RegExp): Locator {
    return this.page.locator(".fr-alert", { hasText: /traite cette demande en ce moment/ }).filter({ hasText: holder });
  }

  reason(name: string): Locator {
    return this.page.getByRole("radiogroup", { name: /Motif du rejet/ }).getByRole("radio", { name });
  }

  field(label: string): Locator {
    return this.page.getByRole("group", { name: /Quels champs/ }).getByRole("checkbox", { name: label, exact: true });
  }

  fieldReason(label: string): Locator {
    return this.page.getByRole("combobox", { name: `Motif pour : ${label}` });
  }

  fieldText(label: string): Locator {
    return this.page.getByRole("textbox", { name: `Précision pour : ${label}` });
  }
}
