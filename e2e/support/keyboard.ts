// Somebody who has no mouse: everything is reached with Tab, and used with the keys that belong to it.
import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 60;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Tabs on until the element has the focus; it must come before the page begins again too often. */
  async to(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await has(target)) return;
      await this.page.keyboard.press("Tab");
    }
    expect(await has(target), `${target} is reached with Tab`).toBe(true);
  }

  async type(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** A field of the browser with a part for the day, the month and the year. */
  async typeDate(target: Locator, digits: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.type(digits);
  }

  async press(target: Locator): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press("Enter");
  }

  async tick(target: Locator): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press("Space");
    await expect(target).toBeChecked();
  }

  /** Tab leads into the group, arrows to the answer. */
  async choose(target: Locator): Promise<void> {
    const group = await target.getAttribute("name");
    await this.to(this.page.locator(`input[name="${group}"]:focus, input[name="${group}"]`).first());
    await this.page.keyboard.press("Space");
    for (let stop = 0; stop < MOST_STOPS && !(await target.isChecked()); stop++) {
      await this.page.keyboard.press("ArrowDown");
    }
    await expect(target).toBeChecked();
    await expect(target).toBeFocused();
  }

  /** The first option of a folded list that begins with what is typed. */
  async select(target: Locator, beginning: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.type(beginning);
  }
}

async function has(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
