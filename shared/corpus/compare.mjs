// Runs the corpus through the WebAssembly build of the rules, and through the package for other software, and compares
// with what the native build found. A block of cases is compared by its digests; only a block that differs is looked at
// case by case.
//
//     node compare.mjs <module made by wasm-bindgen --target nodejs> <folder of the package> <the example `corpus`>

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modulePath, packagePath, native] = process.argv.slice(2);
if (!modulePath || !packagePath || !native) {
  console.error("usage: node compare.mjs <shared.js> <package> <native program>");
  process.exit(2);
}
const { answer, digests, generate, questions } = createRequire(import.meta.url)(resolve(modulePath));
const { CoreRefusal, checkForm, simulateVerdict } = await import(pathToFileURL(resolve(packagePath, "node.js")));

/** What the package answers, as the rules write it: through the objects that a program works with. */
function asked(ask, input) {
  try {
    return JSON.stringify({ answer: ask(JSON.parse(input)) });
  } catch (refusal) {
    if (!(refusal instanceof CoreRefusal)) throw refusal;
    return JSON.stringify({ refusal: { code: refusal.code, text: refusal.text } });
  }
}

function throughPackage(line) {
  const [form, verdict] = questions(line).split("\n");
  return [asked(checkForm, form), asked(simulateVerdict, verdict)];
}

const read = (...block) => execFileSync(native, block, { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n").slice(0, -1);

const [first, ...blocks] = read().map((line) => JSON.parse(line));
if (blocks.length !== first.blocks) {
  console.error(`expected ${first.blocks} blocks of the native build, got ${blocks.length}`);
  process.exit(1);
}
let different = 0;
blocks.forEach((expected, block) => {
  const seed = first.seed + block;
  const [rules, others] = digests(seed, first.cases).split("\n");
  const lines = generate(seed, first.cases).split("\n").slice(0, -1);
  const ofPackage = createHash("sha256");
  for (const line of lines) for (const reply of throughPackage(line)) ofPackage.update(`${reply}\n`);
  const same = rules === expected.rules && others === expected.others && ofPackage.digest("hex") === expected.others;
  if (!same) {
    different += 1;
    if (different <= 3) explain(block, lines);
  }
});

/** The first case of a block that differs. */
function explain(block, lines) {
  const found = read(String(block));
  for (const [index, line] of lines.entries()) {
    const [nativeLine, nativeAnswer, nativeForm, nativeVerdict] = found.slice(4 * index, 4 * index + 4);
    const [form, verdict] = throughPackage(line);
    const pairs = [
      ["case", line, nativeLine],
      ["answer", answer(line), nativeAnswer],
      ["form of the package", form, nativeForm],
      ["verdict of the package", verdict, nativeVerdict],
    ];
    for (const [what, here, there] of pairs) {
      if (here !== there) {
        console.error(`block ${block}, case ${index + 1}: the ${what} differs\n  native: ${there}\n  wasm:   ${here}`);
        return;
      }
    }
  }
  console.error(`block ${block} differs, and none of its cases does`);
}

if (different > 0) {
  console.error(`${different} of ${blocks.length} blocks differ between the builds`);
  process.exit(1);
}
console.log(`corpus: ${blocks.length * first.cases} cases, the same natively, in WebAssembly and through the package`);
