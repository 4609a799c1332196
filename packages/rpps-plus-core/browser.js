// For browsers and bundlers: importing this waits until the rules are loaded.
import load from "./dist/core.js";

await load();

export * from "./api.js";
