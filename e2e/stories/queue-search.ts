// A manager finds a request again, in whichever state it is.
import { fileBehind } from "../support/filing.ts";
import { managers } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a manager finds a request by name and by reference, and comes back to the queue", async ({ professional, manager }) => {
  const julie = await professional("carac_speciaux");
  const wanted = await fileBehind(julie.page, { exerciseLastName: "Élan-Müller", exerciseFirstName: "Julie", email: "julie@exemple.fr" });
  const mario = await professional("test_CORSE_2A");
  const other = await fileBehind(mario.page, { civilite: "M", exerciseLastName: "Brosse", exerciseFirstName: "Mario", email: "mario@exemple.fr" });
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.row(other.reference)).toBeVisible();

  await nadia.queue.search.fill("elan mu");
  await nadia.queue.search.press("Enter");
  await expect(nadia.queue.row(wanted.reference)).toBeVisible();
  await expect(nadia.queue.rows).toHaveCount(1);
  await expect(nadia.page).toHaveURL(/recherche=elan%20mu/);

  await nadia.page.reload();
  await expect(nadia.queue.search).toHaveValue("elan mu");
  await nadia.queue.search.fill(other.reference.toLowerCase());
  await nadia.page.getByRole("button", { name: "Rechercher" }).click();
  await expect(nadia.queue.row(other.reference)).toBeVisible();
  await expect(nadia.queue.rows).toHaveCount(1);

  await nadia.page.getByRole("link", { name: "Revenir aux demandes à traiter" }).click();
  await expect(nadia.queue.row(wanted.reference)).toBeVisible();
  await expect(nadia.queue.row(other.reference)).toBeVisible();
});

test("a queue that is paused stands still until it is resumed", async ({ professional, manager }) => {
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.live).toBeVisible();
  await nadia.page.getByRole("button", { name: "Mettre la liste en pause" }).click();
  await expect(nadia.page.getByText("La liste est en pause.")).toBeVisible();
  const alia = await professional("naissance_etranger_birthplace_texte");
  const { reference } = await fileBehind(alia.page, { birthTown: "Alger", exerciseLastName: "ALGERIE", exerciseFirstName: "Alia", email: "alia@exemple.fr" });
  await alia.page.goto("/demandes");
  await expect(alia.page.getByText(reference).first()).toBeVisible();
  await expect(nadia.queue.row(reference)).toHaveCount(0);
  await nadia.page.getByRole("button", { name: "Reprendre les mises à jour" }).click();
  await expect(nadia.queue.row(reference)).toHaveCount(1);
});
