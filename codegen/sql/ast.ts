/**
 * The syntax tree that the analysis needs: who is selected from what under which name, and every expression. What can
 * neither carry a parameter nor change a type (index hints, frame kinds, collations of ORDER BY) is left out.
 */

/** Offsets into the text that was parsed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Literal = "null" | "integer" | "real" | "text" | "blob" | "boolean";

/** One expression. Parentheses leave no node; they only widen the span. */
export type Expression =
  & Span
  & (
    | { readonly kind: "literal"; readonly type: Literal; readonly text: string }
    | { readonly kind: "parameter"; readonly name: string }
    | { readonly kind: "column"; readonly table?: string; readonly column: string }
    | { readonly kind: "unary"; readonly operator: "-" | "+" | "~" | "NOT"; readonly operand: Expression }
    | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "collate"; readonly operand: Expression }
    | { readonly kind: "cast"; readonly operand: Expression; readonly type: string }
    | Call
    | Case
    | { readonly kind: "between"; readonly operand: Expression; readonly low: Expression; readonly high: Expression }
    | {
      readonly kind: "in";
      readonly negated: boolean;
      readonly operand: Expression;
      readonly items: readonly Expression[];
    }
    | { readonly kind: "in_select"; readonly negated: boolean; readonly operand: Expression; readonly select: Select }
    | {
      readonly kind: "in_table";
      readonly negated: boolean;
      readonly operand: Expression;
      readonly table: string;
      readonly isQualified: boolean;
      readonly args: readonly Expression[];
    }
    /** `IN :ids` */
    | {
      readonly kind: "in_list";
      readonly negated: boolean;
      readonly operand: Expression;
      readonly list: Extract<Expression, { readonly kind: "parameter" }>;
    }
    | { readonly kind: "null_test"; readonly negated: boolean; readonly operand: Expression }
    | { readonly kind: "like"; readonly operator: string; readonly operands: readonly Expression[] }
    | { readonly kind: "exists"; readonly select: Select }
    | { readonly kind: "subquery"; readonly select: Select }
    | { readonly kind: "row"; readonly items: readonly Expression[] }
  );

/** A function call. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  /** `count(*)` */
  readonly star: boolean;
  readonly filter?: Expression;
  readonly orderBy: readonly Expression[];
  readonly over?: Window;
}

/** What stands behind OVER, or in the WINDOW clause. */
export interface Window {
  /** The named window that it is, or begins with. */
  readonly base?: string;
  readonly expressions: readonly Expression[];
  /** Whether its frame always holds the row itself; absent when it has no frame of its own. */
  readonly holdsRow?: boolean;
}

export interface Case {
  readonly kind: "case";
  readonly subject?: Expression;
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}

/** `WITH name(columns) AS (select)` */
export interface Cte {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly select: Select;
}

/** A whole SELECT: one core, or several joined by UNION and its kin. */
export interface Select extends Span {
  readonly ctes: readonly Cte[];
  readonly cores: readonly SelectCore[];
  readonly orderBy: readonly Expression[];
  readonly limit?: Expression;
  readonly offset?: Expression;
}

export type SelectCore =
  & Span
  & (
    | {
      readonly kind: "select";
      readonly columns: readonly ResultColumn[];
      readonly from?: From;
      readonly where?: Expression;
      readonly groupBy: readonly Expression[];
      readonly having?: Expression;
      /** The WINDOW clause, by names in lower case. */
      readonly windows: ReadonlyMap<string, Window>;
    }
    | { readonly kind: "values"; readonly rows: readonly (readonly Expression[])[] }
  );

export type ResultColumn =
  & Span
  & (
    | { readonly kind: "expression"; readonly expression: Expression; readonly alias?: string }
    | { readonly kind: "star"; readonly table?: string }
  );

export type From =
  & Span
  & (
    | {
      readonly kind: "table";
      readonly name: string;
      /** `main.teams`: never a CTE. */
      readonly isQualified: boolean;
      readonly alias?: string;
      readonly args?: readonly Expression[];
    }
    | { readonly kind: "select"; readonly select: Select; readonly alias?: string }
    | {
      readonly kind: "join";
      readonly type: "inner" | "left" | "right" | "full";
      readonly left: From;
      readonly right: From;
      readonly natural: boolean;
      readonly using: readonly string[];
      readonly on?: Expression;
    }
  );

/** `SET (a, b) = value`; one column without parentheses. */
export interface Assignment {
  readonly columns: readonly string[];
  readonly value: Expression;
}

/** One `ON CONFLICT` clause; no assignments means DO NOTHING. */
export interface Upsert {
  readonly target: readonly Expression[];
  readonly assignments: readonly Assignment[];
  readonly where?: Expression;
}

/** The table that a statement writes to, and what it gives back. */
interface Write extends Span {
  readonly ctes: readonly Cte[];
  readonly table: string;
  readonly alias?: string;
  readonly returning: readonly ResultColumn[];
}

export interface Insert extends Write {
  readonly kind: "insert";
  /** `OR IGNORE` skips a row silently. */
  readonly orIgnore: boolean;
  readonly columns?: readonly string[];
  /** Absent for DEFAULT VALUES. */
  readonly source?: Select;
  readonly upserts: readonly Upsert[];
}

export interface Update extends Write {
  readonly kind: "update";
  readonly assignments: readonly Assignment[];
  readonly from?: From;
  readonly where?: Expression;
}

export interface Delete extends Write {
  readonly kind: "delete";
  readonly where?: Expression;
}

export type Statement = { readonly kind: "select"; readonly select: Select } | Insert | Update | Delete;
