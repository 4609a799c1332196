// Who represents a structure lets software sign in, a manager lets it act, and it ends at once.
import { ClientsPage } from "../pages/clients.ts";
import { expectAccessible } from "../support/axe.ts";
import { managers, representative, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("software of a structure gets its secret, acts for a manager, and is revoked", async ({ manager }) => {
  const name = "Logiciel des ressources humaines";
  const kit = await manager(representative);
  const clients = new ClientsPage(kit.page);
  await clients.open(structures.hospital.finess);
  await expect(clients.heading("Logiciel de démonstration")).toBeVisible();
  await expectAccessible(kit.page, "software of a structure");

  await clients.create.click();
  await expect(kit.page.locator("#name-messages")).toContainText(/./);
  await expect(kit.page.locator("#scopes-messages")).toContainText(/./);
  await clients.name.fill(name);
  await clients.scope("requests:read").check({ force: true });
  await clients.ranges.fill("ailleurs");
  await clients.create.click();
  await expect(kit.page.locator("#ranges-messages")).toContainText("réseau");
  await expectAccessible(kit.page, "software that is not right");
  await clients.ranges.fill("");
  await clients.create.click();
  await expect(clients.secret).toBeVisible();
  await expectAccessible(kit.page, "the secret of software");

  const form = {
    grant_type: "client_credentials",
    client_id: (await clients.identifierOf(name).textContent()) ?? "",
    client_secret: (await clients.secret.textContent()) ?? "",
  };
  const ask = async (): Promise<number> => (await kit.page.request.post("/oauth/token", { form })).status();
  expect(await ask()).toBe(200);

  const nadia = await manager(managers.nadia);
  const seen = new ClientsPage(nadia.page);
  await seen.open(structures.hospital.finess);
  await seen.button("Autoriser à agir pour moi", name).click();
  await expect(seen.done).toBeVisible();
  await expect(seen.button("Retirer mon autorisation", name)).toBeVisible();
  await expect(seen.create).toHaveCount(0);

  await clients.button("Révoquer", name).click();
  await expect(clients.done).toBeVisible();
  expect(await ask()).toBe(401);
});
