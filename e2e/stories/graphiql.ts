// An integrator opens the explorer and asks something.
import { expect, test } from "../support/story.ts";

test("the explorer opens from the portal alone and runs a query", async ({ somebody }) => {
  const { page } = await somebody();
  await page.goto("/graphiql");
  const editor = page.locator(".graphiql-query-editor").getByRole("textbox");
  await editor.press("ControlOrMeta+a");
  await editor.press("Delete");
  await page.keyboard.insertText('{ roles(search: "organisateur") { code label inScope } }');
  await page.getByRole("button", { name: /Execute query/ }).click();
  await expect(page.getByRole("region", { name: /Result/ })).toContainText('"code": "370"');
});
