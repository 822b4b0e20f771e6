/**
 * `rally generate KIND NAME`: writes the first version of a page, a layout, a topic, a migration or a whole table.
 *
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mode } from "../runtime/page/contract.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { generateApp } from "./app/generate_app.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";
import { didYouMean } from "./core/did_you_mean.ts";
import { generateCrud } from "./generate/crud.ts";
import { parseFields } from "./generate/fields.ts";
import { showChange } from "./generate/line_diff.ts";
import { generateMigration, migrationsFolder } from "./generate/migration.ts";
import { singular } from "./generate/names.ts";
import { generateLayout, generatePage } from "./generate/page.ts";
import { type Change, changesOf, type Proposal } from "./generate/proposal.ts";
import { generateTopic } from "./generate/topic.ts";
import { terminalPrompter } from "./scaffold/questions.ts";

const kinds = ["page", "layout", "topic", "migration", "crud"];

/** The command. */
export const generate: Command = defineCommand({
  name: "generate",
  operands: ["KIND", "NAME"],
  options: {
    mode: {
      type: "text",
      value: "MODE",
      choices: ["static", "client", "live"],
      about: "Where the loop of a page runs: static, client or live (default: client)",
    },
    fields: {
      type: "text",
      value: "LIST",
      about: "Columns of a migration or crud: title,pages:int,price:real,read:bool",
    },
    one: { type: "text", value: "NAME", about: "One row of a crud, where the rules of English do not tell" },
    yes: { type: "flag", about: "Write without asking" },
  },
  about: `Write the first version of something, with its tests, and generate its code:
a page or a layout by its path, a topic by its pattern, a migration by its name,
or a table with migration, queries and pages (crud).

Every file is shown before it is written. A file that somebody has changed is
never overwritten, and what is there already is left alone.`,
  examples: [
    "rally generate page games/[id] --mode live",
    "rally generate layout admin",
    "rally generate topic book/:id",
    "rally generate migration add_pages_to_books --fields pages:int",
    "rally generate crud books --fields title,pages:int,read:bool",
  ],
  async run({ terminal, options, operands: [kind, name], directory: root }) {
    checkAppFolder(root);
    const read = (path: string) => readText(root, path);
    const changes = changesOf(proposalsOf(root, kind, name, options), read);
    if (changes.length === 0) {
      terminal.write(`${terminal.paint("green", "✓")} Everything is there already\n`);
      return 0;
    }
    for (const change of changes) terminal.write(`${showChange(change)}\n`);
    if (!options.yes && !(terminal.interactive && await isWanted(changes.length))) {
      throw failed("Nothing was written", "Run it again with --yes to write what is shown above");
    }
    for (const { path, after } of changes) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), after);
    }
    const app = await generateApp(root, { write: true });
    if (app.problems.length > 0) throw problemsFailure(terminal, app.problems);
    for (const path of [...changes.map((change: Change) => change.path), ...app.changed]) {
      terminal.write(`wrote ${path}\n`);
    }
    return 0;
  },
});

interface GivenOptions {
  readonly mode: string | undefined;
  readonly fields: string | undefined;
  readonly one: string | undefined;
}

function proposalsOf(
  root: string,
  kind: string | undefined,
  name: string | undefined,
  { mode = "client", fields, one }: GivenOptions,
): Proposal[] {
  if (kind === undefined || !kinds.includes(kind)) throw unknownKind(kind);
  if (!name) throw usage(`Command "generate ${kind}" needs a name: got nothing`, `Write rally generate ${kind} NAME`);
  switch (kind) {
    case "page":
      return generatePage(name, mode as Mode);
    case "layout":
      return generateLayout(name);
    case "topic":
      return [generateTopic(name, readText(root, "app/topics.ts"))];
    case "migration":
      return [generateMigration(name, parseFields(fields), migrationNames(root))];
    default:
      return generateCrud(
        { many: name, one: one ?? singular(name), fields: parseFields(fields) },
        migrationNames(root),
      );
  }
}

function unknownKind(kind: string | undefined) {
  const near = kind && didYouMean(kind, kinds);
  return usage(
    `Command "generate" does not know what to write: got ${kind ? `"${kind}"` : "nothing"}, expected ${
      kinds.join(", ")
    }`,
    near ? `Did you mean rally generate ${near}?` : "rally generate --help shows one of each",
  );
}

async function isWanted(count: number): Promise<boolean> {
  const prompter = await terminalPrompter();
  return await prompter.confirm(`Write ${count === 1 ? "this file" : `these ${count} files`}?`) ?? false;
}

function readText(root: string, path: string): string | undefined {
  const file = join(root, path);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : undefined;
}

function migrationNames(root: string): string[] {
  const folder = join(root, migrationsFolder);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];
}
