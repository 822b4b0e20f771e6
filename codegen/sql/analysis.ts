/**
 * The data that the analysis of one statement passes around: what names mean where (scopes), what selects give
 * (relations), and how parameters are used. It holds no logic but the reading and writing of these.
 */
import type { Call, Expression, Select, Span, Window } from "./ast.ts";
import type { KeyPart, Schema } from "./schema.ts";
import { type Inferred, isNumeric, type SqlType } from "./sql_type.ts";

/** One pass over one statement. */
export interface Analysis {
  readonly schema: Schema;
  /** The text that all spans point into. */
  readonly text: string;
  /** What earlier passes found out about the parameters; passes are repeated until it does not change. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Every place where a parameter stands. */
  readonly uses: Use[];
  /** What each expression was typed as, for `rally sql explain`. */
  readonly types: Map<Expression, Typed>;
  /** Reasons to refuse the statement as a whole. */
  readonly refusals: Refusal[];
  /** The columns that USING and NATURAL compare: SQLite does not tell that they are read. */
  readonly merged: Set<Inferred["origin"]>;
  /** `infer_select.ts`, handed in because selects and expressions contain each other. */
  readonly inferSelect: (select: Select, parent: Scope) => Relation;
}

export interface Refusal extends Span {
  readonly message: string;
  readonly hint: string;
}

/** A parameter's proven type. */
export interface Parameter {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** `IN :ids`: it takes several values of the type. */
  readonly isList: boolean;
  /** What has typed it, as {@linkcode Evidence.place} says it. */
  readonly place: string;
}

/** One place where a parameter stands. */
export interface Use extends Span {
  /** Without the `:`, `@` or `$` in front. */
  readonly name: string;
  readonly evidence: Evidence[];
  readonly isList: boolean;
  nulls: Nulls;
}

/** A type that one place gives to a parameter. */
export interface Evidence {
  readonly type: SqlType;
  /**
   * `context`: a column stands on the other side. `cast`: the parameter is converted on the spot, so that another place
   * may say more. `hint`: a literal or a function's usual argument. Only the strongest evidence counts.
   */
  readonly strength: "context" | "cast" | "hint";
  /** Completes "as INTEGER …": `beside games.id`. */
  readonly place: string;
}

/**
 * What NULL means at a place. `plain`: nothing good, so NULL is not taken. `tested`: the statement asks for it (`:x IS
 * NULL`). `stored` and `refused`: it goes into a column that takes it, or does not.
 */
export type Nulls = "plain" | "tested" | "stored" | "refused";

/** A typed expression; `open` parameters take their type from what stands around it. */
export interface Typed extends Inferred {
  /** Set for a column of an outer side: what it is where these joins have found a row. */
  readonly outer?: { readonly nullable: boolean; readonly absences: readonly Absence[] };
  readonly open?: readonly Open[];
  /** Its type comes from literals alone. */
  readonly weak?: boolean;
}

export interface Open {
  readonly use: Use;
  /** The expression is the parameter itself (or a branch of a CASE), so NULL goes through unchanged. */
  readonly direct: boolean;
  /** Its type is found already; only what NULL means for it still comes from outside. */
  readonly fixed?: boolean;
  /** It is calculated with: a column of texts around it says nothing about it. */
  readonly numeric?: boolean;
}

/** How many rows: exactly one, none or one, any number. */
export type Rows = "one" | "optional" | "many";

/** What a SELECT gives. */
export interface Relation {
  readonly columns: readonly RelationColumn[];
  readonly rows: Rows;
}

export interface RelationColumn extends Span {
  readonly name: string;
  readonly typed: Typed;
  /** The expression's own place; the column's place is that of its whole item. */
  readonly expression?: Expression;
}

/** One table, view, CTE or subquery of a FROM clause. */
export interface Source {
  /** Stays the same while joins add to what is known of it. */
  readonly id: symbol;
  /** The alias, or else the name, in lower case; absent for a subquery without alias. */
  readonly name?: string;
  readonly columns: readonly SourceColumn[];
  /** What `rowid` is, where there is one. */
  readonly rowid?: Inferred;
  /** The outer joins that may put NULLs in the place of its row. */
  readonly absences: readonly Absence[];
  /** `excluded` of an upsert: its columns are found only behind its name. */
  readonly onlyQualified: boolean;
  /** Set for a table-valued function: what its columns are that are not known here. */
  readonly others?: Inferred;
  readonly keys: readonly (readonly KeyPart[])[];
  /** Whether it gives at most one row by itself. */
  readonly atMostOneRow: boolean;
}

/** One side of an outer join, for which there may be no row. */
export interface Absence {
  /** The sources of the other side: their rows decide whether this side has one. */
  readonly decidedBy: readonly symbol[];
}

/** What a column name stands for, and the outer joins that may make it NULL. */
export interface Place {
  /** What is known of it in rows that are there. Its identity is the column's. */
  readonly known: Inferred;
  readonly absences: readonly Absence[];
}

export interface SourceColumn {
  readonly name: string;
  readonly inferred: Inferred;
  /** The outer joins inside of a subquery or a view that may make it NULL. */
  readonly absences: readonly Absence[];
  /** What the bare name stands for behind RIGHT and FULL JOIN with USING: the right column, or either of the two. */
  readonly shared?: Place;
  /** Not part of `*`: hidden columns of virtual tables. */
  readonly hidden: boolean;
  /** The right column of a pair joined by USING: found only behind its table's name. */
  readonly merged: boolean;
  readonly collation: string;
}

/** What conditions prove of the rows that fulfil them. */
export interface Narrowing {
  /** The columns that are not NULL, by {@linkcode Place.known}. */
  readonly values: ReadonlySet<Inferred>;
  /** The outer joins that have found a row. */
  readonly matched: ReadonlySet<Absence>;
}

/** What names mean at one place. */
export interface Scope {
  readonly analysis: Analysis;
  readonly parent?: Scope;
  readonly sources: readonly Source[];
  /** CTEs in sight, by lower-case name. Called when needed: they may refer to each other in any order. */
  readonly ctes: ReadonlyMap<string, () => Relation>;
  /** The result columns that WHERE, GROUP BY, HAVING and ORDER BY may name. */
  readonly aliases: ReadonlyMap<string, Expression>;
  /**
   * `all`: an aggregate without GROUP BY. Over no rows at all it still gives a row, in which every plain column is NULL.
   * `grouped`: every group has a row, so an aggregate of what is never NULL is never NULL.
   */
  readonly grouping: "none" | "grouped" | "all";
  /** What is proven here: by WHERE and ON, and by the CASE around. */
  readonly narrowing: Narrowing;
  /** What WHERE and ON prove of every row, also of those that an aggregate or a window looks at. */
  readonly everyRow: Narrowing;
  /** The named windows. */
  readonly windows: ReadonlyMap<string, Window>;
}

/** Nothing is proven. */
export const NO_NARROWING: Narrowing = { values: new Set(), matched: new Set() };

/** The source text of a part, on one line. */
export function textOf({ start, end }: Span, { text }: Analysis): string {
  return text.slice(start, end).split(/\s+/).join(" ");
}

/** A scope without names of its own, at the top of a statement. */
export function rootScope(analysis: Analysis): Scope {
  const proven = { narrowing: NO_NARROWING, everyRow: NO_NARROWING };
  return {
    analysis,
    sources: [],
    ctes: new Map(),
    aliases: new Map(),
    grouping: "none",
    ...proven,
    windows: new Map(),
  };
}

/** Gives the open parameters of an expression a type. */
export function settle(typed: Typed, evidence: Evidence): void {
  for (const { use, fixed, numeric } of typed.open ?? []) {
    if (!fixed && (!numeric || isNumeric(evidence.type))) use.evidence.push(evidence);
  }
}

/** Whether the expression takes its type from parameters that still look for theirs. */
export function isOpen(typed: Typed): boolean {
  return typed.open?.some(({ fixed }) => !fixed) ?? false;
}

/** Says what NULL means for the parameters that the expression passes on unchanged. */
export function settleNulls(typed: Typed, nulls: Nulls): void {
  for (const { use, direct } of typed.open ?? []) if (direct) use.nulls = nulls;
}

/** The open parameters of an expression as those of another one that calculates with it. */
export function calculated(open: readonly Open[] = []): Open[] {
  return open.map((one) => ({ ...one, direct: false, numeric: true }));
}

/** Whether a call is of an aggregate, so that the SELECT around it gives one row per group. */
export function isAggregate(call: Call): boolean {
  if (call.over !== undefined) return false;
  const name = call.name.toLowerCase();
  if (name === "min" || name === "max") return call.args.length === 1;
  return AGGREGATES.has(name);
}

const AGGREGATES = new Set(
  ("avg count group_concat json_group_array json_group_object jsonb_group_array jsonb_group_object median percentile " +
    "percentile_cont percentile_disc string_agg sum total").split(" "),
);
