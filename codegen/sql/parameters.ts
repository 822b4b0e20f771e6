/**
 * Decides the type of each parameter from all the places it stands in. `analyze.ts` calls it after every pass, and once
 * more for the problems.
 */
import type { Evidence, Nulls, Parameter, Refusal, Use } from "./analysis.ts";
import { isTextual, meetTypes, printType, type SqlType } from "./sql_type.ts";

/** The parameters whose type is known, by name, in the order of their first places. */
export function resolveParameters(uses: readonly Use[]): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, own] of byName(uses)) {
    const type = strongest(own).map((evidence) => evidence.type).reduce<SqlType | undefined>(
      (left, right) => left && meetTypes(left, right),
      strongest(own)[0]?.type,
    );
    const isList = own.some((use) => use.isList);
    const place = strongest(own)[0]?.place ?? "";
    if (type !== undefined) parameters.set(name, { type, nullable: !isList && isNullable(own), isList, place });
  }
  return parameters;
}

/** Why parameters cannot be typed: nothing says their type, or two places contradict each other. */
export function checkParameters(uses: readonly Use[]): Refusal[] {
  return [...byName(uses)].flatMap(([name, own]) => [
    ...checkType(name, own),
    ...checkNulls(name, own),
    ...checkList(name, own),
  ]);
}

function checkType(name: string, uses: readonly Use[]): Refusal[] {
  const [first, ...others] = strongest(uses);
  if (first === undefined) {
    return [{
      ...spanOf(uses[0]),
      message: `Cannot prove the type of the parameter ":${name}": nothing beside it has a type`,
      hint: uses.some((use) => use.isList)
        ? `Convert what it is compared with: CAST(… AS INTEGER) IN :${name}, or AS TEXT or REAL`
        : `Write CAST(:${name} AS INTEGER), or AS TEXT, REAL or BLOB`,
    }];
  }
  let type: SqlType = first.type;
  for (const { evidence, use } of others.map((evidence) => ({ evidence, use: useOf(evidence, uses) }))) {
    const met = meetTypes(type, evidence.type);
    if (met === undefined) {
      return [{
        ...spanOf(use),
        message: `The parameter ":${name}" is used as two types: ${printType(type)} ${first.place}, and ` +
          `${printType(evidence.type)} ${evidence.place}`,
        hint: `Use two parameters, or convert it here: CAST(:${name} AS ${nameForCast(evidence.type)})`,
      }];
    }
    type = met;
  }
  return [];
}

/** CAST knows no dates: they are texts. */
function nameForCast(type: SqlType): string {
  return isTextual(type) ? "TEXT" : type.kind.toUpperCase();
}

function checkNulls(name: string, uses: readonly Use[]): Refusal[] {
  const refused = uses.find((use) => use.nulls === "refused");
  if (refused === undefined || !uses.some((use) => use.nulls === "tested")) return [];
  const place = refused.evidence.find(({ strength }) => strength === "context")?.place ?? "stored in a column";
  return [{
    ...spanOf(refused),
    message: `The parameter ":${name}" is tested for NULL in one place, and ${place} in another, which takes no NULL`,
    hint: `Give the value for NULL where it is stored: coalesce(:${name}, …)`,
  }];
}

function checkList(name: string, uses: readonly Use[]): Refusal[] {
  const list = uses.find((use) => use.isList);
  if (list === undefined) return [];
  const value = uses.find((use) => !use.isList);
  if (value !== undefined) {
    const message = `The parameter ":${name}" is a list in one place and a value in another`;
    return [{ ...spanOf(value), message, hint: "Use two parameters; a boolean one can turn the filter off" }];
  }
  if (strongest(uses)[0]?.type.kind !== "blob") return [];
  const message = `Cannot take the list ":${name}": it would hold BLOBs`;
  return [{ ...spanOf(list), message, hint: `Take hexadecimal texts: hex(column) IN :${name}` }];
}

/** The evidence that counts: what columns say, else what CASTs say, else hints. */
function strongest(uses: readonly Use[]): Evidence[] {
  const all = uses.flatMap((use) => use.evidence).filter(({ type }) => type.kind !== "unknown" && type.kind !== "null");
  for (const strength of ["context", "cast", "hint"]) {
    const found = all.filter((evidence) => evidence.strength === strength);
    if (found.length > 0) return found;
  }
  return [];
}

/** NULL is taken when some place asks for it, or when it is only stored where NULL may be. */
function isNullable(uses: readonly Use[]): boolean {
  const has = (nulls: Nulls) => uses.some((use) => use.nulls === nulls);
  return has("tested") || (has("stored") && !has("plain") && !has("refused"));
}

function byName(uses: readonly Use[]): Map<string, Use[]> {
  return Map.groupBy(uses, (use) => use.name);
}

function useOf(evidence: Evidence, uses: readonly Use[]): Use {
  return uses.find((use) => use.evidence.includes(evidence)) ?? uses[0];
}

function spanOf({ start, end }: Use): { start: number; end: number } {
  return { start, end };
}
