// A field whose value is found by typing.
import { expect, type Locator, type Page } from "@playwright/test";

export class Combobox {
  readonly input: Locator;
  readonly options: Locator;

  constructor(page: Page, name: string | RegExp) {
    this.input = page.getByRole("combobox", { name });
    this.options = page.getByRole("listbox", { name }).getByRole("option");
  }

  async choose(typed: string, option: string): Promise<void> {
    await this.input.fill(typed);
    await this.options.filter({ hasText: option }).first().click();
    await expect(this.input).toHaveValue(startingWith(option));
  }

  async chooseByKeys(typed: string, option: string): Promise<void> {
    await this.input.pressSequentially(typed);
    await expect(this.options.filter({ hasText: option }).first()).toBeVisible();
    // Down until the wanted line is the active one, as somebody who reads the list would.
    const active = this.options.and(this.input.page().locator("[aria-selected=true]"));
    do {
      await this.input.press("ArrowDown");
      await expect(active).toHaveCount(1);
    } while (!(await active.innerText()).startsWith(option));
    await this.input.press("Enter");
    await expect(this.input).toHaveValue(startingWith(option));
  }
}

/** What a field shows may say more than the name that was chosen. */
function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}
