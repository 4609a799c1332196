// The office of a structure: who represents it, how it is organised, who manages it.
import type { Locator, Page } from "@playwright/test";

export class OfficePage {
  readonly structures: Locator;
  readonly habilitation: Locator;
  readonly invitation: Locator;
  readonly done: Locator;
  readonly failed: Locator;
  readonly save: Locator;
  readonly message: Locator;
  readonly noManager: Locator;
  readonly subject: Locator;
  readonly email: Locator;
  readonly lastDay: Locator;
  readonly designate: Locator;
  readonly proof: Locator;
  readonly record: Locator;
  readonly accept: Locator;

  constructor(private readonly page: Page) {
    this.structures = page.getByRole("heading", { level: 1, name: "Mes structures" });
    this.habilitation = page.getByRole("heading", { level: 1, name: "Mon habilitation de gestionnaire" });
    this.invitation = page.getByRole("heading", { level: 1, name: "Devenir gestionnaire RPPS+" });
    this.done = page.locator("#structure-shown .fr-alert--success");
    this.failed = page.locator("#structure-shown").getByRole("alert");
    this.save = page.getByRole("button", { name: "Enregistrer", exact: true });
    this.message = page.getByRole("textbox", { name: "Message prêt à envoyer" });
    this.noManager = page.getByText("Aucun gestionnaire désigné");
    this.subject = page.locator("#designate-subjectNameId");
    this.email = page.locator("#designate-email");
    this.lastDay = page.locator("#designate-endsOn");
    this.designate = page.getByRole("button", { name: "Désigner", exact: true });
    this.proof = page.locator("#asked-proof");
    this.record = page.locator("form.confirmation").getByRole("button", { name: "Enregistrer", exact: true });
    this.accept = page.getByRole("button", { name: "Accepter l’invitation" });
  }

  async openStructures(): Promise<void> {
    await this.page.goto("/representation");
  }

  async open(finess: string): Promise<void> {
    await this.page.goto(`/representation/${finess}`);
  }

  async openHabilitation(): Promise<void> {
    await this.page.goto("/habilitation");
  }

  tick(name: string | RegExp): Locator {
    return this.page.getByRole("checkbox", { name });
  }

  get department(): Locator {
    return this.page.locator("#organisation-department");
  }

  /** The designation of somebody, by identifier or address; of one's own, by the name of the structure. */
  passport(of: string): Locator {
    return this.page.locator("li.passport").filter({ hasText: of });
  }

  step(of: string, name: string): Locator {
    return this.passport(of).locator(".passport__step").filter({ hasText: name });
  }

  /** The button of a step. */
  act(of: string, name: string): Locator {
    return this.step(of, name).getByRole("button");
  }

  async prove(of: string, step: string, proof: string): Promise<void> {
    await this.act(of, step).click();
    await this.proof.fill(proof);
    await this.record.click();
  }
}
