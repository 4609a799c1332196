// For Node.js: the rules are there as soon as this is imported.
import { readFileSync } from "node:fs";
import { initSync } from "./dist/core.js";

initSync({ module: readFileSync(new URL("./dist/core_bg.wasm", import.meta.url)) });

export * from "./api.js";
