import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A PostgreSQL of a test's own, on a free port of the loopback and in a folder that goes with it. */
export interface TestPostgres {
  url: string;
  /** Starts it after a stop; waits until it answers. */
  start(): Promise<void>;
  /** Stops it as a crash would: connections break. */
  stop(): Promise<void>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
}

const ROOT = "/usr/lib/postgresql";

/** Where PostgreSQL's programs are; undefined when it is not installed. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(ROOT)) return undefined;
  const folders = readdirSync(ROOT).map((version) => join(ROOT, version, "bin"));
  return folders.find((folder) => existsSync(join(folder, "initdb")));
}

/** Creates and starts a PostgreSQL; about two seconds. */
export async function startPostgres(programs: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-pg-"));
  const data = join(folder, "data");
  giveAway(folder);
  const port = await freePort();
  run(programs, "initdb", ["-D", data, "-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8"]);
  let server: ChildProcess | undefined;
  const start = async () => {
    const listen = ["-p", String(port), "-h", "127.0.0.1", "-k", folder];
    const quick = ["-c", "fsync=off", "-c", "full_page_writes=off"];
    const [command, words] = asOwner(join(programs, "postgres"), ["-D", data, ...listen, ...quick]);
    server = spawn(command, words, { stdio: "ignore" });
    await answers(programs, port);
  };
  const stop = async () => {
    const ended = new Promise((done) => server?.once("exit", done));
    run(programs, "pg_ctl", ["stop", "-D", data, "-m", "immediate", "-w"]);
    await ended;
    server = undefined;
  };
  await start();
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: async () => {
      if (server) await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, so root hands the work to the user that the package made for it. */
function asOwner(program: string, words: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [program, words];
  return ["runuser", ["-u", "postgres", "--", program, ...words]];
}

function run(programs: string, program: string, words: string[]): void {
  const [command, all] = asOwner(join(programs, program), words);
  execFileSync(command, all, { stdio: "ignore", cwd: tmpdir() });
}

function giveAway(folder: string): void {
  chmodSync(folder, 0o700);
  if (process.getuid?.() !== 0) return;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  chownSync(folder, id("-u"), id("-g"));
}

async function answers(programs: string, port: number): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      run(programs, "pg_isready", ["-q", "-h", "127.0.0.1", "-p", String(port)]);
      return;
    } catch (error) {
      if (i === 100) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
