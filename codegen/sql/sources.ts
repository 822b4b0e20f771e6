/**
 * Turns a FROM clause into the sources that column names are looked up in. The right side of a LEFT JOIN may be a row
 * of NULLs; RIGHT and FULL joins are refused for now.
 */
import type { Analysis, Relation, Scope, Source, SourceColumn } from "./analysis.ts";
import type { Expression, From } from "./ast.ts";
import type { Table } from "./schema.ts";
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
  /** The ON of a LEFT JOIN says something of these sources (by name) only; of all, when absent. */
  readonly about?: ReadonlySet<string | undefined>;
}

/** Reads a FROM clause. CTEs, subqueries and views in it are inferred here. */
export function joinSources(from: From, scope: Scope): Joined {
  if (from.kind !== "join") {
    const args = from.kind === "table" ? from.args ?? [] : [];
    return { sources: [sourceOf(from, scope)], conditions: [], args, facts: [] };
  }
  if (from.type === "right" || from.type === "full") refuseJoin(from, scope.analysis);
  const left = joinSources(from.left, scope);
  const right = joinSources(from.right, scope);
  const names = from.natural ? commonNames(left.sources, right.sources) : from.using.map((name) => name.toLowerCase());
  const outer = from.type !== "inner";
  const rightSources = right.sources.map((source) => mergeColumns(outer ? nullable(source) : source, names));
  const about = outer ? new Set(rightSources.map((source) => source.name)) : undefined;
  const on = conjuncts(from.on);
  const using = names.map((name) => equality(name, left.sources, right.sources)).filter((one) => one !== undefined);
  const own = [...on, ...using].map((condition) => ({ condition, about }));
  // Conditions inside of an outer side hold for its own sources only.
  const inner = right.facts.map((fact) => outer ? { ...fact, about: fact.about ?? about } : fact);
  return {
    sources: [...left.sources, ...rightSources],
    conditions: [...left.conditions, ...right.conditions, ...(from.on ? [from.on] : [])],
    args: [...left.args, ...right.args],
    facts: [...left.facts, ...inner, ...own],
  };
}

/** A table as the target of a write, with every column in sight. */
export function tableSource(table: Table, alias: string | undefined): Source {
  return {
    name: (alias ?? table.name).toLowerCase(),
    columns: table.columns.map((column) => ({
      name: column.name,
      inferred: {
        type: column.type,
        nullable: column.nullable,
        origin: { table: table.name, column: column.name },
      },
      hidden: column.hidden,
      merged: false,
      collation: column.collation,
    })),
    hasRowid: table.hasRowid,
    outer: false,
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
  const cte = from.args === undefined ? scope.ctes.get(name) : undefined;
  if (cte !== undefined) return relationSource(cte(), alias);
  const table = analysis.schema.tables.get(name);
  if (table !== undefined && from.args === undefined) return tableSource(table, from.alias);
  const view = analysis.schema.views.get(name);
  if (view !== undefined) return relationSource(inferView(view, analysis), alias);
  const openReason = `it comes from the table-valued function ${from.name}()`;
  return { ...relationSource({ columns: [], rows: "many" }, alias), openReason };
}

function relationSource(relation: Relation, alias: string | undefined): Source {
  return {
    name: alias?.toLowerCase(),
    columns: relation.columns.map(({ name, typed: { type, nullable, origin } }): SourceColumn => ({
      name,
      // Whatever parameters it still has are typed inside of it, or not at all.
      inferred: { type, nullable, origin },
      hidden: false,
      merged: false,
      // Whatever the column inside has; no key is ever compared with it.
      collation: "UNKNOWN",
    })),
    hasRowid: false,
    outer: false,
    onlyQualified: false,
    keys: [],
    atMostOneRow: relation.rows !== "many",
  };
}

function nullable(source: Source): Source {
  const columns = source.columns.map((column) => ({ ...column, inferred: { ...column.inferred, nullable: true } }));
  return { ...source, columns, outer: true };
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

/** The condition that USING or NATURAL stands for. */
function equality(name: string, left: readonly Source[], right: readonly Source[]): Expression | undefined {
  const sides = [left, right].map((sources) =>
    sources.find((source) => source.columns.some((column) => column.name.toLowerCase() === name))
  );
  const [first, second] = sides.map((source): Expression | undefined =>
    source?.name && { kind: "column", table: source.name, column: name, start: 0, end: 0 } || undefined
  );
  if (first === undefined || second === undefined) return undefined;
  return { kind: "binary", operator: "=", left: first, right: second, start: 0, end: 0 };
}

function refuseJoin({ start, end, type }: Extract<From, { kind: "join" }>, analysis: Analysis): void {
  const word = type.toUpperCase();
  analysis.refusals.push({
    start,
    end,
    message: `Cannot prove which columns may be NULL: Rally does not type ${word} JOIN`,
    hint: type === "right"
      ? "Write it as a LEFT JOIN with the two tables exchanged"
      : "Write it as a LEFT JOIN and a second SELECT for the unmatched rows, joined by UNION ALL",
  });
}
