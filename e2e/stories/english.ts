// The whole way in English, e-mails included.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const french = /[àâçéèêëîïôùûœ]|\b(votre|demande|vous|enregistrement)\b/i;

test("somebody who reads English files, and hears of it in English", async ({ somebody, manager }) => {
  const { page, header, home, identityProvider, mailbox } = await somebody({ locale: "en-GB" });
  await page.goto("/?lang=fr");
  await header.english.click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await home.franceConnect.click();
  await identityProvider.signInAs("étranger_présumé_né_jour");
  await expect(page.getByRole("heading", { level: 1, name: "My requests" })).toBeVisible();

  const email = "jean.fleuret@example.com";
  const { id } = await fileBehind(page, { civilite: "M", birthTown: "Douala", exerciseLastName: "FLEURET", exerciseFirstName: "Jean", email });
  await page.goto(`/demandes/${id}`);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - heading "Your request" [level=1]
    - status: "State of the request: Submitted"
    - heading "Steps" [level=2]
    - list:
      - listitem:
        - paragraph: "Done: Draft created"
        - paragraph: /On \\d+ \\w+ \\d{4} at \\d\\d:\\d\\d/
      - listitem:
        - paragraph: "Done: E-mail address confirmed"
      - listitem:
        - paragraph: "Done: Request submitted"
      - listitem:
        - paragraph: "To come: Decision of your manager"
    - status: This page updates itself.
    - paragraph:
      - link "See and print the receipt"
  `);
  await expect(page).toHaveTitle("Your request - RPPS+ registration portal");

  await test.step("a manager, in French, validates", async () => {
    const nadia = await manager(managers.nadia);
    await nadia.openReview(id);
    await nadia.review.validate.check({ force: true });
    await nadia.review.conditionsChecked.check({ force: true });
    await nadia.review.identityChecked.check({ force: true });
    await nadia.review.validateNow.click();
    await expect(nadia.review.decided).toBeVisible();
  });

  await expect(page.getByText("Your RPPS number", { exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "State of the request" })).toContainText("Validated");
  await page.goto(`/demo/mail?to=${encodeURIComponent(email)}`);
  await expect(mailbox.mails.first()).toContainText("RPPS number");
  await expect(mailbox.mails.first().getByRole("heading")).toHaveAttribute("lang", "en");
});

test("no page of the form has French words left in it", async ({ somebody }) => {
  const { page, home, identityProvider } = await somebody({ locale: "en-GB" });
  await page.goto("/connexion?lang=en&return_to=/demandes");
  await home.franceConnect.click();
  await identityProvider.signInAs("test_CORSE_2B");
  await page.getByRole("button", { name: "New request" }).click();
  const task = page.getByRole("main").getByRole("link");
  await expect(page.getByRole("heading", { level: 1, name: "Your registration request" })).toBeVisible();
  const addresses = await task.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  for (const address of [...addresses, "/pre-verification", "/mon-enregistrement", "/gestion"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Loading")).toHaveCount(0);
    const words = await page.getByRole("main").evaluate((main) => {
      // Names of the register and of the person are what they are, and so are the French words that a hint quotes.
      const named = "dd, [lang=fr], .fr-hint-text, .verdict__code";
      const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const words: string[] = [];
      while (texts.nextNode()) {
        if (!texts.currentNode.parentElement?.closest(named)) words.push(texts.currentNode.textContent ?? "");
      }
      return words;
    });
    const left = words.filter((text) => french.test(text.replaceAll(/Pro Santé Connect|Agence du numérique en santé/g, "")));
    expect.soft(left, address).toEqual([]);
  }
});
