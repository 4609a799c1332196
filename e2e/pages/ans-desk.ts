// The desk of an ANS agent: structures, and who manages them.
import type { Locator, Page } from "@playwright/test";
import { Combobox } from "./combobox.ts";

export class AnsDeskPage {
  readonly heading: Locator;
  readonly structure: Combobox;
  readonly shown: Locator;
  readonly done: Locator;
  readonly failed: Locator;

  readonly openCreation: Locator;
  readonly finess: Locator;
  readonly name: Locator;
  readonly town: Locator;
  readonly category: Locator;
  readonly create: Locator;
  readonly errors: Locator;

  readonly subject: Locator;
  readonly designate: Locator;
  readonly revokeReason: Locator;
  readonly revokeNow: Locator;
  readonly history: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Structures et gestionnaires" });
    this.structure = new Combobox(page, /^Structure/);
    this.shown = page.locator("#structure-shown");
    this.done = this.shown.locator(".fr-alert--success");
    this.failed = this.shown.getByRole("alert");

    this.openCreation = page.getByText("Créer une structure", { exact: true });
    this.finess = page.getByRole("textbox", { name: "Numéro FINESS" });
    this.name = page.getByRole("textbox", { name: "Nom de la structure" });
    this.town = page.getByRole("textbox", { name: /^Ville/ });
    this.category = page.getByRole("textbox", { name: "Catégorie FINESS agrégée" });
    this.create = page.getByRole("button", { name: "Créer la structure" });
    this.errors = page.locator("#error-summary");

    this.subject = page.locator("#designate-subjectNameId");
    this.designate = page.getByRole("button", { name: "Désigner", exact: true });
    this.revokeReason = page.getByRole("textbox", { name: "Motif de la révocation" });
    this.history = page.getByText("Historique", { exact: true });
    this.revokeNow = page.getByRole("button", { name: "Révoquer", exact: true });
  }

  async recordMandate(subject: string, quality: string): Promise<void> {
    await this.shown.getByText("Enregistrer un mandat", { exact: true }).first().click();
    await this.shown.locator("#mandate-subjectNameId").fill(subject);
    await this.shown.locator("#mandate-quality").selectOption({ label: quality });
    await this.shown.getByRole("button", { name: "Enregistrer un mandat" }).click();
  }

  async open(): Promise<void> {
    await this.page.goto("/ans");
  }

  /** A designation, by the identifier of its holder. */
  manager(subject: string): Locator {
    return this.shown.locator("li.passport").filter({ hasText: subject });
  }

  /// The button that asks to suspend, resume or revoke.
  turn(button: string, subject: string): Locator {
    return this.manager(subject).getByRole("button", { name: `${button} ${subject}` });
  }

  reasonOf(turn: string): Locator {
    return this.shown.getByRole("textbox", { name: `Motif ${turn}` });
  }

  /// The button that does it, beside the reason.
  now(button: string): Locator {
    return this.shown.getByRole("button", { name: button, exact: true });
  }

  revoke(subject: string): Locator {
    return this.page.getByRole("button", { name: `Révoquer ${subject}` });
  }
}
