// Step 1: the certified civil status, and the names under which the person works.
import type { Locator, Page } from "@playwright/test";
import { FormStep } from "./form-step.ts";

export class IdentityStep extends FormStep {
  readonly civilStatus: Locator;
  readonly lastName: Locator;
  readonly firstName: Locator;
  readonly birthTown: Locator;

  constructor(page: Page) {
    super(page, "identity");
    this.civilStatus = page.locator("dl").first();
    this.lastName = page.getByRole("textbox", { name: "Nom d’exercice" });
    this.firstName = page.getByRole("textbox", { name: "Prénom d’exercice" });
    this.birthTown = page.getByRole("textbox", { name: "Ville de naissance" });
  }

  civilite(name: "Madame" | "Monsieur"): Locator {
    return this.choice(/^Civilité/, name);
  }
}
