/**
 * What `dev` does about a change: new code for the open pages at once where that is enough, everything anew otherwise;
 * and what it tells the pages about problems.
 *
 * @module
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundler, createBundler } from "../../codegen/bundle/bundle_browser.ts";
import { type Problem, sortProblems } from "../../codegen/problem.ts";
import { printFrame } from "../../runtime/wire/dev/code_frame.ts";
import type { FromServer, ProblemKind, ToServer, UpdatedPart } from "../../runtime/wire/dev/dev_messages.ts";
import { createAppGenerator, type GeneratedApp } from "../app/generate_app.ts";
import { printProblems } from "../app/problems.ts";
import type { Terminal } from "../core/terminal.ts";
import { buildForDev, devBundle } from "./build_for_dev.ts";
import type { Outcome } from "./dev_loop.ts";
import { type Editor, openEditor } from "./editor.ts";
import { createPageFiles, type PageChange } from "./page_files.ts";
import { frameAt, shownProblems } from "./shown_problems.ts";
import { createTypeCheck } from "./type_check.ts";

/** What a session works on. */
export interface SessionOptions {
  readonly root: string;
  /** The file of the database. */
  readonly database: string;
  readonly terminal: Terminal;
  readonly editor: Editor;
}

/** One run of `dev`. */
export interface DevSession {
  /** Brings everything up to date; without paths for the first time. */
  build(paths?: readonly string[]): Promise<Outcome>;
  /** Brings generated code and the whole bundle up to date after changes that open pages have taken over already. */
  settle(): Promise<Outcome>;
  /** Writes what a page needs that says what is wrong; `false` when not even that can be built. */
  buildWaiting(): Promise<boolean>;
  /** A server was started: from now on it is told everything. */
  connect(send: (message: ToServer) => void): void;
  /** The server, or a page that it serves, says something. */
  received(message: FromServer): void;
  close(): Promise<void>;
}

/** More than anybody waits for at once. */
const maxParts = 16;

/** Starts a session. */
export function createDevSession({ root, database, terminal, editor }: SessionOptions): DevSession {
  const generator = createAppGenerator(root);
  const bundler: Bundler = createBundler();
  const files = createPageFiles(root);
  const types = createTypeCheck(root, typesChecked);
  // Names that no earlier session has used: browsers keep scripts for ever.
  const session = Date.now().toString(36);
  const told = new Map<ProblemKind, ToServer>();
  let send: (message: ToServer) => void = () => {};
  let app: GeneratedApp | undefined;
  let restarts = 0;
  let revision = 0;
  // The updates that the bundle on the disk holds.
  let bundled = 0;
  let unsettled = false;
  let showing: readonly string[] = [];
  let lastTypes = "";
  let replaced = Promise.withResolvers<string | null>();
  // Kept over builds with problems: what they have left undone must be done by the next one that has none.
  let mustRestart = true;

  rmSync(join(root, ".rally", "assets"), { recursive: true, force: true });

  function tell(kind: ProblemKind, title: string, problems: readonly Problem[]): void {
    const message = ["problems", kind, shownProblems(root, title, problems)] as const;
    told.set(kind, message);
    send(message);
  }

  /** The first problem with the lines around it, then the others. */
  function print(problems: readonly Problem[]): void {
    const [first, ...others] = sortProblems(problems);
    if (!first) return;
    printProblems(terminal, [first]);
    terminal.writeError(printFrame(frameAt(root, first)));
    printProblems(terminal, others);
  }

  function typesChecked(problems: readonly Problem[]): void {
    tell("types", "Type error", problems);
    const text = JSON.stringify(problems);
    if (text === lastTypes) return;
    lastTypes = text;
    if (problems.length === 0) return terminal.write(`${terminal.paint("green", "✓")} No type errors\n`);
    const count = problems.length === 1 ? "1 type error" : `${problems.length} type errors`;
    print(problems.slice(0, 3));
    terminal.writeError(`${terminal.paint("yellow", count)}; the app runs meanwhile\n`);
  }

  async function buildAll(): Promise<Outcome> {
    unsettled = false;
    let restart = true;
    // What is written while the build runs is another change, which comes after it.
    const included = revision;
    const result = await buildForDev({
      root,
      database,
      generator,
      bundler,
      build(generated) {
        restart = mustRestart || app === undefined || generated.changed.length > 0;
        if (restart) restarts += 1;
        return `${session}-${restarts}`;
      },
    });
    if (!result.ok) {
      print(result.problems);
      tell("build", "The app cannot be built", result.problems);
      return "refused";
    }
    app = result.app;
    mustRestart = false;
    bundled = included;
    files.remember({ parts: app.bundleParts, modules: result.modules, sources: app.sources });
    tell("build", "", []);
    types.start();
    generator.prepare();
    if (!restart) send(["settled", bundled]);
    return restart ? "restart" : "taken";
  }

  /** Gives open pages their new code. `false` when the code has problems. */
  async function update({ files: changed, parts }: PageChange): Promise<boolean> {
    const updated: UpdatedPart[] = [];
    // While pages are loaded again nobody knows yet what they will show.
    const wanted = showing.length === 0 ? parts.slice(0, maxParts) : parts.filter(({ id }) => showing.includes(id));
    for (const { id, verdict } of wanted) {
      const update = await bundler.updatePart(id);
      if (update.problems.length > 0 || !("code" in update)) {
        tell("build", "The app cannot be built", update.problems);
        return false;
      }
      updated.push({ id, verdict, url: writeUpdate(id, update) });
    }
    tell("build", "", []);
    if (updated.length > 0) send(["update", updated, ++revision]);
    replaced = Promise.withResolvers();
    send(["replace", changed, parts]);
    return true;
  }

  function writeUpdate(id: string, { code, map }: { readonly code: string; readonly map: string }): string {
    const name = `${id}-${session}-${revision + 1}.js`;
    const folder = join(root, ".rally", "assets");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.map`), map);
    writeFileSync(join(folder, name), `${code}//# sourceMappingURL=${name}.map\n`);
    return `/_rally/assets/${name}`;
  }

  return {
    async build(paths) {
      if (!paths) return await buildAll();
      types.stop();
      if (paths.every((path) => path.startsWith("static/"))) {
        send(["styles", paths]);
        return "taken";
      }
      const code = paths.filter((path) => !/_test\.tsx?$/.test(path));
      if (code.length === 0) {
        unsettled = true;
        return "taken";
      }
      const change = app && files.changed(code);
      if (change && await update(change)) {
        unsettled = true;
        return "taken";
      }
      mustRestart ||= !change;
      return await buildAll();
    },
    async settle() {
      if (!unsettled) return "taken";
      // What could not be imported into the running process is imported by a new one.
      if (await replaced.promise !== null) mustRestart = true;
      return await buildAll();
    },
    async buildWaiting() {
      // Only a new process can take the place of the one that waits, and what it serves holds no part of the app.
      app = undefined;
      const { manifest } = await bundler.build({ ...devBundle, root, parts: [], topicCodecs: false });
      return manifest !== undefined;
    },
    connect(given) {
      send = given;
      showing = [];
      // A new process has imported what the files hold now.
      replaced.resolve(null);
      send(["settled", bundled]);
      send(["editor", editor.type === "link" ? editor.link : null]);
      for (const message of told.values()) send(message);
    },
    received(message) {
      switch (message[0]) {
        case "showing":
          showing = message[1];
          return;
        case "open":
          return openEditor(root, editor, { file: message[1], line: message[2], column: message[3] });
        case "replaced":
          return replaced.resolve(message[1]);
      }
    },
    async close() {
      types.stop();
      generator.close();
      await bundler.dispose();
    },
  };
}
