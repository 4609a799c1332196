// The demo's mailbox.
import { expect, type Locator, type Page } from "@playwright/test";

export class MailboxPage {
  readonly heading: Locator;
  readonly mails: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Boîte aux lettres de démonstration" });
    this.mails = page.getByRole("article");
  }

  async open(address: string): Promise<void> {
    await this.page.goto(`/demo/mail?to=${encodeURIComponent(address)}`);
  }

  /** Looks into the mailbox until a mail with this subject is there, and gives it. */
  async find(address: string, subject: RegExp): Promise<Locator> {
    const mail = this.mails.filter({ has: this.page.getByRole("heading", { name: subject }) }).first();
    await expect(async () => {
      await this.open(address);
      await expect(mail).toBeVisible({ timeout: 500 });
    }).toPass();
    return mail;
  }

  /** The code in the latest mail that carries one. */
  async code(address: string): Promise<string> {
    const mail = await this.find(address, /^Votre code de confirmation/);
    const code = /\b\d{6}\b/.exec(await mail.innerText())?.[0];
    expect(code, "the mail carries a code of six digits").toBeDefined();
    return code ?? "";
  }
}
