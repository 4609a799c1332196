// One person, several structures and parts: the page says as what one acts and for which structure, the address carries
// it, and no sign-in is a dead end.
import { expectAccessible } from "../support/axe.ts";
import { draftBehind } from "../support/filing.ts";
import { managers, representative, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a manager of two structures switches between them, and each window keeps its own", async ({ manager }) => {
  const hugo = await manager(managers.hugo);
  const { page } = hugo;
  await page.goto("/gestion?etat=VALIDATED");
  const acting = page.locator("#acting-as");
  await expect(acting).toHaveText(/^Comme gestionnaire.*toutes vos structures$/);
  await page.getByText("Agir à un autre titre", { exact: true }).click();
  await expectAccessible(page, "the queue with the choice of a structure");
  await page.getByRole("link", { name: new RegExp(`^Comme gestionnaire.*${structures.medicoSocial.name}$`) }).click();
  await expect(acting).toContainText(structures.medicoSocial.name);
  expect(new URL(page.url()).searchParams.get("etat"), "the state that was shown stays").toBe("VALIDATED");
  const chosen = new URL(page.url()).searchParams.get("structure") ?? "";
  await expect(page.locator("#queue-structure")).toHaveValue(chosen);
  expect(chosen).not.toBe("");

  const other = await hugo.anotherWindow();
  await other.page.goto(page.url());
  await other.page.getByText("Agir à un autre titre", { exact: true }).click();
  await other.page.getByRole("link", { name: new RegExp(`^Comme gestionnaire.*${structures.hospital.name}$`) }).click();
  await expect(other.page.locator("#acting-as")).toContainText(structures.hospital.name);
  await page.reload();
  await expect(acting, "nothing of it is kept by the portal").toContainText(structures.medicoSocial.name);
  await page.goBack();
  await expect(acting).toContainText("toutes vos structures");
});

test("who represents a structure and manages it says as what", async ({ manager }) => {
  const { page } = await manager(representative);
  await page.goto(`/representation/${structures.pharmacy.finess}`);
  const acting = page.locator("#acting-as");
  await expect(acting).toHaveText(new RegExp(`^Comme représentant.*${structures.pharmacy.name}$`));
  await page.getByText("Agir à un autre titre", { exact: true }).click();
  await page.getByRole("link", { name: new RegExp(`^Comme représentant.*${structures.hospital.name}$`) }).click();
  await expect(page).toHaveURL(new RegExp(`/representation/${structures.hospital.finess}$`));
  await expect(acting).toContainText(structures.hospital.name);
  // The list stays open as long as the page is not loaded anew.
  await page.getByRole("link", { name: new RegExp(`^Comme gestionnaire.*${structures.hospital.name}$`) }).click();
  await expect(acting).toHaveText(new RegExp(`^Comme gestionnaire.*${structures.hospital.name}$`));
});

test("the other sign-in is named, leads back, and loses no draft", async ({ professional }) => {
  const jean = await professional("étranger_présumé_né_jour");
  const { page } = jean;
  const { id } = await draftBehind(page, { email: "jean.fleuret@exemple.fr" });
  await page.goto("/gestion?etat=SUBMITTED");
  await expect(page.getByText("avec un service d’identification qui ne donne pas accès à cette page")).toBeVisible();
  await expectAccessible(page, "a page that needs the other sign-in");
  await page.getByRole("link", { name: "S’identifier avec Pro Santé Connect" }).click();
  await jean.identityProvider.signInAs(managers.nadia);
  await expect(page).toHaveURL(/\/gestion\?etat=SUBMITTED$/);
  await page.goto(`/demandes/${id}`);
  await page.getByRole("link", { name: "S’identifier avec FranceConnect" }).click();
  await jean.identityProvider.signInAs("étranger_présumé_né_jour");
  await expect(page).toHaveURL(new RegExp(`/demandes/${id}$`));
  await expect(jean.taskList.heading).toBeVisible();
});
