// The portal itself, started as its users start it: the real binary, a free port, an empty database.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const built = fileURLToPath(new URL("../../target/release/rpps-plus", import.meta.url));

export class Portal {
  private process: ChildProcess | undefined;
  private log = "";

  private constructor(
    readonly url: string,
    private readonly listen: string,
    readonly databaseUrl: string,
    /** Of this portal alone; gone with it. */
    readonly folder: string,
  ) {}

  /** The database is a new SQLite file, or the one that the environment names. */
  static async start(databaseUrl = process.env.RPPS_E2E_DATABASE_URL): Promise<Portal> {
    const listen = `127.0.0.1:${await freePort()}`;
    const folder = await mkdtemp(path.join(tmpdir(), "rpps-plus-stories-"));
    const portal = new Portal(`http://${listen}`, listen, databaseUrl ?? `sqlite:${folder}/portal.db`, folder);
    await portal.open();
    return portal;
  }

  readonly program = process.env.RPPS_PLUS_BIN ?? built;

  /** Starts the program, also once more: same address, same database. */
  async open(): Promise<void> {
    const { program } = this;
    const options = ["--demo", "--listen", this.listen, "--database-url", this.databaseUrl];
    // Options of the portal that happen to be in the environment are not the stories'.
    const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("RPPS_"));
    const child = spawn(program, ["serve", ...options], {
      env: Object.fromEntries(kept),
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.log += text));
    const gone = new Promise<never>((_, reject) => {
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`${program} ended with ${code}:\n${this.log}`)));
    });
    // Once it is open, its end is the story's own doing.
    gone.catch(() => undefined);
    const ready = async () => expect((await fetch(`${this.url}/health/ready`)).status).toBe(200);
    await Promise.race([expect(ready).toPass({ timeout: 30_000, intervals: [50] }), gone]);
  }

  /** Ends the program as a power cut would. */
  async cut(): Promise<void> {
    await this.end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What the program has written so far. */
  get written(): string {
    return this.log;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (!address || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
