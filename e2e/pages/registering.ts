// A manager registers a person from end to end.
import type { Locator, Page } from "@playwright/test";
import { Combobox } from "./combobox.ts";

export interface TypedPerson {
  birthName: string;
  firstNames: string;
  sex: "Masculin" | "Féminin";
  birthDate: string;
  commune: { typed: string; label: string };
  email: string;
}

export class RegisteringPage {
  readonly heading: Locator;
  readonly errors: Locator;
  readonly goOn: Locator;
  readonly secondReading: Locator;
  readonly duplicates: Locator;
  readonly document: Locator;
  readonly register: Locator;
  readonly done: Locator;
  readonly another: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Enregistrer un professionnel" });
    this.errors = page.locator("#error-summary");
    this.goOn = page.getByRole("button", { name: "Relire avant d’enregistrer" });
    this.secondReading = page.getByRole("heading", { level: 1, name: "Relisez avec la personne" });
    this.duplicates = page.getByRole("region", { name: "Peut-être déjà enregistré" });
    this.document = page.locator("#identityDocument");
    this.register = page.getByRole("button", { name: "Enregistrer et attribuer un numéro RPPS" });
    this.done = page.getByText(/^Enregistrement fait\. Numéro RPPS attribué/);
    this.another = page.getByRole("button", { name: "Enregistrer une autre personne" });
  }

  async open(): Promise<void> {
    await this.page.goto("/gestion/enregistrement");
  }

  /** Everything but the second entry. */
  async type(person: TypedPerson, startDate: string, structure?: string): Promise<void> {
    const { page } = this;
    await page.locator("#birthName").fill(person.birthName);
    await page.locator("#firstNames").fill(person.firstNames);
    await this.choice(/^Sexe/, person.sex).check({ force: true });
    await page.locator("#birthDate").fill(person.birthDate);
    await new Combobox(page, /^Commune de naissance/).choose(person.commune.typed, person.commune.label);
    await this.choice(/^Civilité/, person.sex === "Féminin" ? "Madame" : "Monsieur").check({ force: true });
    await page.locator("#email").fill(person.email);
    await page.locator("#phone").fill("06 12 34 56 78");
    if (structure) await page.locator("#structureFiness").selectOption(structure);
    await new Combobox(page, /^Rôle/).choose("préparateur", "Préparateur en pharmacie hospitalière");
    await this.choice(/^Mode d’exercice/, "Salarié").check({ force: true });
    await this.choice(/^Catégorie professionnelle/, "Civil").check({ force: true });
    await page.locator("#startDate").fill(startDate);
    await this.choice(/besoin chaque jour/, "Oui").check({ force: true });
    await page.locator("#ecpsOnlyAcknowledged").check({ force: true });
    await page.locator("#dmpAcknowledged").check({ force: true });
  }

  async typeAgain(person: TypedPerson): Promise<void> {
    const { page } = this;
    await page.locator("#again-birthName").fill(person.birthName);
    await page.locator("#again-birthDate").fill(person.birthDate);
    await new Combobox(page, /^Lieu de naissance, une seconde fois/).choose(person.commune.typed, person.commune.label);
  }

  /** Ticks everything that is attested. */
  async attest(): Promise<void> {
    await this.document.selectOption("Passeport");
    for (const box of ["#identityChecked", "#conditionsChecked", "#termsVersion"]) {
      await this.page.locator(box).check({ force: true });
    }
  }

  /** Says whether the registered person with this number is the same. */
  async tellApart(number: string, same: boolean, reason: string): Promise<void> {
    await this.page.locator(`#same-${number}-${same ? "yes" : "no"}`).check({ force: true });
    await this.page.locator(`#same-${number}-reason`).fill(reason);
  }

  private choice(question: RegExp, answer: string): Locator {
    return this.page.getByRole("radiogroup", { name: question }).getByRole("radio", { name: answer, exact: true });
  }
}
