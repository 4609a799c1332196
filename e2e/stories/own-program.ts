// Nobody loads the pages of others' work: professionals, managers and the ANS have a program each.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/story.ts";

/** The programs that a window loads from now on, in their order. */
function programsOf(page: Page): string[] {
  const programs: string[] = [];
  page.on("request", (request) => {
    const module = /\/(\w+)-[0-9a-f]{16}\.wasm$/.exec(request.url());
    if (module?.[1] && programs.at(-1) !== module[1]) programs.push(module[1]);
  });
  return programs;
}

for (const [path, program] of [
  ["/pre-verification", "portal"],
  ["/demandes", "portal"],
  ["/mon-enregistrement", "register"],
  ["/gestion/enregistrement", "register"],
  ["/gestion/personnes", "register"],
  ["/gestion/a-risque", "figures"],
  ["/confirmation/x", "register"],
  ["/gestion", "desk"],
  ["/ans", "ans"],
  ["/ans/regularisations", "ans"],
  ["/ans/regles", "ans"],
  ["/gestion/tableau-de-bord", "figures"],
  ["/gestion/modeles", "figures"],
  ["/avis", "figures"],
  ["/ans/references", "ans"],
  ["/gestion/lots", "bulk"],
  ["/gestion/lots/decision", "bulk"],
  ["/gestion/lots/fichier", "bulk"],
  ["/demande", "portal"],
  ["/sessions", "portal"],
  ["/representation", "desk"],
  ["/representation/0B0168811/clients", "desk"],
  ["/habilitation", "desk"],
  ["/invitation/x", "desk"],
] as const) {
  test(`${path} loads one program, ${program}`, async ({ somebody }) => {
    const { page } = await somebody();
    const programs = programsOf(page);
    await page.goto(path);
    await expect(page.locator("#app-loading")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Page non trouvée");
    expect(programs).toEqual([program]);
  });
}

test("a link to a page of another program loads it, and going back leads back", async ({ somebody }) => {
  const { page, preCheck } = await somebody();
  const programs = programsOf(page);
  await preCheck.open();
  await expect(preCheck.heading).toBeVisible();
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/gestion?etat=toutes";
    link.textContent = "Gestion";
    document.querySelector("#app")?.append(link);
  });
  await page.getByRole("link", { name: "Gestion", exact: true }).click();
  await expect(page).toHaveURL("/gestion?etat=toutes");
  await expect(page.getByRole("heading", { level: 1, name: "Connectez-vous pour continuer" })).toBeVisible();
  await page.goBack();
  await expect(preCheck.heading).toBeVisible();
  expect(programs.slice(0, 2)).toEqual(["portal", "desk"]);
});
