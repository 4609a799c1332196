// A queue in which much happens stays where its reader is; what is shown of it can be narrowed, shared and taken out.
import { readFile } from "node:fs/promises";
import { expectAccessible } from "../support/axe.ts";
import { fileBehind, type Filed } from "../support/filing.ts";
import { graphql, mutate } from "../support/graphql.ts";
import { managers, representative, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import type { Visitor } from "../support/visitor.ts";

/** Events that others cause while somebody reads: what a busy queue sees in a minute. */
const EVENTS = 100;
const elsewhere = { structureFiness: structures.medicoSocial.finess, riskAcknowledged: true };

test("a hundred events move neither the focus nor a row, and what is new waits behind a bar", async ({ professional, manager }) => {
  const julie = await professional("carac_speciaux");
  const first = await fileBehind(julie.page, { ...elsewhere, exerciseLastName: "Élan", exerciseFirstName: "Julie", email: "julie@exemple.fr" });
  const saber = await professional("naissance_Belgique");
  const second = await fileBehind(saber.page, { ...elsewhere, civilite: "M", birthTown: "Liège", exerciseLastName: "LAPRISE", exerciseFirstName: "Saber", email: "saber@exemple.fr" });
  const mario = await professional("test_CORSE_2A");
  const colleague = await manager(representative);
  const hugo = await manager(managers.hugo);
  await hugo.queue.structure.selectOption({ label: structures.medicoSocial.name });
  await expect(hugo.queue.structure).toBeFocused();
  await expect(hugo.queue.row(second.reference)).toBeVisible();
  await expect(hugo.queue.live).toBeVisible();

  const link = hugo.queue.link(first.reference);
  await link.focus();
  const place = await link.boundingBox();
  const order = await hugo.queue.rows.locator("a").allInnerTexts();
  let last = first;
  for (let events = 0; events < EVENTS; events += 4) {
    await claimAndRelease(colleague, first);
    await claimAndRelease(colleague, second);
    if (events % 40 === 20) {
      last = await fileBehind(mario.page, { ...elsewhere, civilite: "M", exerciseLastName: "Brosse", exerciseFirstName: "Mario", email: "mario@exemple.fr" });
      await expect(hugo.queue.waiting).toHaveText("1 nouvelle demande : l’afficher");
      if (events < 60) await mutate(mario.page, "withdrawRequest", await current(mario, last), "Request", "id");
    }
    await expect(link).toBeFocused();
  }
  await expect(hugo.queue.announced).toHaveCount(1);
  expect(await link.boundingBox(), "the row is where it was").toEqual(place);
  expect(await hugo.queue.rows.locator("a").allInnerTexts(), "no row has moved").toEqual(order);
  await expect(hugo.queue.row(last.reference)).toHaveCount(0);
  await expect(hugo.queue.tab("Envoyée")).toContainText(`(${order.length + 1})`);
  await expectAccessible(hugo.page, "queue, a request behind the bar");

  await hugo.queue.waiting.press("Enter");
  await expect(hugo.queue.link(last.reference)).toBeFocused();
  await expect(hugo.queue.rows).toHaveCount(order.length + 1);
});

test("a queue is narrowed, its address opens the same, and it is taken out as a file", async ({ professional, manager }) => {
  const alia = await professional("naissance_etranger_birthplace_texte");
  const wanted = await fileBehind(alia.page, { ...elsewhere, role: "317", birthTown: "Alger", exerciseLastName: "ALGERIE", exerciseFirstName: "Alia", email: "alia@exemple.fr" });
  const hugo = await manager(managers.hugo);
  await expect(hugo.queue.row(wanted.reference)).toBeVisible();
  await hugo.queue.narrow.click();
  await expectAccessible(hugo.page, "queue, filters unfolded");
  await hugo.queue.choice("Rôle").selectOption("317");
  await expect(hugo.queue.choice("Rôle")).toBeFocused();
  await hugo.queue.choice("Périmètre").selectOption({ label: "Hors périmètre" });
  await expect(hugo.page).toHaveURL(/role=317&risque=oui/);
  await expect(hugo.queue.row(wanted.reference)).toBeVisible();
  const shown = await hugo.queue.rows.count();
  await expect(hugo.queue.tab("Envoyée")).toContainText(`(${shown})`);

  await hugo.page.reload();
  await expect(hugo.queue.choice("Rôle")).toHaveValue("317");
  await expect(hugo.queue.rows).toHaveCount(shown);

  const download = hugo.page.waitForEvent("download");
  await hugo.queue.export.click();
  const file = await readFile(await (await download).path(), "utf8");
  expect(file.startsWith("\uFEFFRéférence;")).toBe(true);
  expect(file).toContain(`\r\n${wanted.reference};`);
  expect(file.trimEnd().split("\r\n")).toHaveLength(shown + 1);

  await hugo.queue.choice("Prise en charge").selectOption({ label: "Par moi" });
  await expect(hugo.queue.rows).toHaveCount(0);
  await hugo.queue.widen.click();
  await expect(hugo.queue.row(wanted.reference)).toBeVisible();
});

/** Another manager opens a request and leaves it: two events. */
async function claimAndRelease(colleague: Visitor, filed: Filed): Promise<void> {
  const claimed = await mutate<{ revision: number }>(colleague.page, "claimRequest", await current(colleague, filed), "Request", "revision");
  await mutate(colleague.page, "releaseRequest", { id: filed.id, revision: claimed.revision }, "Request", "revision");
}

/** The request as it stands, for a change of it. */
async function current(person: Visitor, { id }: Filed): Promise<{ id: string; revision: number }> {
  const { request } = await graphql<{ request: { revision: number } }>(person.page, "query($id: ID!) { request(id: $id) { revision } }", { id });
  return { id, revision: request.revision };
}
