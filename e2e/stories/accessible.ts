// axe finds nothing on any page in any state, nor on its contrast in the dark scheme.
import { expectAccessible } from "../support/axe.ts";
import { ansAgent, managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test.setTimeout(180_000);

const contentPages = [
  "/",
  "/connexion",
  "/connexion/erreur?code=ACCESS_DENIED",
  "/accessibilite",
  "/mentions-legales",
  "/donnees-personnelles",
  "/cookies",
  "/contact",
  "/nulle-part",
];

for (const language of ["fr", "en"]) {
  test(`the pages for everybody (${language})`, async ({ somebody, complaints }) => {
    complaints.expect(/status of 404/);
    const { page } = await somebody();
    for (const path of contentPages) {
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expectAccessible(page, path);
    }
  });
}

test("the pre-check, empty, with an open list and with a verdict", async ({ somebody }) => {
  const { page, preCheck } = await somebody();
  await preCheck.open();
  await expect(preCheck.heading).toBeVisible();
  await expectAccessible(page, "pre-check");
  await preCheck.role.input.fill("professionnel");
  await expect(preCheck.role.options.first()).toBeVisible();
  await preCheck.role.input.press("ArrowDown");
  await expectAccessible(page, "pre-check, list open");
  await preCheck.role.choose("brancardier", "Brancardier");
  await preCheck.need("Non").check({ force: true });
  await expect(preCheck.verdict.finding("ROLE_OUT_OF_SCOPE")).toBeVisible();
  await expectAccessible(page, "pre-check, verdict");
});

test("the doors of the demo's identity providers, and its mailbox", async ({ somebody }) => {
  const { page, home, identityProvider, mailbox } = await somebody();
  for (const door of [home.franceConnect, home.proSanteConnect]) {
    await home.open();
    await door.click();
    await expect(identityProvider.heading).toBeVisible();
    await expectAccessible(page, "identity provider");
  }
  await mailbox.open("");
  await expectAccessible(page, "mailbox");
});

test("the application to somebody who may not be there", async ({ somebody }) => {
  const { page } = await somebody();
  for (const path of ["/demandes", "/gestion", "/ans", "/mon-enregistrement"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Connectez-vous pour continuer" })).toBeVisible();
    await expectAccessible(page, `${path}, signed out`);
  }
});

test("the desk of the ANS", async ({ manager }) => {
  const agent = await manager(ansAgent);
  await agent.ansDesk.open();
  await expect(agent.ansDesk.heading).toBeVisible();
  await expectAccessible(agent.page, "ANS desk");
  await agent.ansDesk.structure.choose("0B0168811", "Centre hospitalier");
  await expect(agent.ansDesk.manager(managers.nadia)).toBeVisible();
  await agent.ansDesk.revoke(managers.nadia).click();
  await agent.ansDesk.openCreation.click();
  await agent.ansDesk.create.click();
  await expect(agent.ansDesk.errors).toBeVisible();
  await expectAccessible(agent.page, "ANS desk, everything open");
});
