// A manager's queue.
import type { Locator, Page } from "@playwright/test";

export class QueuePage {
  readonly heading: Locator;
  readonly rows: Locator;
  readonly live: Locator;
  readonly linkDown: Locator;
  readonly waiting: Locator;
  readonly structure: Locator;
  readonly search: Locator;
  readonly register: Locator;
  /** What screen readers are told of arrivals. */
  readonly announced: Locator;
  readonly narrow: Locator;
  readonly widen: Locator;
  readonly export: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Demandes à traiter" });
    this.register = page.getByRole("link", { name: "Enregistrer un professionnel" });
    this.rows = page.getByRole("table", { name: "Demandes" }).locator("tbody").getByRole("row");
    this.live = page.getByRole("status").filter({ hasText: "La liste se met à jour d’elle-même." });
    this.linkDown = page.getByRole("status").filter({ hasText: "La connexion en direct est interrompue." });
    this.waiting = page.getByRole("button", { name: /nouvelles? demandes? : l/ });
    this.structure = page.getByRole("combobox", { name: "Structure" });
    this.announced = page.getByRole("status").filter({ hasText: /ouvelles? demandes? reçues?/ });
    this.narrow = page.locator("summary").filter({ hasText: "Filtrer et trier" });
    this.widen = page.getByRole("link", { name: "Effacer les filtres" });
    this.export = page.getByRole("link", { name: "Exporter cette liste (CSV)" });
    this.search = page.getByRole("searchbox", { name: /^Rechercher une demande/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/gestion");
  }

  row(reference: string): Locator {
    return this.rows.filter({ hasText: reference });
  }

  /** The way to a request. */
  link(reference: string): Locator {
    return this.row(reference).getByRole("link");
  }

  async openRequest(reference: string): Promise<void> {
    await this.link(reference).click();
  }

  /** A choice among the filters, which are unfolded. */
  choice(label: string): Locator {
    return this.page.getByRole("combobox", { name: label, exact: true });
  }

  /** The link to the requests of a state, with their number. */
  tab(state: string): Locator {
    return this.page.getByRole("navigation", { name: "Filtrer par état" }).getByRole("link", { name: new RegExp(`^${state} \\(`) });
  }
}
