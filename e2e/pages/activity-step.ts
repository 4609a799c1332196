// Step 4: the role, and how and when it is held.
import type { Locator, Page } from "@playwright/test";
import { Combobox } from "./combobox.ts";
import { FormStep } from "./form-step.ts";

export class ActivityStep extends FormStep {
  readonly role: Combobox;
  readonly kind: Locator;
  readonly startDate: Locator;
  readonly endDate: Locator;

  constructor(page: Page) {
    super(page, "activity");
    this.role = new Combobox(page, /^Rôle/);
    this.kind = page.getByRole("combobox", { name: "Genre d’activité" });
    this.startDate = page.getByLabel("Date de prise de fonction");
    this.endDate = page.getByLabel("Date de fin");
  }

  mode(name: string): Locator {
    return this.choice(/^Mode d’exercice/, name);
  }

  category(name: string): Locator {
    return this.choice(/^Catégorie professionnelle/, name);
  }
}
