// What the rules say of the answers so far.
import type { Locator, Page } from "@playwright/test";

export class VerdictPanel {
  readonly panel: Locator;
  readonly outcome: Locator;
  readonly findings: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole("region", { name: "Éligibilité à ce stade" });
    this.outcome = this.panel.getByRole("status");
    this.findings = this.panel.getByRole("listitem");
  }

  finding(code: string): Locator {
    return this.findings.filter({ hasText: code });
  }
}
