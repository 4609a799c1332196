// Runs when Trunk has built: makes the WASM of each program small, names it and its script after what they hold,
// writes a brotli and a gzip twin beside each file that gains by it, and prints what a browser will download.
import { execFile } from "node:child_process";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { filesUnder, hashed, kilobytes, packages } from "./paths.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const isRelease = process.env.TRUNK_PROFILE === "release";
const index = path.join(staging, "index.html");
// What rustc uses and every browser of the last years runs; "all features" would let in what none runs yet.
const WASM_FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
];
// Small, then taken apart and made small again; functions of like names lie side by side, where brotli finds them.
const WASM_PASSES = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--reorder-functions-by-name"];
const compressible = new Set([".css", ".html", ".ico", ".js", ".svg", ".wasm"]);

const modules = (await filesUnder(staging)).filter((file) => file.endsWith(".wasm"));
// The package's tool is itself WASM run by node: slower than a native one, and the same on every machine.
if (isRelease) await Promise.all(modules.map(shrink));
for (const module of modules) {
  await nameAfterContent(module);
  await nameAfterContent(module.replace("_bg.wasm", ".js"));
}
if (isRelease) {
  const files = (await filesUnder(staging)).filter((file) => compressible.has(path.extname(file)) && file !== index);
  print(await Promise.all(files.map(compress)));
}

async function shrink(file) {
  const wasmOpt = path.join(packages, "binaryen/bin/wasm-opt");
  await promisify(execFile)("node", [wasmOpt, ...WASM_FEATURES.map((name) => `--enable-${name}`), ...WASM_PASSES, file, "-o", file]);
}

// `portal-0123456789abcdef_bg.wasm` and `desk_bg.wasm` are Trunk's names: it hashes those of the main program alone,
// and before its WASM was shrunk.
async function nameAfterContent(file) {
  const before = path.basename(file);
  const after = hashed(before.replace(/(-[0-9a-f]{1,16})?(_bg)?(?=\.\w+$)/, ""), await readFile(file));
  await rename(file, path.join(path.dirname(file), after));
  const html = await readFile(index, "utf8");
  await writeFile(index, html.replaceAll(before, after));
}

async function compress(file) {
  const content = await readFile(file);
  const brotli = await promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const gzipped = await promisify(gzip)(content, { level: 9 });
  await writeTwin(`${file}.br`, brotli, content);
  await writeTwin(`${file}.gz`, gzipped, content);
  return [path.relative(staging, file), content.length, gzipped.length, brotli.length];
}

async function writeTwin(file, packed, content) {
  if (packed.length < content.length) await writeFile(file, packed);
  else await rm(file, { force: true });
}

function print(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (name, ...cells) => `${name.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join("")}\n`;
  process.stdout.write(line("file", "raw", "gzip", "brotli"));
  for (const [name, ...sizes] of rows) process.stdout.write(line(name, ...sizes.map(kilobytes)));
}
