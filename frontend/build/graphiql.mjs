// Gathers the files of the GraphQL explorer, so that the portal serves them itself.
import { readFile, readdir, rm } from "node:fs/promises";
import path from "node:path";
import postcss from "postcss";
import { frontend, generated, hashed, packages, put } from "./paths.mjs";

const folder = path.join(generated, "graphiql");
const withoutSourceMap = (text) => text.replace(/^\/\/# sourceMappingURL=.*$/m, "");
const files = {
  "react.js": withoutSourceMap(await text("react/umd/react.production.min.js")),
  "react-dom.js": withoutSourceMap(await text("react-dom/umd/react-dom.production.min.js")),
  "graphiql.js": withoutSourceMap(await text("graphiql/graphiql.min.js")),
  "graphiql.css": withoutFonts(await text("graphiql/graphiql.min.css")) + (await readFile(path.join(frontend, "styles/graphiql.css"), "utf8")),
  "start.js": await readFile(path.join(frontend, "build/graphiql-start.js"), "utf8"),
};

const names = new Set();
for (const [name, content] of Object.entries(files)) {
  const withHash = hashed(name, content);
  names.add(withHash);
  await put(path.join(folder, withHash), content);
}
for (const name of await readdir(folder)) {
  if (!names.has(name)) await rm(path.join(folder, name));
}

async function text(file) {
  return readFile(path.join(packages, file), "utf8");
}

// The explorer's own fonts are most of its sheet; the system's serve as well.
function withoutFonts(css) {
  const root = postcss.parse(css);
  root.walkAtRules("font-face", (rule) => rule.remove());
  return root.toString();
}
