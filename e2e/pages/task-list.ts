// The parts of a request being written, and how far each is.
import type { Locator, Page } from "@playwright/test";

export const parts = {
  identity: "Votre identité",
  contact: "Vos coordonnées",
  structure: "Votre structure",
  activity: "Votre activité",
  need: "Votre besoin et vos engagements",
} as const;

export class TaskListPage {
  readonly heading: Locator;
  readonly reference: Locator;
  readonly tasks: Locator;
  readonly checkAndSend: Locator;
  readonly correction: Locator;
  readonly withdraw: Locator;
  readonly withdrawForGood: Locator;

  constructor(private readonly page: Page) {
    const main = page.getByRole("main");
    this.heading = page.getByRole("heading", { level: 1, name: "Votre demande d’enregistrement" });
    this.reference = main.getByText(/^RP-/);
    this.tasks = main.getByRole("list").filter({ has: page.getByRole("link", { name: parts.identity }) });
    this.checkAndSend = page.getByRole("link", { name: "Vérifier et envoyer" });
    this.correction = main.locator(".fr-alert", { hasText: "Votre gestionnaire vous demande une correction" });
    this.withdraw = page.getByRole("button", { name: "Retirer ma demande" });
    this.withdrawForGood = page.getByRole("button", { name: "Oui, retirer ma demande" });
  }

  part(name: keyof typeof parts): Locator {
    return this.page.getByRole("link", { name: parts[name], exact: true });
  }

  /** The line of a part, with its state. */
  line(name: keyof typeof parts): Locator {
    return this.tasks.getByRole("listitem").filter({ has: this.part(name) });
  }
}
