/**
 * Checks a contract against the file that declares it: what it names must be exported, and the other way round.
 */
import type { Problem } from "../problem.ts";
import type { Position } from "../routes/parse_page.ts";
import type { PagePart } from "../routes/scan.ts";
import { plainSchema } from "../routes/check.ts";
import { similarName } from "../../runtime/wire/similar.ts";
import type { ReadContract } from "./read_contract.ts";

/** The mistakes of one contract. A part without a contract has none here: `checkRoutes` speaks of those. */
export function checkContract(part: PagePart, contract: ReadContract): Problem[] {
  if (!part.contractCall) return [];
  return [
    ...checkMode(part, contract),
    ...checkParams(part, contract),
    ...checkData(part, contract),
    ...checkActions(part, contract),
  ];
}

const modes = ["static", "client", "live"];

function checkMode(part: PagePart, { declaredMode }: ReadContract): Problem[] {
  if (declaredMode !== undefined && !modes.includes(declaredMode)) {
    const meant = similarName(String(declaredMode), modes);
    return [problemAt(part, "mode", {
      message: `Mode: got ${JSON.stringify(declaredMode)}, expected ${listOf(modes)}`,
      hint: meant ? `Did you mean "${meant}"?` : "Leave it out for static, or client when the page has an update",
    })];
  }
  return [];
}

function checkParams(part: PagePart, { link, params }: ReadContract): Problem[] {
  const declared = params?.root.type === "object" ? params.root.fields.map(({ name }) => name) : [];
  const inQuery = link.query.map(({ name }) => name);
  const unknown = declared.filter((name) => !part.params.includes(name)).map((name) => {
    const meant = similarName(name, part.params);
    return problemAt(part, `params.${name}`, {
      message: `Parameter "${name}": got a name that "${part.path}" does not have, expected ${listOf(part.params)}`,
      hint: meant ? `Did you mean "${meant}"?` : "Rename the file to [" + name + "].tsx, or declare it under query",
    });
  });
  // A layout may leave to its pages what it does not use itself.
  const missing = part.kind !== "page" ? [] : part.params.filter((name) => !declared.includes(name));
  return [
    ...unknown,
    ...missing.map((name) =>
      problemAt(part, "params", {
        message: `Parameter "${name}": got it in the path "${part.path}" only, expected it under params too`,
        hint: inQuery.includes(name)
          ? `Move ${name} from query to params`
          : `Add \`params: { ${name}: ${plainSchema(part, name)} }\` to the contract, or another schema`,
      })
    ),
  ];
}

function checkData(part: PagePart, { data }: ReadContract): Problem[] {
  const load = exportOf(part, "load");
  if (data && !load) {
    return [problemAt(part, "data", {
      message: 'Contract: got "data" without an export "load", expected both',
      hint: "Add `export const load: Load<typeof contract> = ({ db }) => …`, or remove data",
    })];
  }
  if (data || !load) return [];
  return [{
    file: part.file,
    ...place(load),
    message: 'Export "load": got it without "data" in the contract, expected both',
    hint: "Declare what load gives as `data: z.object({ … })`; nothing else reaches the page",
  }];
}

function checkActions(part: PagePart, { actions, handlers, checks }: ReadContract): Problem[] {
  const names = actions.map(({ name }) => name);
  const entry = exportOf(part, "handlers");
  if (!entry) {
    return names.length === 0 ? [] : [problemAt(part, "actions", {
      message: 'Contract: got "actions" without an export "handlers", expected both',
      hint: `Add \`export const handlers: Handlers<typeof contract> = { ${
        names.map((name) => `${name}() { … }`).join(", ")
      } }\``,
    })];
  }
  const position = { file: part.file, ...place(entry) };
  if (names.length === 0) {
    return [{
      ...position,
      message: 'Export "handlers": got it without "actions" in the contract, expected both',
      hint: "Declare each handler's action as `name: action(input, output)`",
    }];
  }
  const missing = names.filter((name) => !handlers?.includes(name)).map((name) => ({
    ...problemAt(part, `actions.${name}`, {
      message: `Action "${name}": got no handler, expected one`,
      hint: `Add ${name} to handlers`,
    }),
  }));
  const unknown = (handlers ?? []).filter((name) => !names.includes(name)).map((name) => ({
    ...position,
    message: `Handler "${name}": got no action of this name, expected one of ${listOf(names)}`,
    hint: `Declare ${name} under actions in the contract, or remove the handler`,
  }));
  const unasked = checks.filter((name) => !names.includes(name)).map((name) => ({
    file: part.file,
    ...place(exportOf(part, "checks") ?? entry),
    message: `Check "${name}": got no action of this name, expected one of ${listOf(names)}`,
    hint: `Declare ${name} under actions in the contract, or remove the check`,
  }));
  return [...missing, ...unknown, ...unasked];
}

function exportOf(part: PagePart, name: string): Position | undefined {
  return part.exports.find((entry) => entry.name === name);
}

/** At a member of the contract call when it is written there, else at the call. */
function problemAt(part: PagePart, member: string, text: { message: string; hint: string }): Problem {
  const call = part.contractCall!;
  return { file: part.file, ...place(call.members[member] ?? call), ...text };
}

function place({ line, column }: Position): Position {
  return { line, column };
}

function listOf(names: readonly string[]): string {
  return names.length ? names.join(", ") : "none";
}
