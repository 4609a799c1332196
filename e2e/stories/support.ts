// Somebody writes to support, signed in or not; an agent answers, and the answer arrives.
import { expectAccessible } from "../support/axe.ts";
import { fileBehind } from "../support/filing.ts";
import { ansAgent } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

test("a visitor who is not signed in writes, and the answer comes by e-mail", async ({ somebody, manager }) => {
  const visitor = await somebody();
  const form = visitor.support;
  const agent = await manager(ansAgent);
  const inbox = agent.support;
  await inbox.openInbox();
  await expect(inbox.inbox).toBeVisible();
  await expectAccessible(agent.page, "inbox of support, empty or not");

  await test.step("what is missing is named beside its field", async () => {
    await form.openForm();
    await expect(visitor.page.getByRole("heading", { level: 1, name: "Contacter le support de l’ANS" })).toBeVisible();
    await form.send.click();
    await expect(form.errors).toBeFocused();
    await expect(form.errors.getByRole("link")).toHaveText([/^Sujet/, /^Nom et prénom/, /^Adresse e-mail/, /^Votre message/]);
    await expectAccessible(visitor.page, "contact, sent empty");
  });

  let reference = "";
  await test.step("the message is sent, and confirmed by e-mail", async () => {
    await form.topic.selectOption("Connexion au portail");
    await form.fullName.fill("Camille Martin");
    await form.email.fill("visiteur@exemple.fr");
    await form.message.fill("Bonjour,\nle bouton de connexion ne répond pas.");
    await form.send.click();
    await expect(form.sent).toContainText("Votre message est envoyé");
    reference = await form.sentReference();
    expect(reference).toMatch(/^SU-/);
    await expectAccessible(visitor.page, "contact, sent");
  });

  await test.step("it is in the inbox without loading anew; the agent takes it and answers", async () => {
    await inbox.open(reference).click();
    await expect(inbox.shown).toContainText("le bouton de connexion ne répond pas.");
    await expect(inbox.shown).toContainText("La personne n’était pas connectée");
    await inbox.turn("M’en charger").click();
    await expect(inbox.shown).toContainText("Suivi par vous");
    await expectAccessible(agent.page, "inbox of support, a message open");
    await inbox.answer.fill("Bonjour,\nessayez avec un autre navigateur.");
    await inbox.sendAnswer.click();
    await expect(inbox.shown).toContainText("Réponse envoyée.");
    await expect(inbox.open(reference)).toHaveCount(0);
    await inbox.state("Répondu").click();
    await expect(inbox.open(reference)).toBeVisible();
  });

  await test.step("the answer arrives", async () => {
    const mail = await visitor.mailbox.find("visiteur@exemple.fr", /^Réponse du support/);
    await expect(mail).toContainText("essayez avec un autre navigateur.");
    await expect(mail).toContainText(reference);
  });

  await test.step("the agent closes it, and may open it again", async () => {
    await inbox.turn("Clore").click();
    await expect(inbox.shown).toContainText("Message clos.");
    await expect(inbox.answer).toHaveCount(0);
    await inbox.turn("Rouvrir").click();
    await expect(inbox.shown).toContainText("Message rouvert.");
    await expect(inbox.answer).toBeVisible();
  });
});

test("a professional writes from the page of a request, which is linked, and reads the answer there", async ({ professional, manager }) => {
  const paul = await professional("plusieurs_prénoms_2");
  const { id, reference } = await fileBehind(paul.page, { email: "prenoms@exemple.fr" });
  await paul.openRequest(id);
  await paul.support.about.click();
  await expect(paul.support.reference).toHaveValue(reference);
  await expect(paul.support.topic).toHaveValue("REQUEST");
  await expect(paul.support.fullName).not.toHaveValue("");
  await paul.support.email.fill("prenoms@exemple.fr");
  await paul.support.message.fill("Ma structure a changé de nom.");
  await paul.support.send.click();
  await expect(paul.support.sent).toBeVisible();
  const asked = await paul.support.sentReference();

  const agent = await manager(ansAgent);
  await agent.support.openInbox();
  await agent.support.open(asked).click();
  await expect(agent.support.shown).toContainText(`Demande : ${reference}`);
  await agent.support.answer.fill("C’est noté.");
  await agent.support.sendAnswer.click();
  await expect(agent.support.shown).toContainText("Réponse envoyée.");

  await paul.support.openForm();
  const mine = paul.support.mine.filter({ hasText: asked });
  await expect(mine).toContainText("C’est noté.");
  await expectAccessible(paul.page, "contact, with my messages");
});

test("without JavaScript the address to write to is there", async ({ somebody }) => {
  const { page } = await somebody({ javaScriptEnabled: false });
  await page.goto("/contact");
  await expect(page.getByRole("link", { name: "monserviceclient.portailrppsplus@esante.gouv.fr" })).toBeVisible();
  await expect(page.locator("noscript .fr-alert")).toBeVisible();
});
