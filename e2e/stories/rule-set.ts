// Rules change as data: drafted, tried on every request, in force from today, seen at the next pre-check.
import { RulesPage } from "../pages/rules.ts";
import { expectAccessible } from "../support/axe.ts";
import { fileBehind } from "../support/filing.ts";
import { ansAgent } from "../support/people.ts";
import { expect, test } from "../support/story.ts";

// Out of scope by the first rule set, and asked by no other story.
const role = { code: "307", name: "Mandataire judiciaire à la protection des majeurs" };
const stages = ["En saisie", "À l’envoi", "À la décision"] as const;

test("an agent blocks who is out of scope, after seeing whom it concerns", async ({ manager, professional, somebody }) => {
  const filer = await professional("moins_18_ans");
  const { reference } = await fileBehind(filer.page, { role: role.code, riskAcknowledged: true, email: "hors@exemple.fr" });
  const agent = await manager(ansAgent);
  const rules = new RulesPage(agent.page);
  const name = `blocage-${Date.now()}`;

  await test.step("the draft says what it changes, and holds for nobody", async () => {
    await rules.open();
    await expect(rules.heading).toHaveText("Jeux de règles");
    await expectAccessible(agent.page, "rule sets");
    await rules.draft(name);
    await expect(rules.heading).toHaveText(new RegExp(name));
    await expect(rules.changes).toContainText("Aucune différence.");
    await rules.openDraft.click();
    for (const stage of stages) await rules.weight("ROLE_OUT_OF_SCOPE", stage).selectOption({ label: "Bloquant" });
    await expectAccessible(agent.page, "draft of a rule set");
    await rules.save.click();
    await expect(rules.outcome).toContainText("Brouillon enregistré.");
    await expect(rules.changes).toContainText("ROLE_OUT_OF_SCOPE.deciding");
  });

  await test.step("nothing takes effect before it was simulated", async () => {
    await rules.schedule.click();
    await expect(rules.outcome).toContainText("Simulez ce jeu de règles");
  });

  await test.step("the simulation counts the request that was filed before", async () => {
    await rules.simulate.click();
    await expect(rules.simulation.getByRole("status")).toContainText("Simulation terminée");
    await expect(rules.simulation).toContainText(/Demande · À risque → Non éligible/);
    await rules.showCases.click();
    await expect(rules.simulation).toContainText(reference);
    await expectAccessible(agent.page, "simulation of a rule set");
  });

  await test.step("from today on, a new pre-check says that it is blocked", async () => {
    await rules.schedule.click();
    await expect(rules.outcome).toContainText("Jeu de règles programmé.");
    await expect(agent.page.getByText("En vigueur", { exact: true })).toBeVisible();
    const visitor = await somebody();
    await visitor.preCheck.open();
    await visitor.preCheck.role.choose("mandataire judiciaire", role.name);
    await expect(visitor.preCheck.verdict.outcome).toHaveText("Un point bloque la demande");
    await expect(visitor.preCheck.verdict.finding("ROLE_OUT_OF_SCOPE")).toBeVisible();
  });

  await test.step("the rules of before hold again for the stories that follow", async () => {
    await rules.draft(`${name}-fin`);
    await rules.openDraft.click();
    for (const stage of stages) await rules.weight("ROLE_OUT_OF_SCOPE", stage).selectOption({ label: "Avertissement" });
    await rules.save.click();
    await expect(rules.outcome).toContainText("Brouillon enregistré.");
    await rules.simulate.click();
    await expect(rules.simulation.getByRole("status")).toContainText("Simulation terminée");
    await rules.schedule.click();
    await expect(rules.outcome).toContainText("Jeu de règles programmé.");
  });
});
