// Runs the corpus through the WebAssembly build of the rules and compares with what the native
// build printed, byte for byte: the cases themselves, then every answer.
//
//     node compare.mjs <module made by wasm-bindgen --target nodejs> <output of the example `corpus`>

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modulePath, nativePath] = process.argv.slice(2);
if (!modulePath || !nativePath) {
  console.error("usage: node compare.mjs <shared.js> <native.jsonl>");
  process.exit(2);
}
const { answer, generate } = createRequire(import.meta.url)(resolve(modulePath));
const native = readFileSync(nativePath, "utf8").split("\n");
const { seed, cases } = JSON.parse(native[0]);
const lines = generate(seed, cases).split("\n").slice(0, -1);

let different = 0;
function expectSame(what, number, found, expected) {
  if (found === expected) return;
  different += 1;
  if (different <= 5) {
    console.error(`case ${number}: the ${what} differs\n  native: ${expected}\n  wasm:   ${found}`);
  }
}

if (lines.length !== cases || native.length !== 2 * cases + 2) {
  console.error(`expected ${cases} cases, got ${lines.length} (wasm) and ${(native.length - 2) / 2} (native)`);
  process.exit(1);
}
let bytes = 0;
lines.forEach((line, index) => {
  const found = answer(line);
  bytes += Buffer.byteLength(found);
  expectSame("case", index + 1, line, native[2 * index + 1]);
  expectSame("answer", index + 1, found, native[2 * index + 2]);
});
if (different > 0) {
  console.error(`${different} differences between the native and the WebAssembly build`);
  process.exit(1);
}
console.log(`corpus: ${cases} cases, ${bytes} bytes of answers, native and WebAssembly the same byte for byte`);
