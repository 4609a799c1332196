// Checks the built package: its types name what the answers hold, its README's example runs.
//
//     node test.mjs

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { CoreRefusal, checkForm, ruleSet, simulateVerdict } from "rpps-plus-core";

const text = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const types = text("index.d.ts");

/** The members of an interface, as the types name them. */
function members(name) {
  const [, body] = types.match(new RegExp(`export interface ${name} (?:extends \\w+ )?\\{\\n(.*?)\\n\\}`, "s"));
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member).sort();
}

const holds = (value, name) => assert.deepEqual(Object.keys(value).sort(), members(name), name);

const right = {
  civilite: "MME",
  exerciseLastName: "DUBOIS",
  exerciseFirstName: "Angela",
  email: "angela.dubois@example.fr",
  phone: "06 12 34 56 78",
  birthTown: "",
  structureFiness: "0B0168811",
  role: "316",
  activityKind: "GENR01",
  practiceMode: "S",
  category: "C",
  startDate: "2026-12-01",
  endDate: "",
  healthDataNeed: true,
  ecpsOnlyAcknowledged: true,
  dmpAcknowledged: true,
  riskAcknowledged: false,
  termsVersion: "2026-11",
};
const asked = {
  form: right,
  person: { birthDate: "1990-01-31", birthCommune: "75107", birthCountry: "99100", certification: "FC" },
  asOf: "2026-12-01",
  stage: "DECIDING",
  sector: "SANITAIRE",
  termsVersion: "2026-11",
};

const checked = checkForm(asked);
holds(asked, "CheckFormInput");
holds(asked.person, "Person");
holds(right, "RawForm");
holds(checked, "CheckedForm");
holds(checked.form, "Form");
holds(checked.verdict, "Verdict");
assert.equal(checked.verdict.outcome, "ELIGIBLE");
assert.equal(checked.form.email, right.email);

const wrong = checkForm({ ...asked, form: { ...right, email: "", role: "999" } });
assert.equal(wrong.form, null);
wrong.errors.forEach((error) => holds(error, "FieldError"));
assert.deepEqual(wrong.errors.map(({ field, problem }) => `${field} ${problem}`), ["email REQUIRED", "role UNKNOWN_CODE"]);

const verdict = simulateVerdict({ asOf: "2026-12-01", role: "307" });
assert.ok(verdict.findings.length > 0);
verdict.findings.forEach((finding) => holds(finding, "Finding"));
holds(verdict.findings[0].text, "Text");

const rules = ruleSet();
holds(rules, "RuleSet");
assert.equal(verdict.ruleSetHash, rules.hash);
holds({ rules: rules.body, ruleSet: rules.name, ruleSetHash: rules.hash }, "RulesAsked");
assert.equal(ruleSet({ rules: JSON.parse(rules.body), ruleSet: rules.name, ruleSetHash: rules.hash }).hash, rules.hash);

const code = (ask) => {
  try {
    ask();
  } catch (refusal) {
    assert.ok(refusal instanceof CoreRefusal && refusal.text.fr && refusal.text.en);
    return refusal.code;
  }
  return "";
};
assert.equal(code(() => simulateVerdict({ asOf: "2026-12-01", ruleSetHash: "0".repeat(64) })), "RULE_SET_CHANGED");
assert.equal(code(() => ruleSet({ ruleSet: "2020-01" })), "NOT_FOUND");
assert.equal(code(() => ruleSet({ rules: {} })), "INVALID_RULE_SET");
for (const input of [undefined, null, 1, "x", [], {}, { asOf: "2026-02-30" }]) {
  assert.equal(code(() => simulateVerdict(input)), "INVALID_ARGUMENT");
}

// The README's example, run as it is written.
const [, example] = text("README.md").match(/```js\n(.*?)```/s);
const file = new URL("dist/example.js", import.meta.url);
writeFileSync(file, example);
const printed = [];
const { log } = console;
console.log = (...words) => printed.push(words);
await import(file);
console.log = log;
assert.deepEqual(printed[0], ["ELIGIBLE", rules.name, rules.hash]);
assert.ok(printed[1][1].includes("email EMAIL_SHAPE"));
assert.deepEqual(printed[2], ["RULE_SET_CHANGED"]);
console.log("package: types and example agree with the rules");
