/**
 * The app under test: a template with pages of these tests beside its own, built as for production and served by a
 * process of its own, so that a test can stop and start it under open pages.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { Modes } from "../../runtime/server/core.ts";
import { type Outcome, runDeno } from "../../tools/run_command.ts";
import { scaffold } from "../../tools/scaffold.ts";

/** How the app differs from the built one. */
export interface AppOptions {
  /** Where the loops of pages run, by path, in place of what their contracts say; `"live"` is for all of them. */
  readonly modes?: Modes;
  /**
   * The scoreboard with the pages of `pages/`, or the minimal app with those of `public_app/`, which asks for no session.
   * @default {"scoreboard"}
   */
  readonly template?: Template;
}

type Template = "scoreboard" | "minimal";

/** A server with a database of its own. */
export interface RunningApp {
  /** E.g. `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** Runs statements on the database behind the server's back. */
  sql(text: string): void;
  /** Reads the database behind the server's back. */
  rows(query: string): unknown[];
  /** Kills the server as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and database. */
  start(): Promise<void>;
  /** Changes texts of the app's files, builds it, ends the server and starts the new build in its place. */
  deploy(edit: (replace: (file: string, old: string, next: string) => void) => void): Promise<void>;
  /** Ends it as a deploy would and removes the database. */
  stop(): Promise<void>;
  /** Everything the server has printed. */
  log(): string;
}

/** Starts the app on a fresh database, seeded by itself. */
export async function startApp({ modes = {}, template = "scoreboard" }: AppOptions): Promise<RunningApp> {
  let app = await builtApp(template);
  const folder = mkdtempSync(join(tmpdir(), "rally-database-"));
  const database = join(folder, "app.db");
  const port = await unusedPort();
  const output: string[] = [];
  const env = { PORT: String(port), DATABASE_PATH: database, RALLY_MODES: JSON.stringify(modes), NO_COLOR: "1" };
  const spawn = () => startServer(app, env, output);
  let server = await spawn();
  const open = () => new DatabaseSync(database, { timeout: 5_000 });
  const end = async (signal: Deno.Signal) => {
    try {
      server.kill(signal);
    } catch (cause) {
      throw new Error(`Cannot end the app: its server has ended before\n${output.join("")}`, { cause });
    }
    await server.status;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    sql(text) {
      using connection = open();
      connection.exec(text);
    },
    rows(query) {
      using connection = open();
      return connection.prepare(query).all();
    },
    kill: () => end("SIGKILL"),
    async start() {
      server = await spawn();
    },
    async deploy(edit) {
      app = copyApp(app, join(folder, `build_${output.length}`));
      edit((file, old, next) => {
        const text = readFileSync(join(app, file), "utf8");
        if (!text.includes(old)) throw new Error(`Cannot change ${file}: it does not contain "${old}"`);
        writeFileSync(join(app, file), text.replace(old, next));
      });
      for (const task of ["gen", "build"]) succeeded(task, await runDeno(["task", task], { cwd: app }));
      await end("SIGTERM");
      server = await spawn();
    },
    async stop() {
      const asked = performance.now();
      await end("SIGTERM").finally(() => rmSync(folder, { recursive: true, force: true }));
      const seconds = (performance.now() - asked) / 1000;
      // All visitors are gone by now: a server that still waits would be ended by force after ten seconds.
      if (seconds > 8) throw new Error(`The server took ${seconds.toFixed(1)} s to stop with nobody connected`);
    },
    log: () => output.join(""),
  };
}

async function startServer(
  app: string,
  env: Readonly<Record<string, string>>,
  output: string[],
): Promise<Deno.ChildProcess> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join("dist", "server.js")],
    cwd: app,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const from = output.length;
  const printed = () => output.slice(from).join("");
  const listening = Promise.withResolvers<void>();
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      output.push(decoder.decode(bytes, { stream: true }));
      if (printed().includes("Listening on")) listening.resolve();
    }
  };
  const ended = Promise.all([collect(server.stdout), collect(server.stderr)]).then(() => {
    throw new Error(`Cannot start the app: the server ended\n${printed()}`);
  });
  ended.catch(() => {});
  await Promise.race([listening.promise, ended]);
  return server;
}

/** What a test app has beside its template, by the folder of the app that it goes to. */
const additions: Readonly<Record<Template, readonly (readonly [from: string, to: string])[]>> = {
  scoreboard: [["pages", "app/pages/lab"], ["effects_app", "app"], ["static", "static"]],
  minimal: [["public_app", "app"]],
};

/** Built once for all test files of one `deno test`, which are run by one process. */
export async function builtApp(template: Template): Promise<string> {
  const target = join(tmpdir(), `rally-browser-${process.pid}-${template}`);
  if (existsSync(target)) return join(target, "app");
  removeStale();
  const folder = mkdtempSync(join(tmpdir(), "rally-build-"));
  const app = join(folder, "app");
  succeeded("init", await scaffold(app, template));
  for (const [from, to] of additions[template]) {
    cpSync(fileURLToPath(new URL(from, import.meta.url)), join(app, to), { recursive: true });
  }
  addPackages(join(app, "deno.json"));
  for (const task of ["gen", "build"]) succeeded(task, await runDeno(["task", task], { cwd: app }));
  try {
    renameSync(folder, target);
  } catch (error) {
    // Another test file of this process may have been faster.
    if (!existsSync(target)) throw error;
    rmSync(folder, { recursive: true });
  }
  return join(target, "app");
}

/** A copy of an app, with the same packages. */
function copyApp(app: string, target: string): string {
  const packages = join(app, "node_modules");
  cpSync(app, target, { recursive: true, filter: (path) => path !== packages });
  symlinkSync(packages, join(target, "node_modules"));
  return target;
}

/** The libraries that the pages of `pages/` use, in the versions of this repository. */
function addPackages(file: string): void {
  const config = JSON.parse(readFileSync(file, "utf8"));
  const { imports } = JSON.parse(readFileSync(new URL("../../deno.json", import.meta.url), "utf8"));
  for (const name of ["quill", "sortablejs", "@types/sortablejs"]) config.imports[name] = imports[name];
  writeFileSync(file, JSON.stringify(config, null, 2));
}

function succeeded(step: string, { ok, output }: Outcome): void {
  if (!ok) throw new Error(`Cannot make the app under test: "${step}" failed\n${output}`);
}

/** Apps of test runs that are over; a run itself cannot know which of its files is the last. */
function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^rally-browser-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A port that nobody listens on at this moment. */
export async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
