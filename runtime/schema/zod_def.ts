/**
 * What Rally reads of a zod schema: the few members of `_zod.def` by which zod describes itself. Read structurally,
 * because the app's zod may be another copy than ours.
 */
import type { z } from "zod";

/** A schema, seen from inside. */
export interface Schema {
  readonly _zod: {
    readonly def: SchemaDef;
    /** Set when the key may be missing from the input: `optional`, or `defaulted` when a default stands in. */
    readonly optin?: "optional" | "defaulted";
    /** Set when the key may be missing from the output. */
    readonly optout?: "optional";
    /** All values of an enum or a literal. */
    readonly values?: ReadonlySet<unknown>;
    /** `Class` of `z.instanceof(Class)`. */
    readonly bag?: { readonly Class?: unknown };
  };
}

/** `type` says which of the others are there; see the `$Zod…Def` interfaces of `zod/v4/core`. */
export interface SchemaDef {
  readonly type: z.core.$ZodTypeDef["type"];
  readonly coerce?: boolean;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDef } }[];
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly items?: readonly Schema[];
  readonly rest?: Schema | null;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly in?: Schema;
  readonly out?: Schema;
  getter?(): Schema;
}

/** What Rally reads of a check. `check` says which of the others are there; see the `$ZodCheck…Def` interfaces. */
export interface CheckDef {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly inclusive?: boolean;
  readonly value?: unknown;
  readonly mime?: readonly string[];
  /** Of `trim()`, `toLowerCase()` and the like. */
  tx?(value: string): string;
}

/** The inside of a schema. */
export function inside(schema: z.ZodType): Schema {
  return schema as unknown as Schema;
}
