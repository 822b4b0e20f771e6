/**
 * An app under `rally dev` and visitors of it, for the tests of the dev loop: they write files as an author does, and
 * look at what open pages make of it.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createApp } from "../cli/app_fixture.ts";
import type { CommandProcess } from "../cli/command_process.ts";
import { launched } from "./browser.ts";
import { unusedPort } from "./running_app.ts";
import { openVisitor, type Visitor, type VisitorOptions } from "./visitor.ts";

/** What a test gets. */
export interface DevWorld {
  readonly dev: CommandProcess;
  readonly origin: string;
  visit(path: string, options?: VisitorOptions): Promise<Visitor>;
  /** Opens an address at which no page of the app may run yet. */
  open(path: string, options?: VisitorOptions): Promise<Visitor>;
  read(path: string): string;
  /** Writes a file as editors do: at once. */
  write(path: string, text: string): void;
  /** Replaces a piece of a file that must be there. */
  edit(path: string, from: string, to: string): void;
  remove(path: string): void;
}

/** How the app differs from the template. */
export interface DevOptions {
  /** @default {"minimal"} */
  readonly template?: "minimal" | "scoreboard";
  /** Files to add before it starts. */
  readonly files?: Readonly<Record<string, string>>;
  /** Pieces of its files to replace before it starts. */
  readonly edits?: readonly (readonly [path: string, from: string, to: string])[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs something in an app under `rally dev`. */
export async function inDevWorld(run: (world: DevWorld) => Promise<void>, options: DevOptions = {}): Promise<void> {
  const [browser, app] = await Promise.all([launched(), createApp(options.template)]);
  const write = (path: string, text: string) => {
    const file = join(app.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  };
  const read = (path: string) => readFileSync(join(app.root, path), "utf8");
  const edit = (path: string, from: string, to: string) => {
    const text = read(path);
    if (!text.includes(from)) throw new Error(`Cannot edit ${path}: it has no "${from}"`);
    write(path, text.replace(from, to));
  };
  for (const [path, text] of Object.entries(options.files ?? {})) write(path, text);
  for (const change of options.edits ?? []) edit(...change);
  // A port of its own, which it has again after a restart.
  const port = String(await unusedPort());
  const dev = app.task("dev", { env: { PORT: port, EDITOR: "", RALLY_EDITOR: "", ...options.env } });
  const visitors: Visitor[] = [];
  try {
    const [, origin] = await dev.waitFor(/Listening on (http:\/\/127\.0\.0\.1:\d+)/);
    const open = async (path: string, visitorOptions?: VisitorOptions) => {
      const visitor = await openVisitor(browser, origin, visitorOptions);
      visitors.push(visitor);
      // Between a save and the page stand builds and sometimes a new server.
      visitor.page.setDefaultTimeout(30_000);
      await visitor.page.goto(path);
      return visitor;
    };
    await run({
      dev,
      origin,
      read,
      write,
      edit,
      remove: (path) => rmSync(join(app.root, path)),
      open,
      async visit(path, visitorOptions) {
        const visitor = await open(path, visitorOptions);
        await visitor.ready();
        return visitor;
      },
    });
    for (const visitor of visitors) visitor.requireNoProblem();
  } catch (error) {
    const stories = await Promise.all(visitors.map((visitor, index) => visitor.story(`visitor ${index + 1}`)));
    throw new Error(["Dev test failed; its cause is below", ...stories, "dev:", dev.printed()].join("\n"), {
      cause: error,
    });
  } finally {
    await Promise.all(visitors.map(({ close }) => close()));
    await stopped(dev);
    app.remove();
  }
}

async function stopped(dev: { signal(name: "SIGTERM"): void; readonly exit: Promise<unknown> }): Promise<void> {
  dev.signal("SIGTERM");
  const asked = performance.now();
  await dev.exit;
  const seconds = (performance.now() - asked) / 1000;
  // A server that does not end by itself is ended after fifteen, and every restart waits for it.
  if (seconds > 12) throw new Error(`Cannot stop dev in 12 s with nobody connected: it took ${seconds.toFixed(1)} s`);
}
