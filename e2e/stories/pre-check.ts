// The pre-check: three names for one role, a warning that blocks nothing, and nothing kept.
import { expect, test } from "../support/story.ts";

const osnp = "Opérateur de Soins Non Programmés (OSNP)";

for (const typed of ["organiseur", "organisateur", "opérateur", "operateur de soins", "OSNP", "ORGANISATEUR de soins"]) {
  test(`the role is found as “${typed}”`, async ({ somebody }) => {
    const { preCheck } = await somebody();
    await preCheck.open();
    await preCheck.role.choose(typed, osnp);
  });
}

test("the verdict follows the answers", async ({ somebody }) => {
  const { preCheck, home } = await somebody();
  await preCheck.open();
  await preCheck.role.choose("génétique", "Conseiller en génétique");
  await expect(preCheck.verdict.finding("ECPS_ONLY_NOT_ACKNOWLEDGED")).toBeVisible();
  await preCheck.sector("Sanitaire").check({ force: true });
  await preCheck.need("Non").check({ force: true });
  await expect(preCheck.verdict.finding("NEED_NOT_DECLARED")).toBeVisible();
  await preCheck.need("Oui").check({ force: true });
  await expect(preCheck.verdict.finding("NEED_NOT_DECLARED")).toHaveCount(0);
  await preCheck.ecpsOnly.check({ force: true });
  await preCheck.noDmp.check({ force: true });
  await expect(preCheck.verdict.outcome).toHaveText("Éligible");
  await expect(preCheck.verdict.findings).toHaveCount(0);
  await expect(home.franceConnect).toHaveAttribute("href", /return_to=%2Fdemandes/);
});

test("a role out of scope is warned about, not blocked", async ({ somebody }) => {
  const { preCheck, home } = await somebody();
  await preCheck.open();
  await preCheck.role.choose("brancardier", "Brancardier");
  await preCheck.sector("Social et médico-social").check({ force: true });
  await preCheck.need("Oui").check({ force: true });
  await preCheck.ecpsOnly.check({ force: true });
  await preCheck.noDmp.check({ force: true });
  for (const code of ["ROLE_OUT_OF_SCOPE", "SECTOR_NOT_SANITAIRE"]) {
    const finding = preCheck.verdict.finding(code);
    await expect(finding).toContainText("La demande n’est pas bloquée");
    await expect(finding).toContainText("Notice ANS");
  }
  await expect(preCheck.verdict.outcome).not.toHaveText("Éligible");
  await preCheck.risk.check({ force: true });
  await expect(preCheck.verdict.outcome).toHaveText("Possible, mais risque de suppression");
  await expect(home.franceConnect).toBeVisible();
});

test("nothing is sent while the answers are given, and nothing is kept", async ({ somebody }) => {
  const { page, preCheck } = await somebody();
  await preCheck.open();
  await expect(preCheck.heading).toBeVisible();
  await page.waitForLoadState("networkidle");
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await preCheck.role.choose("pharmacie", "Préparateur en pharmacie");
  await preCheck.sector("Sanitaire").check({ force: true });
  await preCheck.ecpsOnly.check({ force: true });
  await expect(preCheck.verdict.outcome).toBeVisible();
  expect(sent).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect((await page.context().cookies()).filter((cookie) => cookie.name !== "language")).toEqual([]);
  await page.reload();
  await expect(preCheck.role.input).toHaveValue("");
});
