// Step 2: e-mail, confirmed by a code, and telephone.
import type { Locator, Page } from "@playwright/test";
import { FormStep } from "./form-step.ts";

/** The block that confirms the address; it also stands on the tracking page while it is not confirmed. */
export class EmailCode {
  readonly send: Locator;
  readonly sent: Locator;
  readonly code: Locator;
  readonly confirm: Locator;
  readonly confirmed: Locator;

  constructor(page: Page) {
    this.send = page.getByRole("button", { name: "Recevoir un code par e-mail" });
    this.sent = page.getByText(/^Un code a été envoyé à /);
    this.code = page.getByRole("textbox", { name: "Code reçu par e-mail" });
    this.confirm = page.getByRole("button", { name: "Confirmer l’adresse" });
    this.confirmed = page.getByRole("status").filter({ hasText: "Adresse e-mail confirmée" });
  }
}

export class ContactStep extends FormStep {
  readonly email: Locator;
  readonly phone: Locator;
  readonly emailCode: EmailCode;

  constructor(page: Page) {
    super(page, "contact");
    this.email = page.getByRole("textbox", { name: "Adresse e-mail" });
    this.phone = page.getByRole("textbox", { name: "Numéro de téléphone" });
    this.emailCode = new EmailCode(page);
  }
}
