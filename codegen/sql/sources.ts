/**
 * Turns a FROM clause into the sources that column names are looked up in. A side of an outer join may be a row of
 * NULLs; the conditions of ON and USING say something of the rows where it is not.
 */
import type { Absence, Place, Relation, Scope, Source, SourceColumn } from "./analysis.ts";
import type { Expression, From } from "./ast.ts";
import { columnOf } from "./resolve.ts";
import type { Table } from "./schema.ts";
import { columnsOfFunction } from "./table_functions.ts";
import { certain, INTEGER, join, unknown } from "./sql_type.ts";
import { inferView } from "./view.ts";
import { conjuncts } from "./walk.ts";

/** What a FROM clause brings. */
export interface Joined {
  readonly sources: readonly Source[];
  /** Expressions of ON and of arguments, to be inferred once all sources are in scope. */
  readonly conditions: readonly Expression[];
  readonly args: readonly Expression[];
  /** What holds between rows of the sources. */
  readonly facts: readonly Fact[];
}

/** A condition that rows of the sources fulfil. */
export interface Fact {
  readonly condition: Expression;
  /** It says nothing of rows for which one of these outer joins has found no partner. */
  readonly unless: readonly Absence[];
}

/** Reads a FROM clause. CTEs, subqueries and views in it are inferred here. */
export function joinSources(from: From, scope: Scope): Joined {
  if (from.kind !== "join") {
    const args = from.kind === "table" ? from.args ?? [] : [];
    return { sources: [sourceOf(from, scope)], conditions: [], args, facts: [] };
  }
  const { type, on } = from;
  const left = joinSources(from.left, scope);
  const right = joinSources(from.right, scope);
  const names = from.natural ? commonNames(left.sources, right.sources) : from.using.map((name) => name.toLowerCase());
  for (const name of names) for (const side of [left, right]) noteMerged(name, side.sources, scope);
  // FULL is both: each side may be without the other.
  const leftMayMiss = type === "right" || type === "full" ? [absence(right.sources)] : [];
  const rightMayMiss = type === "left" || type === "full" ? [absence(left.sources)] : [];
  const leftSources = left.sources.map((source) => mayMiss(source, leftMayMiss));
  const rightSources = right.sources.map((source) => mergeColumns(source, names));
  const using = names.map((name) => equality(name, left.sources, right.sources)).filter((one) => one !== undefined);
  const own = [...conjuncts(on), ...using].map((condition) => ({ condition, unless: [] }));
  return {
    sources: [
      ...shareColumns(leftSources, sharedPlaces(names, { left: left.sources, right: right.sources, type })),
      ...rightSources.map((source) => mayMiss(source, rightMayMiss)),
    ],
    conditions: [...left.conditions, ...right.conditions, ...(on ? [on] : [])],
    args: [...left.args, ...right.args],
    facts: [
      ...limit(left.facts, leftMayMiss),
      ...limit(right.facts, rightMayMiss),
      ...limit(own, [...leftMayMiss, ...rightMayMiss]),
    ],
  };
}

function noteMerged(name: string, sources: readonly Source[], { analysis }: Scope): void {
  for (const source of sources) {
    for (const { name: own, inferred } of source.columns) {
      if (own.toLowerCase() === name) analysis.merged.add(inferred.origin);
    }
  }
}

function absence(others: readonly Source[]): Absence {
  return { decidedBy: others.map(({ id }) => id) };
}

function limit(facts: readonly Fact[], unless: readonly Absence[]): Fact[] {
  return facts.map((fact) => ({ ...fact, unless: [...fact.unless, ...unless] }));
}

function mayMiss(source: Source, added: readonly Absence[]): Source {
  const columns = source.columns.map((column) => {
    const { shared } = column;
    return shared ? { ...column, shared: { ...shared, absences: [...shared.absences, ...added] } } : column;
  });
  return { ...source, columns, absences: [...source.absences, ...added] };
}

/** A table as the target of a write, with every column in sight. */
export function tableSource(table: Table, alias: string | undefined): Source {
  return {
    id: Symbol(table.name),
    name: (alias ?? table.name).toLowerCase(),
    columns: table.columns.map((column) => ({
      name: column.name,
      inferred: {
        type: column.type,
        nullable: column.nullable,
        origin: { table: table.name, column: column.name },
      },
      absences: [],
      hidden: column.hidden,
      merged: false,
      collation: column.collation,
    })),
    rowid: table.hasRowid ? certain(INTEGER) : undefined,
    absences: [],
    onlyQualified: false,
    keys: table.keys,
    atMostOneRow: false,
  };
}

function sourceOf(from: Exclude<From, { kind: "join" }>, scope: Scope): Source {
  const { analysis } = scope;
  if (from.kind === "select") {
    return relationSource(analysis.inferSelect(from.select, scope), from.alias);
  }
  const name = from.name.toLowerCase();
  const alias = from.alias ?? from.name;
  const cte = from.args === undefined && !from.isQualified ? scope.ctes.get(name) : undefined;
  if (cte !== undefined) return relationSource(cte(), alias);
  const table = analysis.schema.tables.get(name);
  if (table !== undefined && from.args === undefined) return tableSource(table, alias);
  const view = analysis.schema.views.get(name);
  if (view !== undefined) return relationSource(inferView(view, analysis), alias);
  const others = unknown(
    from.args === undefined
      ? `it comes from ${from.name}, which is none of the tables of the app`
      : `it comes from the table-valued function ${from.name}()`,
  );
  return { ...relationSource({ columns: columnsOfFunction(from.name), rows: "many" }, alias), others };
}

function relationSource(relation: Relation, alias: string | undefined): Source {
  // A CTE that is named twice has two rows: what one of them proves says nothing of the other.
  const own = new Map<Absence, Absence>();
  const renew = (absence: Absence) => {
    const renewed = own.get(absence) ?? { decidedBy: [] };
    own.set(absence, renewed);
    return renewed;
  };
  return {
    id: Symbol(alias),
    name: alias?.toLowerCase(),
    columns: relation.columns.map(({ name, typed: { type, nullable, origin, outer } }): SourceColumn => ({
      name,
      // Whatever parameters it still has are typed inside of it, or not at all.
      inferred: { type, nullable: outer?.nullable ?? nullable, origin },
      absences: outer?.absences.map(renew) ?? [],
      hidden: false,
      merged: false,
      // Whatever the column inside has; no key is ever compared with it.
      collation: "UNKNOWN",
    })),
    absences: [],
    onlyQualified: false,
    keys: [],
    atMostOneRow: relation.rows !== "many",
  };
}

function mergeColumns(source: Source, names: readonly string[]): Source {
  if (names.length === 0) return source;
  const columns = source.columns.map((column) => ({
    ...column,
    merged: column.merged || names.includes(column.name.toLowerCase()),
  }));
  return { ...source, columns };
}

function commonNames(left: readonly Source[], right: readonly Source[]): string[] {
  const names = (sources: readonly Source[]) =>
    new Set(
      sources.flatMap((source) => source.columns.filter(({ hidden }) => !hidden)).map(({ name }) => name.toLowerCase()),
    );
  return [...names(left).intersection(names(right))];
}

/** The condition that USING or NATURAL stands for; none where a name stands for columns of two tables already. */
function equality(name: string, left: readonly Source[], right: readonly Source[]): Expression | undefined {
  const [first, second] = [left, right].map((sources): Expression | undefined => {
    const source = sources.find((one) => columnOf(one, { column: name }) !== undefined);
    const isShared = source?.columns.some((column) => column.shared && column.name.toLowerCase() === name);
    if (source?.name === undefined || isShared) return undefined;
    return { kind: "column", table: source.name, column: name, start: 0, end: 0 };
  });
  if (first === undefined || second === undefined) return undefined;
  return { kind: "binary", operator: "=", left: first, right: second, start: 0, end: 0 };
}

/**
 * SQLite's own rule: the bare name of a column of USING is the left column, behind RIGHT JOIN the right one, behind FULL
 * JOIN the one of the two that is there.
 */
function sharedPlaces(names: readonly string[], sides: Sides): ReadonlyMap<string, Place | undefined> {
  if (sides.type !== "right" && sides.type !== "full") return new Map();
  return new Map(names.map((name) => [name, sharedPlace(name, sides)]));
}

function shareColumns(sources: readonly Source[], places: ReadonlyMap<string, Place | undefined>): Source[] {
  return sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => {
      const shared = places.get(column.name.toLowerCase());
      return shared === undefined || column.merged ? column : { ...column, shared };
    }),
  }));
}

interface Sides {
  readonly left: readonly Source[];
  readonly right: readonly Source[];
  readonly type: Extract<From, { kind: "join" }>["type"];
}

function sharedPlace(name: string, { left, right, type }: Sides): Place | undefined {
  const [first, second] = [left, right].map((sources) => {
    for (const source of sources) {
      const found = columnOf(source, { column: name });
      if (found !== undefined) return found.place;
    }
  });
  if (first === undefined || second === undefined || type === "right") return second;
  // One of the two rows is there, and a column of it may be NULL for reasons of its own.
  const { type: joined, nullable } = join([first, second].map(({ known, absences }) => ({
    ...known,
    nullable: known.nullable || absences.length > 0,
  })));
  return { known: { type: joined, nullable }, absences: [] };
}
