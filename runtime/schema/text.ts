/**
 * The strings of a URL or a form as the leaves of a schema: what `wire/strings.ts` and `wire/parse_form.ts` convert by.
 */
import type { Schema } from "./zod_def.ts";

/** A schema without parts, as far as the conversion of a string needs to know it. */
export interface Leaf {
  readonly type: "string" | "number" | "bigint" | "boolean" | "date" | "choice" | "file";
  /** The values of a choice: an enum or literals. */
  readonly choices: readonly unknown[];
  /** Accepts `undefined` without a default. */
  readonly optional: boolean;
  readonly nullable: boolean;
  /** Puts a default in the place of `undefined`. */
  readonly defaulted: boolean;
}

/** What {@linkcode convertText} gives for a spelling that is not the canonical one. */
export const notCanonical: unique symbol = Symbol("not canonical");

/** The leaf that a schema's input is, or `undefined` when it has parts or cannot be known. */
export function leafOf(schema: Schema): Leaf | undefined {
  const known = leaves.get(schema);
  if (known !== undefined) return known ?? undefined;
  const leaf = readLeaf(schema);
  leaves.set(schema, leaf ?? null);
  return leaf;
}

/** The schema of the items of a list, with or without a default; `undefined` for what is no list. */
export function itemOf({ _zod: { def } }: Schema): Schema | undefined {
  if (def.type === "array") return def.element;
  const isWrapper = ["optional", "default", "prefault", "catch", "readonly", "nonoptional"].includes(def.type);
  return isWrapper && def.innerType ? itemOf(def.innerType) : undefined;
}

/**
 * The value that a string of a URL spells. Each value has one spelling, the one that `link` prints, so that a page has
 * one address: `3` and not `03`, `0x3`, `3e0` or `+3`.
 */
export function convertText(leaf: Leaf, text: string): unknown {
  switch (leaf.type) {
    case "string":
      return text;
    case "number":
      return String(Number(text)) === text && isFinite(Number(text)) ? Number(text) : notCanonical;
    case "bigint":
      return /^(0|-?[1-9]\d*)$/.test(text) ? BigInt(text) : notCanonical;
    case "boolean":
      return text === "true" || (text === "false" ? false : notCanonical);
    case "date": {
      const date = new Date(text);
      return !isNaN(date.getTime()) && date.toISOString() === text ? date : notCanonical;
    }
    case "choice":
      return choiceOf(leaf, text);
    case "file":
      return notCanonical;
  }
}

/** What a field stands for in which nothing was entered. */
export function emptyValue(leaf: Leaf): unknown {
  if (leaf.optional || leaf.defaulted && leaf.type !== "string") return undefined;
  if (leaf.nullable) return null;
  return leaf.type === "string" ? "" : undefined;
}

/** The choice that is printed as `text`. */
export function choiceOf({ choices }: Leaf, text: string): unknown {
  const index = choices.findIndex((choice) => choice !== null && choice !== undefined && String(choice) === text);
  return index < 0 ? notCanonical : choices[index];
}

/** Schemas are made once and live as long as their module. */
const leaves = new WeakMap<Schema, Leaf | null>();

function readLeaf(schema: Schema): Leaf | undefined {
  const { def, values } = schema._zod;
  switch (def.type) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
    case "date":
    case "file":
      return leaf(def.type);
    case "template_literal":
      return leaf("string");
    case "enum":
      return leaf("choice", [...values ?? []]);
    case "literal":
      return choices(def.values ?? []);
    case "union":
      return union(def.options ?? []);
    case "optional":
      return changed(def.innerType, { optional: true });
    case "nullable":
      return changed(def.innerType, { nullable: true });
    case "default":
    case "prefault":
    case "catch":
      return changed(def.innerType, { defaulted: true });
    case "nonoptional":
      return changed(def.innerType, { optional: false });
    case "readonly":
      return changed(def.innerType, {});
    case "pipe":
      return changed(def.in, {});
    default:
      return undefined;
  }
}

function leaf(type: Leaf["type"], choices: readonly unknown[] = []): Leaf {
  return { type, choices, optional: false, nullable: false, defaulted: false };
}

function choices(values: readonly unknown[]): Leaf {
  const some = values.filter((value) => value !== null && value !== undefined);
  return { ...leaf("choice", some), optional: values.includes(undefined), nullable: values.includes(null) };
}

/** A union is a leaf when all members are choices, or all are of the same type: then any member's conversion will do. */
function union(options: readonly Schema[]): Leaf | undefined {
  const found = options.map(leafOf);
  const [first] = found;
  if (!first || !found.every((leaf) => leaf?.type === first.type)) return undefined;
  return {
    type: first.type,
    choices: found.flatMap((leaf) => leaf?.choices ?? []),
    optional: found.some((leaf) => leaf?.optional),
    nullable: found.some((leaf) => leaf?.nullable),
    defaulted: found.some((leaf) => leaf?.defaulted),
  };
}

function changed(inner: Schema | undefined, change: Partial<Leaf>): Leaf | undefined {
  const found = inner && leafOf(inner);
  return found && { ...found, ...change };
}
