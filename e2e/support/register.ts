// The register's file, loaded beside the running portal as its keepers do it.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Portal } from "./portal.ts";

export interface Site {
  finess: string;
  entity: string;
  name: string;
  town: string;
  /** Category of three digits, and the aggregated one of four. */
  category: [string, string];
}

/** A line of the extraction of sites, in the order of its fields. */
function line(site: Site): string {
  const fields = new Array<string>(32).fill("");
  const put: [number, string][] = [
    [0, "structureet"],
    [1, site.finess],
    [2, site.entity],
    [3, site.name.slice(0, 38)],
    [4, site.name],
    [15, `44000 ${site.town}`],
    [18, site.category[0]],
    [20, site.category[1]],
  ];
  for (const [at, text] of put) fields[at] = text;
  return fields.join(";");
}

/** Loads sites with `rpps-plus import finess`; what the command says. */
export async function importSites(portal: Portal, sites: Site[]): Promise<string> {
  const file = path.join(portal.folder, "etalab-cs1100502-stock.csv");
  await writeFile(file, ["finess;etalab;94;2026-11-03", ...sites.map(line)].join("\n") + "\n");
  const { stdout } = await promisify(execFile)(portal.program, [
    "import", "finess", file, "--database-url", portal.databaseUrl, "--demo", "--yes",
  ]);
  return stdout;
}

/** Loads a table of reference data as a draft; what the command says. */
export async function importTable(portal: Portal, kind: "roles" | "countries", text: string): Promise<string> {
  const file = path.join(portal.folder, `${kind}.csv`);
  await writeFile(file, text);
  const { stdout } = await promisify(execFile)(portal.program, [
    "import", kind, file, "--database-url", portal.databaseUrl, "--demo", "--yes",
  ]);
  return stdout;
}
