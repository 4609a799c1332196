// Many at once: requests decided together after a dry run, and persons registered from a file, a result each.
import { readFile } from "node:fs/promises";
import { BatchesPage } from "../pages/batches.ts";
import { expectAccessible } from "../support/axe.ts";
import { daysFromNow } from "../support/calendar.ts";
import { fileBehind } from "../support/filing.ts";
import { managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("requests are decided together after a dry run, each with its own result", async ({ professional, manager }) => {
  const paul = await professional("moins_25_ans");
  const form = { civilite: "M", exerciseLastName: "CUILLERE", exerciseFirstName: "Paul", email: "paul@exemple.fr" };
  const fine = await fileBehind(paul.page, form);
  const atRisk = await fileBehind(paul.page, { ...form, structureFiness: structures.medicoSocial.finess, riskAcknowledged: true });
  const { page, queue } = await manager(managers.hugo);
  const batches = new BatchesPage(page);
  await expect(queue.row(fine.reference)).toBeVisible();
  await expect(queue.row(atRisk.reference)).toBeVisible();

  await test.step("what is ticked is tried before anything is decided", async () => {
    await batches.decideTogether(fine.reference, atRisk.reference);
    await expect(batches.choice).toBeVisible();
    await expect(batches.status("Seront décidées : 1. Seront refusées : 1.")).toBeVisible();
    await expect(batches.rows.filter({ hasText: "Sera décidée" })).toHaveCount(1);
    await expect(batches.rows.filter({ hasText: "Sera refusée" })).toHaveCount(1);
    await expectAccessible(page, "batch, dry run");
    await batches.decide.click();
    await expect(batches.errors).toBeFocused();
    await expectAccessible(page, "batch, attestations missing");
  });

  await test.step("the results come live, a row each", async () => {
    await batches.tick("conditionsChecked", "identityChecked");
    await batches.decide.click();
    await expect(batches.validation).toBeVisible();
    await expect(batches.status(/^Terminé/)).toContainText("Faites : 1. Refusées : 1.");
    await expect(batches.rows.filter({ hasText: "Fait" })).toContainText(/Numéro RPPS 997\d{8}/);
    await expect(batches.rows.filter({ hasText: "Refusé" })).toHaveCount(1);
    await expectAccessible(page, "batch, finished");
  });

  await page.goto("/gestion/lots");
  await expect(batches.list).toBeVisible();
  await expect(page.getByRole("link", { name: "Validation de demandes" })).toBeVisible();
  await expectAccessible(page, "batches");
});

/** A line of the file for each person. */
function lines(...persons: { name: string; first: string; born: string; email: string }[]): string {
  const names = "civilite;nom_naissance;prenoms;sexe;date_naissance;commune_naissance;piece_identite;email;telephone;finess;role;genre_activite;mode_exercice;categorie;date_debut;besoin_donnees_sante;nom_usage";
  const line = ({ name, first, born, email }: (typeof persons)[number]) =>
    ["MME", name, first, "F", born, "75107", "IDENTITY_CARD", email, "0612345678", structures.hospital.finess, "316", "GENR01", "S", "C", daysFromNow(30), "oui", ""].join(";");
  return [names, ...persons.map(line)].join("\r\n");
}

test("persons are registered from a file of Windows, and the row that was wrong is corrected and sent again", async ({ manager }) => {
  const { page } = await manager(managers.nadia);
  const batches = new BatchesPage(page);
  await page.goto("/gestion/lots/fichier");
  await expect(batches.file).toBeVisible();
  await expectAccessible(page, "file, empty");

  await test.step("a file of something else is refused with what is missing", async () => {
    await batches.choose("autre.csv", Buffer.from("nom;prenom\nA;B"));
    await expect(page.getByText(/^Il manque des colonnes à ce fichier/)).toBeVisible();
    await expectAccessible(page, "file, refused");
  });

  const zoe = { name: "Déléàge", first: "Zoé", born: "03/02/1971", email: "zoe.lot@exemple.fr" };
  const chloe = { name: "Œuvrard", first: "Chloé", born: "04/05/1972", email: "nulle part" };

  await test.step("each row is checked here, letters and all", async () => {
    // Œ has another place in Windows-1252 than in ISO 8859-1.
    const windows = Buffer.from(lines(zoe, chloe).replaceAll("Œ", "\x8c"), "latin1");
    await batches.choose("equipe.csv", windows);
    await expect(batches.status("Lignes prêtes : 1. À corriger : 1.")).toBeVisible();
    await expect(batches.rows.filter({ hasText: "Déléàge Zoé" })).toContainText("Prête");
    await expect(batches.rows.filter({ hasText: "Œuvrard Chloé" })).toContainText("À corriger");
    await expectAccessible(page, "file, checked");
    await batches.send.click();
    await expect(batches.errors).toBeFocused();
    await batches.tick("identityChecked", "conditionsChecked", "ecpsOnlyAcknowledged", "dmpAcknowledged", "termsVersion");
    await batches.send.click();
  });

  const refused = await test.step("what is right is registered, and what is wrong can be taken out again", async () => {
    await expect(batches.registration).toBeVisible();
    await expect(batches.status(/^Terminé/)).toContainText("Faites : 1. Refusées : 1.");
    await expect(batches.rows.filter({ hasText: "Zoé" })).toContainText(/Numéro RPPS 997\d{8}/);
    await expectAccessible(page, "file, results");
    const download = page.waitForEvent("download");
    await batches.failedRows.click();
    return readFile(await (await download).path(), "utf8");
  });
  expect(refused).toContain("Œuvrard");
  expect(refused).not.toContain("Zoé");

  await test.step("corrected, it is sent alone", async () => {
    await page.goto("/gestion/lots/fichier");
    await batches.choose("lignes-refusees.csv", Buffer.from(refused.replace("nulle part", "chloe.lot@exemple.fr")));
    await expect(batches.status("Lignes prêtes : 1. À corriger : 0.")).toBeVisible();
    await batches.tick("identityChecked", "conditionsChecked", "ecpsOnlyAcknowledged", "dmpAcknowledged", "termsVersion");
    await batches.send.click();
    await expect(batches.status(/^Terminé/)).toContainText("Faites : 1. Refusées : 0.");
    await expect(batches.rows.filter({ hasText: "Chloé" })).toContainText(/Numéro RPPS 997\d{8}/);
  });
});
