// Where the build steps find their sources and leave what they make.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const frontend = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const repository = path.dirname(frontend);
export const packages = path.join(frontend, "node_modules");
export const generated = path.join(frontend, "generated");

// A name that changes with the content may be cached for ever.
export function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${hash}${ext}`;
}

// Trunk watches and copies these files: one that has not changed keeps its date.
export async function put(file, content) {
  const bytes = Buffer.from(content);
  const before = await readFile(file).catch(() => null);
  if (before?.equals(bytes)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

export async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
