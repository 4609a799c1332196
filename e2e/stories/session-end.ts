// The session ends while somebody writes: the page says so, keeps what was typed and goes on.
import { begin } from "../support/filing.ts";
import { expect, test } from "../support/story.ts";
import { Visitor } from "../support/visitor.ts";

test("signed out in another window, the page keeps what is typed and goes on after signing in again", async ({ professional, complaints }) => {
  complaints.expect(/status of 401|WebSocket connection to .* failed/);
  const marphisa = await professional("naissance_Espagne");
  const { id } = await begin(marphisa);
  await marphisa.taskList.part("contact").click();
  await marphisa.contact.email.fill("marphisa@exemple.fr");
  await expect(marphisa.contact.saved).toBeVisible();

  const other = await marphisa.anotherWindow();
  await other.home.open();
  await other.header.signOut.click();
  await expect(other.header.signIn).toBeVisible();

  const notice = marphisa.page.getByRole("alert").filter({ hasText: "Votre session est terminée" });
  await expect(notice).toBeVisible();
  await marphisa.contact.phone.fill("06 12 34 56 78");
  await expect(marphisa.contact.phone).toHaveValue("06 12 34 56 78");

  const opened = marphisa.page.waitForEvent("popup");
  await notice.getByRole("link", { name: /^Se reconnecter avec FranceConnect/ }).click();
  const signingIn = new Visitor(await opened);
  await signingIn.identityProvider.signInAs("naissance_Espagne");
  await expect(signingIn.contact.heading).toBeVisible();
  await signingIn.page.close();

  await marphisa.page.bringToFront();
  await marphisa.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(notice).toHaveCount(0);
  await expect(marphisa.contact.phone).toHaveValue("06 12 34 56 78");
  await expect(marphisa.contact.saved).toBeVisible();
  await marphisa.page.goto(`/demandes/${id}/coordonnees`);
  await expect(marphisa.contact.phone).toHaveValue("06 12 34 56 78");
});
