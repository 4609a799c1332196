// The civil status of a registered person, and the page on which the ANS decides on its corrections.
import type { Locator, Page } from "@playwright/test";

export class CivilStatusPart {
  readonly correction: Locator;
  readonly done: Locator;
  readonly errors: Locator;
  readonly open: Locator;
  readonly birthName: Locator;
  readonly reason: Locator;
  readonly document: Locator;
  readonly issuedOn: Locator;
  readonly seenBy: Locator;
  readonly send: Locator;
  readonly withdraw: Locator;

  constructor(page: Page) {
    this.correction = page.getByRole("region", { name: "Correction demandée" });
    this.done = page.locator("#correction-outcome .fr-alert--success");
    this.errors = page.locator("#error-summary");
    this.open = page.getByText("Demander une correction", { exact: true });
    this.birthName = page.getByRole("textbox", { name: "Nom de naissance" });
    this.reason = page.getByRole("textbox", { name: "Ce qui est inexact, et pourquoi" });
    this.document = page.locator("#documentKind");
    this.issuedOn = page.locator("#documentIssuedOn");
    this.seenBy = page.locator("#documentSeenBy");
    this.send = page.getByRole("button", { name: "Envoyer la demande de correction" });
    this.withdraw = page.getByRole("button", { name: "Retirer la demande de correction" });
  }
}

export class CorrectionsDesk {
  readonly heading: Locator;
  readonly outcome: Locator;
  readonly accept: Locator;
  readonly reason: Locator;
  readonly propose: Locator;
  readonly another: Locator;
  readonly confirm: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Corrections d’état civil" });
    this.outcome = page.locator("#corrections-outcome");
    this.accept = page.getByRole("radio", { name: "Accepter la correction" });
    this.reason = page.getByRole("textbox", { name: "Motif, tel que la personne le lira" });
    this.propose = page.getByRole("button", { name: "Proposer cette décision" });
    this.another = page.getByText("un autre agent doit la confirmer.");
    this.confirm = page.getByRole("button", { name: "Confirmer la décision" });
  }

  async open(): Promise<void> {
    await this.page.goto("/ans/etat-civil");
  }

  /** Opens the correction of somebody, by name. */
  of(name: string): Locator {
    return this.page.getByRole("button", { name: `Examiner la correction de ${name}` });
  }
}
