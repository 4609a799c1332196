// What concerns the person who is signed in.
import type { Locator, Page } from "@playwright/test";

export class NewsPage {
  readonly heading: Locator;
  readonly notices: Locator;
  readonly allRead: Locator;
  readonly oneUnread: Locator;
  readonly markAll: Locator;
  /** How many are unread, in the header of every page. */
  readonly unread: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Mes avis" });
    this.notices = page.locator("#notices").getByRole("listitem");
    this.allRead = page.getByRole("status").filter({ hasText: "Tout est lu." });
    this.oneUnread = page.getByRole("status").filter({ hasText: "1 avis non lu" });
    this.markAll = page.getByRole("button", { name: "Tout marquer comme lu" });
    this.unread = page.getByRole("banner").locator("#unread-notices");
  }

  async open(): Promise<void> {
    await this.page.goto("/avis");
  }
}
