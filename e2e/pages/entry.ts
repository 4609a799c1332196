// The entry of somebody who is registered, and the search that leads to it.
import type { Locator, Page } from "@playwright/test";

export class PersonsPage {
  readonly heading: Locator;
  readonly number: Locator;
  readonly birthName: Locator;
  readonly firstName: Locator;
  readonly search: Locator;
  readonly found: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Personnes enregistrées" });
    this.number = page.getByRole("textbox", { name: "Numéro RPPS" });
    this.birthName = page.getByRole("textbox", { name: "Nom de naissance" });
    this.firstName = page.getByRole("textbox", { name: "Prénom" });
    this.search = page.getByRole("button", { name: "Rechercher" });
    this.found = page.locator("#found");
  }

  async open(): Promise<void> {
    await this.page.goto("/gestion/personnes");
  }
}

/** What changes of an entry: the same parts for the person and for managers. */
export class EntryChanges {
  readonly done: Locator;
  readonly changeContact: Locator;
  readonly changeNames: Locator;
  readonly email: Locator;
  readonly lastName: Locator;
  readonly waits: Locator;
  readonly code: Locator;
  readonly confirm: Locator;
  readonly cancel: Locator;
  readonly changePost: Locator;
  readonly closePost: Locator;
  readonly endDate: Locator;
  readonly reason: Locator;
  readonly risk: Locator;
  readonly save: Locator;
  readonly history: Locator;

  constructor(readonly page: Page) {
    this.done = page.locator("#change-outcome .fr-alert--success");
    this.changeContact = page.getByRole("button", { name: "Modifier les coordonnées" });
    this.changeNames = page.getByRole("button", { name: "Modifier les noms d’exercice" });
    this.email = page.locator("#change-email");
    this.lastName = page.locator("#change-exerciseLastName");
    this.waits = page.getByRole("form", { name: "Une nouvelle adresse e-mail attend sa confirmation" });
    this.code = page.getByLabel(/^Code reçu par e-mail/);
    this.confirm = page.getByRole("button", { name: "Confirmer l’adresse" });
    this.cancel = page.getByRole("button", { name: "Annuler cette modification" });
    this.changePost = page.getByRole("button", { name: /^Modifier Préparateur/ });
    this.closePost = page.getByRole("button", { name: /^Fermer la situation/ });
    this.endDate = page.locator("#change-endDate");
    this.reason = page.locator("#change-reason");
    this.risk = page.locator("#change-riskAcknowledged");
    this.save = page.getByRole("button", { name: "Enregistrer", exact: true });
    this.history = page.getByRole("list", { name: "Historique des modifications" });
  }
}
