// Filing a request: on the screen, page by page, or behind it where the story begins later.
import { expect, type Page } from "@playwright/test";
import { daysFromNow } from "./calendar.ts";
import { graphql, mutate } from "./graphql.ts";
import { structures } from "./people.ts";
import type { Visitor } from "./visitor.ts";

export interface Answers {
  civilite: "Madame" | "Monsieur";
  /** Of people born abroad only. */
  birthTown?: string;
  email: string;
  phone: string;
  structure: { finess: string; name: string };
  role: { typed: string; label: string };
  startDate: string;
  /** The role or the structure is out of scope, which the person accepts. */
  atRisk?: boolean;
}

export const usual: Omit<Answers, "email"> = {
  civilite: "Madame",
  phone: "06 12 34 56 78",
  structure: structures.hospital,
  role: { typed: "préparateur", label: "Préparateur en pharmacie hospitalière" },
  startDate: daysFromNow(30),
};

export interface Filed {
  id: string;
  reference: string;
}

/** Looks at each page on the way, once it is filled in. */
export type Look = (page: string) => Promise<void>;
const passBy: Look = async () => undefined;

/** From the list of one's requests to the tracking page. */
export async function file(person: Visitor, answers: Answers, look = passBy): Promise<Filed> {
  const filed = await begin(person);
  await look("task list");
  await fillIn(person, answers, look);
  await person.checkAnswers.send.click();
  await expect(person.tracking.heading).toBeVisible();
  return filed;
}

export async function begin(person: Visitor): Promise<Filed> {
  await person.requests.newRequest.click();
  await expect(person.taskList.heading).toBeVisible();
  const id = new URL(person.page.url()).pathname.split("/").at(-1) ?? "";
  return { id, reference: await person.taskList.reference.innerText() };
}

/** From the task list to the last check, through every page. */
export async function fillIn(person: Visitor, answers: Answers, look = passBy): Promise<void> {
  const { taskList, identity, contact, structure, activity, need, checkAnswers } = person;
  await taskList.part("identity").click();
  await expect(identity.heading).toBeVisible();
  await identity.civilite(answers.civilite).check({ force: true });
  if (answers.birthTown) await identity.birthTown.fill(answers.birthTown);
  await look("identity");
  await identity.goOn.click();

  await expect(contact.heading).toBeVisible();
  await contact.email.fill(answers.email);
  await contact.phone.fill(answers.phone);
  await look("contact");
  await contact.goOn.click();

  await expect(structure.heading).toBeVisible();
  await structure.structure.choose(answers.structure.finess, answers.structure.name);
  await look("structure");
  await structure.goOn.click();

  await expect(activity.heading).toBeVisible();
  await activity.role.choose(answers.role.typed, answers.role.label);
  await activity.mode("Salarié").check({ force: true });
  await activity.category("Civil").check({ force: true });
  await activity.startDate.fill(answers.startDate);
  if ((await activity.kind.inputValue()) === "") {
    await activity.kind.selectOption("Coordination et orientation");
  }
  await look("activity");
  await activity.goOn.click();

  await expect(need.heading).toBeVisible();
  await need.need("Oui").check({ force: true });
  await need.ecpsOnly.check({ force: true });
  await need.noDmp.check({ force: true });
  if (answers.atRisk) await need.risk.check({ force: true });
  await need.terms.check({ force: true });
  await look("need");
  await need.goOn.click();
  await expect(checkAnswers.heading).toBeVisible();
  await look("check answers");
}

export interface FormInput {
  [field: string]: unknown;
}

/** Behind the screen: a request as its author would have left it. `page` is signed in as that author. */
export async function draftBehind(page: Page, form: FormInput): Promise<Filed & { revision: number }> {
  const fields = "id reference revision";
  const { me } = await graphql<{ me: { termsVersion: string } }>(page, "{ me { termsVersion } }");
  const draft = await mutate<Filed & { revision: number }>(page, "createDraft", {}, "Request", fields);
  const written = { ...complete(me.termsVersion), ...form };
  return mutate(page, "saveDraft", { id: draft.id, revision: draft.revision, form: written }, "Request", fields);
}

export async function fileBehind(page: Page, form: FormInput): Promise<Filed> {
  const draft = await draftBehind(page, form);
  const confirmed = await confirmBehind(page, draft, String(form.email ?? complete("").email));
  return mutate(page, "submitRequest", confirmed, "Request", "id reference");
}

/** Confirms the address of a request with the code from the demo's mailbox. */
async function confirmBehind(page: Page, of: { id: string; revision: number }, email: string): Promise<{ id: string; revision: number }> {
  const { id } = of;
  const sent = await mutate<{ revision: number }>(page, "sendEmailCode", { id, revision: of.revision }, "Request", "revision");
  const code = await page.evaluate(async ([address, request]) => {
    const mails = (await (await fetch(`/demo/mail.json?to=${encodeURIComponent(address)}`)).json()) as { text: string; requestId: string }[];
    const mail = mails.find((mail) => mail.requestId === request && /\b\d{6}\b/.test(mail.text));
    return /\b\d{6}\b/.exec(mail?.text ?? "")?.[0];
  }, [email, id] as const);
  expect(code, "the code is in the mailbox").toBeDefined();
  const confirmed = await mutate<{ revision: number }>(page, "confirmEmail", { id, revision: sent.revision, code }, "Request", "revision");
  return { id, revision: confirmed.revision };
}

function complete(termsVersion: string): FormInput {
  return {
    civilite: "MME",
    exerciseLastName: "DUPONT",
    exerciseFirstName: "Camille",
    email: "quelqu-un@exemple.fr",
    phone: "+33612345678",
    structureFiness: structures.hospital.finess,
    role: "316",
    activityKind: "GENR01",
    practiceMode: "S",
    category: "C",
    startDate: daysFromNow(30),
    endDate: "",
    healthDataNeed: true,
    ecpsOnlyAcknowledged: true,
    dmpAcknowledged: true,
    riskAcknowledged: false,
    termsVersion,
  };
}
