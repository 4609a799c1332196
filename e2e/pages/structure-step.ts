// Step 3: where the person works.
import type { Locator, Page } from "@playwright/test";
import { Combobox } from "./combobox.ts";
import { FormStep } from "./form-step.ts";

export class StructureStep extends FormStep {
  readonly structure: Combobox;
  readonly chosen: Locator;

  constructor(page: Page) {
    super(page, "structure");
    this.structure = new Combobox(page, /^Structure/);
    this.chosen = page.locator("dl");
  }
}
