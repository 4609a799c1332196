// Where a request stands, what happened and what happens next.
import type { Locator, Page } from "@playwright/test";
import { EmailCode } from "./contact-step.ts";

export class TrackingPage {
  readonly heading: Locator;
  readonly reference: Locator;
  readonly state: Locator;
  readonly steps: Locator;
  readonly live: Locator;
  readonly linkDown: Locator;
  readonly rppsNumber: Locator;
  readonly rejection: Locator;
  readonly receipt: Locator;
  readonly answers: Locator;
  readonly withdraw: Locator;
  readonly withdrawForGood: Locator;
  readonly emailCode: EmailCode;

  constructor(page: Page) {
    const main = page.getByRole("main");
    this.heading = page.getByRole("heading", { level: 1, name: "Suivi de votre demande" });
    this.reference = main.getByText(/^RP-/);
    this.state = page.getByRole("status").filter({ hasText: "État de la demande" });
    this.steps = page.getByRole("heading", { name: "Étapes" }).locator("xpath=following::ol[1]").getByRole("listitem");
    this.live = page.getByRole("status").filter({ hasText: "Cette page se met à jour d’elle-même." });
    this.linkDown = page.getByRole("status").filter({ hasText: "La connexion en direct est interrompue." });
    this.rppsNumber = main.locator(".rpps-number strong");
    this.rejection = main.locator(".fr-alert", { hasText: "Motif du rejet" });
    this.receipt = page.getByRole("link", { name: "Voir et imprimer le récépissé" });
    this.answers = main.getByText("Vos réponses", { exact: true });
    this.withdraw = page.getByRole("button", { name: "Retirer ma demande" });
    this.withdrawForGood = page.getByRole("button", { name: "Oui, retirer ma demande" });
    this.emailCode = new EmailCode(page);
  }

  step(title: string): Locator {
    return this.steps.filter({ hasText: title });
  }
}
