// What stands at the head of every page.
import type { Locator, Page } from "@playwright/test";

export class Header {
  readonly signIn: Locator;
  readonly signOut: Locator;
  readonly english: Locator;
  readonly french: Locator;

  constructor(page: Page) {
    const banner = page.getByRole("banner");
    this.signIn = banner.getByRole("link", { name: "Se connecter" });
    this.signOut = banner.getByRole("button", { name: "Se déconnecter" });
    this.english = banner.getByRole("link", { name: "English" });
    this.french = banner.getByRole("link", { name: "Français" });
  }
}
