/**
 * Checks what can be known of the pages without running them. What only their contracts can tell is checked by
 * `codegen/wire/check_contracts.ts`.
 */
import { browserExports } from "../../runtime/page/module.ts";
import { type Problem, sortProblems } from "../problem.ts";
import { hrefName } from "./href_name.ts";
import type { PagePart } from "./scan.ts";
import { similarName } from "../../runtime/wire/similar.ts";

/** All mistakes of routes, exports and contract calls, sorted. */
export function checkRoutes(parts: readonly PagePart[]): Problem[] {
  return sortProblems([
    ...checkUnique(parts),
    ...parts.flatMap(checkExports),
    ...parts.flatMap(checkContractCall),
    ...parts.flatMap(checkSpecial),
  ]);
}

const serverExports = ["contract", "load", "handlers", "checks", "authorize"];
const knownExports = [...browserExports, ...serverExports];

/** Exports, each with what makes no sense without it. */
const dependents = [
  ["update", "init"],
  ["reloaded", "update"],
  ["subscriptions", "update"],
  ["expected", "update"],
  ["checks", "handlers"],
] as const;

/** What other frameworks call Rally's exports. */
const synonyms: Readonly<Record<string, string>> = {
  action: "handlers",
  actions: "handlers",
  component: "view",
  default: "view",
  loader: "load",
  meta: "head",
  metadata: "head",
  page: "view",
  render: "view",
};

function checkUnique(parts: readonly PagePart[]): Problem[] {
  const pages = parts.filter((part) => part.kind === "page");
  const routes = repeats(pages, ({ path }) => path.replace(/:\w+/g, ":"));
  // Two pages of one route often share their id and their link as well: that is the same mistake.
  const told = new Set(routes.map(([part]) => part));
  const others = (found: [PagePart, PagePart][]) => found.filter(([part]) => !told.has(part));
  return [
    ...parts.filter(({ id }) => id === "topics").map((part) =>
      problemAt(part, {
        message: 'Id "topics": got a page for it, expected another name',
        hint: `Rename ${part.file}: generated/wire/topics.ts holds the codecs of app/topics.ts`,
      })
    ),
    ...routes.map(([part, first]) =>
      problemAt(part, {
        message: `Route "${part.path}": got a second page for the same paths, expected only ${first.file}`,
        hint: `Remove or rename ${part.file} or ${first.file}`,
      })
    ),
    ...others(repeats(parts, ({ id }) => id)).map(([part, first]) =>
      problemAt(part, {
        message: `Id "${part.id}": got a second file for it, expected only ${first.file}`,
        hint: "Rename one of the two: ids are file paths in which /, - and . become _ and brackets vanish",
      })
    ),
    ...others(repeats(pages, ({ id }) => hrefName(id))).filter(([part, first]) => part.id !== first.id).map((
      [part, first],
    ) =>
      problemAt(part, {
        message: `Link "href.${hrefName(part.id)}": got a second page for it, expected only ${first.file}`,
        hint: "Rename one of the two files: each _ before a letter makes it a capital",
      })
    ),
  ];
}

/** Each part whose key an earlier part has, with that part. */
function repeats(parts: readonly PagePart[], keyOf: (part: PagePart) => string): [PagePart, PagePart][] {
  return [...Map.groupBy(parts, keyOf).values()].flatMap(([first, ...others]) =>
    others.map((part): [PagePart, PagePart] => [part, first!])
  );
}

function checkExports(part: PagePart): Problem[] {
  const problems: Problem[] = [];
  const exported = new Map(part.exports.map((entry) => [entry.name, entry]));
  for (const entry of part.exports) {
    if (!knownExports.includes(entry.name)) {
      problems.push({ file: part.file, ...at(entry), ...unknownExport(entry.name) });
    }
  }
  if (!exported.has("view") && !exported.has("*")) {
    problems.push(problemAt(part, {
      message: "Exports of the file: got no view, expected one",
      hint: "Add `export function view(model: Model, send: Send<Msg>) { … }`; names beginning with _ are no pages",
    }));
  }
  for (const [name, needed] of dependents) {
    const entry = exported.get(name);
    if (!entry || exported.has(needed)) continue;
    problems.push({
      file: part.file,
      ...at(entry),
      message: `Export "${name}": got it without "${needed}", expected both`,
      hint: `Export ${needed}, or remove ${name}`,
    });
  }
  for (const name of ["load", "handlers"]) {
    const entry = exported.get(name);
    if (!entry || exported.has("contract")) continue;
    const member = name === "load" ? "data" : "actions";
    problems.push({
      file: part.file,
      ...at(entry),
      message: `Export "${name}": got it without a contract, expected a contract that declares "${member}"`,
      hint: `Add \`export const contract = ${calleeOf(part)}("${part.path}", { ${member}: … })\`, or remove ${name}`,
    });
  }
  return problems;
}

function unknownExport(name: string): { message: string; hint: string } {
  if (name === "*") {
    return {
      message: 'Exports of the file: got "export *", expected names',
      hint: "Name each export: the build must know which of them reach the browser",
    };
  }
  const meant = synonyms[name.toLowerCase()] ?? similarName(name, knownExports);
  return {
    message: `Export "${name}": got an unknown name, expected one of ${knownExports.join(", ")}`,
    hint: meant
      ? `Did you mean "${meant}"? What is not for Rally belongs into a file of its own`
      : "Drop the word export, or move it into a file of its own (beside the page, its name beginning with _)",
  };
}

function checkContractCall(part: PagePart): Problem[] {
  const entry = part.exports.find(({ name }) => name === "contract");
  if (!entry) return checkUndeclared(part);
  const { contractCall: call, file, path, kind } = part;
  const callee = calleeOf(part);
  const direct = `export const contract = ${callee}("${path}", { … })`;
  if (!call) {
    return [{
      file,
      ...at(entry),
      message: `Contract: got something else, expected a direct call of ${callee}(…) imported from "@rally/rally"`,
      hint: `Write \`${direct}\` at the top level: the build reads it from the source`,
    }];
  }
  if (call.callee !== callee) {
    return [{
      file,
      ...at(call),
      message: `Contract: got ${call.callee}(…) in a ${kind === "layout" ? "layout" : "page"}, expected ${callee}(…)`,
      hint: `Write \`${direct}\``,
    }];
  }
  if (call.path === path) return [];
  const got = call.path === undefined ? "an expression" : `"${call.path}"`;
  return [{
    file,
    ...call.pathPosition,
    message: `Path of the contract: got ${got}, expected "${path}" as the file's place says`,
    hint: `Write "${path}", or move the file`,
  }];
}

function checkUndeclared(part: PagePart): Problem[] {
  if (part.kind !== "page" || part.params.length === 0) return [];
  const params = part.params.map((name) => `${name}: ${plainSchema(part, name)}`).join(", ");
  return [problemAt(part, {
    message: `Parameters of "${part.path}": got no contract, expected one that declares ${part.params.join(", ")}`,
    hint: `Add \`export const contract = page("${part.path}", { params: { ${params} } })\``,
  })];
}

/** What the page of a failure declares or exports and nobody would ever call. */
function checkSpecial({ kind, file, exports, contractCall }: PagePart): Problem[] {
  if (kind === "page" || kind === "layout") return [];
  const hint = `Remove it: ${kind}.tsx is shown with an ErrorInfo for its data, and with nothing of an address`;
  const exported = exports.filter(({ name }) => ["load", "handlers", "checks", "authorize"].includes(name)).map((
    entry,
  ) => ({
    file,
    ...at(entry),
    message: `Export "${entry.name}": got it in ${kind}.tsx, expected it in a page or a layout`,
    hint,
  }));
  const members = ["params", "query", "data", "actions"].flatMap((name) => {
    const position = contractCall?.members[name];
    return position
      ? [{ file, ...at(position), message: `Contract: got "${name}" in ${kind}.tsx, expected only a mode`, hint }]
      : [];
  });
  return [...exported, ...members];
}

/** The widest schema of a parameter. */
export function plainSchema({ path }: PagePart, name: string): string {
  return path.includes(`:${name}*`) ? "z.array(z.string())" : "z.string()";
}

function calleeOf({ kind }: PagePart): "page" | "layout" {
  return kind === "layout" ? "layout" : "page";
}

function at({ line, column }: { line: number; column: number }): { line: number; column: number } {
  return { line, column };
}

function problemAt(part: PagePart, text: { message: string; hint: string }): Problem {
  return { file: part.file, line: 1, column: 1, ...text };
}
