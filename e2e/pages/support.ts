// Support: the form on the contact page, and the inbox of the agents.
import type { Locator, Page } from "@playwright/test";

export class SupportPage {
  readonly topic: Locator;
  readonly fullName: Locator;
  readonly email: Locator;
  readonly reference: Locator;
  readonly message: Locator;
  readonly send: Locator;
  readonly errors: Locator;
  readonly sent: Locator;
  readonly mine: Locator;
  readonly about: Locator;

  readonly inbox: Locator;
  readonly shown: Locator;
  readonly answer: Locator;
  readonly sendAnswer: Locator;

  constructor(private readonly page: Page) {
    this.topic = page.locator("#topic");
    this.fullName = page.locator("#fullName");
    this.email = page.locator("#email");
    this.reference = page.locator("#reference");
    this.message = page.locator("#message");
    this.send = page.getByRole("button", { name: "Envoyer au support" });
    this.errors = page.locator("#error-summary");
    this.sent = page.locator("#support-outcome .fr-alert--success");
    this.mine = page.locator("#app li.request-list__request");
    this.about = page.getByRole("link", { name: "Écrire au support à propos de cette demande" });

    this.inbox = page.getByRole("heading", { level: 1, name: "Messages au support" });
    this.shown = page.locator("#support-shown");
    this.answer = page.getByRole("textbox", { name: "Votre réponse, envoyée par e-mail" });
    this.sendAnswer = page.getByRole("button", { name: "Envoyer la réponse" });
  }

  async openForm(): Promise<void> {
    await this.page.goto("/contact");
  }

  async openInbox(): Promise<void> {
    await this.page.goto("/ans/support");
  }

  /** The button of a state, with how many messages stand in it. */
  state(name: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name} \\(`) });
  }

  /** The button that opens a message. */
  open(reference: string): Locator {
    return this.page.getByRole("button", { name: `Ouvrir ${reference}` });
  }

  turn(name: string): Locator {
    return this.shown.getByRole("button", { name, exact: true });
  }

  /** The reference under which the last message was sent. */
  async sentReference(): Promise<string> {
    const said = await this.sent.innerText();
    return /SU-[0-9A-F]{5}-[0-9A-F]{5}/.exec(said)?.[0] ?? "";
  }
}
