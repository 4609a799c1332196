// What the package offers: the rules take JSON and give JSON, a program works with objects.
import * as rules from "./dist/core.js";

/** The rules do not answer, and say why by a code of the catalogue. */
export class CoreRefusal extends Error {
  constructor({ code, text }) {
    super(`${code}: ${text.en}`);
    this.name = "CoreRefusal";
    this.code = code;
    this.text = text;
  }
}

function ask(rule, input) {
  const { answer, refusal } = JSON.parse(rule(JSON.stringify(input) ?? "null"));
  if (refusal) throw new CoreRefusal(refusal);
  return answer;
}

export const checkForm = (input) => ask(rules.check_form, input);
export const simulateVerdict = (input) => ask(rules.simulate_verdict, input);
export const ruleSet = (input = {}) => ask(rules.rule_set, input);
