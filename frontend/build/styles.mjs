// Makes one stylesheet of the State's design system: only the components in use, only the classes
// that a page names, only the colours these need, and the system's dark scheme without JavaScript.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "lightningcss";
import postcss from "postcss";
import { filesUnder, frontend, generated, hashed, kilobytes, packages, put, repository } from "./paths.mjs";

// A page that needs another component adds its name here.
const COMPONENTS = [
  "link",
  "button",
  "logo",
  "skiplink",
  "header",
  "footer",
  "form",
  "input",
  "select",
  "checkbox",
  "radio",
  "search",
  "alert",
  "badge",
  "tag",
  "notice",
  "callout",
  "highlight",
  "accordion",
  "breadcrumb",
  "connect",
  "card",
  "tile",
  "pagination",
  "sidemenu",
  "stepper",
  "summary",
  "table",
  "toggle",
  "upload",
];

// Text is set in these alone: the display face and the light weights are left out.
const FONTS = ["Marianne-Regular", "Marianne-Regular_Italic", "Marianne-Medium", "Marianne-Bold"];

// Where class names are written. A name that ends in a dash, as in format!("fr-badge--{kind}"), keeps all it begins.
const SOURCES = ["frontend/src", "server/pages", "server/src"];

// Versions of Chrome, Edge, Firefox and Safari from the end of 2022 on, in the notation of lightningcss.
const BROWSERS = { chrome: 105 << 16, edge: 105 << 16, firefox: 110 << 16, safari: 15 << 16 };

const dsfr = path.join(packages, "@gouvfr/dsfr/dist");
const sheets = [
  "core/core.main.min.css",
  "scheme/scheme.min.css",
  ...COMPONENTS.map((name) => `component/${name}/${name}.main.min.css`),
  "utility/utility.main.min.css",
].map((name) => path.join(dsfr, name));
sheets.push(path.join(frontend, "styles/components.css"));

const known = new Set();
const named = await namedClasses();
const isUsed = (name) => named.exact.has(name) || named.prefixes.some((prefix) => name.startsWith(prefix));
const whole = postcss.root();
for (const sheet of sheets) {
  whole.append(await trimmed(sheet));
}
darkByPreference(whole);
dropUnusedProperties(whole);
const { code } = transform({ filename: "portal.css", code: Buffer.from(whole.toString()), minify: true, targets: BROWSERS });

await put(path.join(generated, "portal.css"), code);
for (const icon of ["favicon.svg", "favicon.ico"]) {
  await put(path.join(generated, icon), await readFile(path.join(dsfr, "favicon", icon)));
}
process.stdout.write(`styles: ${sheets.length} sheets in ${kilobytes(code.length)}\n`);
const unknown = [...named.exact].filter((name) => !known.has(name)).sort();
if (unknown.length > 0) process.stdout.write(`styles: no sheet knows ${unknown.join(", ")}\n`);

async function namedClasses() {
  const exact = new Set();
  const beginnings = new Set();
  for (const folder of SOURCES) {
    for (const file of await filesUnder(path.join(repository, folder))) {
      const text = await readFile(file, "utf8");
      for (const [name] of text.matchAll(/\bfr-[a-z][\w-]*/g)) {
        (name.endsWith("-") ? beginnings : exact).add(name);
      }
    }
  }
  return { exact, prefixes: [...beginnings] };
}

async function trimmed(file) {
  const root = postcss.parse(await readFile(file, "utf8"), { from: file });
  root.walkAtRules("charset", (rule) => rule.remove());
  root.walkAtRules("font-face", (rule) => keepFont(rule));
  root.walkRules((rule) => {
    const kept = rule.selectors.filter(selectsSomethingUsed);
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  const urls = [];
  root.walkDecls((declaration) => {
    if (declaration.value.includes("url(")) urls.push(declaration);
  });
  for (const declaration of urls) {
    declaration.value = await withPlacedUrls(declaration.value, path.dirname(file));
  }
  return root;
}

// What stands inside :not() may be absent from the pages, the rest may not.
function selectsSomethingUsed(selector) {
  const asked = selector.replace(/:not\([^()]*\)/g, "");
  const names = [...asked.matchAll(/\.(fr-[\w-]+)/g)].map(([, name]) => name);
  for (const name of names) known.add(name);
  return names.every(isUsed);
}

function keepFont(rule) {
  const source = rule.nodes.find((node) => node.prop === "src");
  const woff2 = FONTS.map((font) => `${font}.woff2`).find((name) => source.value.includes(`/${name}`));
  if (woff2) source.value = `url("../fonts/${woff2}") format("woff2")`;
  else rule.remove();
}

// Fonts are copied beside the sheet; icons are small and travel inside it.
async function withPlacedUrls(value, folder) {
  const pattern = /url\((["']?)(?!data:)([^"')]+)\1\)/g;
  const placed = new Map();
  for (const [, , url] of value.matchAll(pattern)) {
    placed.set(url, await place(path.resolve(folder, url)));
  }
  return value.replace(pattern, (_, quote, url) => `url("${placed.get(url)}")`);
}

async function place(file) {
  const content = await readFile(file);
  if (file.endsWith(".svg")) {
    const svg = content.toString().replace(/\s+/g, " ").replaceAll('"', "'");
    return `data:image/svg+xml,${svg.replace(/[#%<>]/g, encodeURIComponent)}`;
  }
  const name = hashed(path.basename(file), content);
  await put(path.join(generated, "fonts", name), content);
  return `fonts/${name}`;
}

// The design system's dark scheme waits for a script to set an attribute; the person's own preference needs none.
// ":root:root" weighs as much as ":root" with that attribute did.
function darkByPreference(root) {
  root.walkRules(/data-fr-theme="?dark"?/, (rule) => {
    const media = postcss.atRule({ name: "media", params: "(prefers-color-scheme: dark)" });
    rule.replaceWith(media);
    rule.selectors = rule.selectors.map((selector) => selector.replace(/\[data-fr-theme="?dark"?\]/, ":root"));
    media.append(rule);
  });
}

// A custom property that nothing reads, directly or through another, is dropped.
function dropUnusedProperties(root) {
  const read = (value) => [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
  const readBy = new Map();
  const queue = [];
  root.walkDecls(({ prop, value }) => {
    if (prop.startsWith("--")) readBy.set(prop, [...(readBy.get(prop) ?? []), ...read(value)]);
    else queue.push(...read(value));
  });
  const live = new Set();
  while (queue.length > 0) {
    const name = queue.pop();
    if (live.has(name)) continue;
    live.add(name);
    queue.push(...(readBy.get(name) ?? []));
  }
  root.walkDecls(/^--/, (declaration) => {
    if (!live.has(declaration.prop)) declaration.remove();
  });
}
