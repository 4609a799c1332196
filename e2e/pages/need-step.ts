// Step 5: why the registration is needed, and what the person takes note of.
import type { Locator, Page } from "@playwright/test";
import { FormStep } from "./form-step.ts";

export class NeedStep extends FormStep {
  readonly ecpsOnly: Locator;
  readonly noDmp: Locator;
  readonly risk: Locator;
  readonly terms: Locator;

  constructor(page: Page) {
    super(page, "need");
    this.ecpsOnly = page.getByRole("checkbox", { name: /e-CPS seulement/ });
    this.noDmp = page.getByRole("checkbox", { name: /dossier médical partagé/ });
    this.risk = page.getByRole("checkbox", { name: /hors du périmètre/ });
    this.terms = page.getByRole("checkbox", { name: /conditions générales d’utilisation/ });
  }

  need(name: "Oui" | "Non"): Locator {
    return this.choice(/chaque jour/, name);
  }
}
