// A manager's figures.
import type { Locator, Page } from "@playwright/test";

export class DashboardPage {
  readonly heading: Locator;
  readonly live: Locator;
  readonly paused: Locator;
  readonly pause: Locator;
  readonly follow: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Tableau de bord" });
    this.live = page.getByRole("status").filter({ hasText: "Les chiffres se mettent à jour d’eux-mêmes." });
    this.paused = page.getByRole("status").filter({ hasText: "Les chiffres sont en pause." });
    this.pause = page.getByRole("button", { name: "Mettre les chiffres en pause" });
    this.follow = page.getByRole("button", { name: "Reprendre les mises à jour" });
  }

  async open(): Promise<void> {
    await this.page.goto("/gestion/tableau-de-bord");
  }

  chart(title: string): Locator {
    return this.page.getByRole("figure", { name: title });
  }

  /** The numbers of a row of a chart's table, once the table is open. */
  cells(title: string, row: string): Locator {
    return this.chart(title).getByRole("row", { name: row }).getByRole("cell");
  }

  async openTable(title: string): Promise<void> {
    await this.chart(title).getByText("Lire en tableau").click();
  }
}
