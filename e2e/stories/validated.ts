// Route A from end to end: a professional files, a manager validates, nobody reloads a page.
import { file, usual } from "../support/filing.ts";
import { managers, structures } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

const email = "melissandre@exemple.fr";
const roleTyped = { typed: "organisateur", label: "Opérateur de Soins Non Programmés (OSNP)" };

test("a professional files, a manager validates, the number appears without a reload", async ({ professional, manager, somebody }) => {
  const nadia = await manager(managers.nadia);
  await expect(nadia.queue.live).toBeVisible();
  const melissandre = await professional("nom_composé");

  const { id, reference } = await test.step("she confirms her address and files page by page", async () => {
    const filed = await file(melissandre, { ...usual, email, role: roleTyped });
    await expect(melissandre.tracking.state).toContainText("Envoyée");
    await melissandre.tracking.emailCode.send.click();
    await expect(melissandre.tracking.emailCode.sent).toContainText(email);
    const mailbox = await melissandre.anotherWindow();
    const code = await mailbox.mailbox.code(email);
    await mailbox.page.close();
    await melissandre.tracking.emailCode.code.fill(code);
    await melissandre.tracking.emailCode.confirm.click();
    await expect(melissandre.tracking.step("Adresse e-mail confirmée")).toBeVisible();
    return filed;
  });

  await test.step("the row appears in the queue by itself, and the request is hers to decide", async () => {
    await expect(nadia.queue.row(reference)).toContainText("TROIS-DUPRE Melissandre");
    await nadia.queue.openRequest(reference);
    await expect(nadia.review.heading).toContainText("TROIS-DUPRE");
    await expect(nadia.review.heldByMe).toBeVisible();
    await expect(melissandre.tracking.step("Demande prise en charge")).toBeVisible();
  });

  await test.step("she reads, attests and validates", async () => {
    await nadia.review.validate.check({ force: true });
    await nadia.review.validateNow.click();
    await expect(nadia.review.errors).toBeFocused();
    await nadia.review.conditionsChecked.check({ force: true });
    await nadia.review.identityChecked.check({ force: true });
  });

  const number = await test.step("the number is on the other screen at once", async () => {
    // The moment it appears is taken inside the page, the moment of the answer from the browser's network.
    const seen = melissandre.tracking.rppsNumber.waitFor().then(() => melissandre.page.evaluate(() => Date.now()));
    const noted = melissandre.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => document.querySelector(".rpps-number strong") && resolve(Date.now());
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }),
    );
    const answered = nadia.page.waitForResponse((response) => response.request().postData()?.includes("validateRequest") ?? false);
    await nadia.review.validateNow.click();
    const response = await answered;
    await response.finished();
    const { startTime, responseEnd } = response.request().timing();
    await seen;
    const onScreen = await noted;
    console.log(
      `validateRequest: asked to answered ${Math.round(responseEnd)} ms; answered to the number on the other screen ` +
        `${Math.round(onScreen - startTime - responseEnd)} ms; asked to on screen ${Math.round(onScreen - startTime)} ms`,
    );
    await expect(nadia.review.decided).toContainText("Demande validée. Numéro RPPS attribué :");
    const number = await melissandre.tracking.rppsNumber.innerText();
    expect(number).toMatch(/^997\d{8}$/);
    await expect(nadia.review.decided).toContainText(number);
    await expect(melissandre.tracking.state).toContainText("Validée");
    await expect(melissandre.tracking.step("e-CPS activable")).toContainText("Prévu le");
    await expect(melissandre.page).toHaveURL(new RegExp(`/demandes/${id}$`));
    return number;
  });

  await test.step("the mail with the number is in the mailbox", async () => {
    const mailbox = await melissandre.anotherWindow();
    const mail = await mailbox.mailbox.find(email, new RegExp(`${reference}`));
    await expect(mail).toContainText(number);
    await mailbox.page.close();
  });

  await test.step("with the new e-CPS she signs in and finds her registration", async () => {
    const withCard = await somebody();
    await withCard.page.goto("/mon-enregistrement");
    await withCard.home.proSanteConnect.click();
    await withCard.identityProvider.signInWithNewCard(number);
    await expect(withCard.registration.heading).toBeVisible();
    await expect(withCard.registration.rppsNumber).toHaveText(number);
    await expect(withCard.registration.situations).toHaveCount(1);
    await expect(withCard.registration.situations).toContainText(roleTyped.label);
    await expect(withCard.registration.situations).toContainText(structures.hospital.name);
  });

  await test.step("a new request would add a situation to the same number", async () => {
    await melissandre.requests.open();
    await expect(melissandre.page.getByText(`Votre numéro RPPS : ${number}`)).toBeVisible();
  });
});
