/**
 * How a union is read again from JSON with names. A value that JSON has no form for looks like another one there: a date
 * like a string, a set like an array. Where both may stand, it is marked: `{ "$date": "2026-07-01T20:15:00.000Z" }`.
 *
 * @module
 */
import { mismatch } from "./checks.ts";
import type { Json } from "./codec.ts";
import { flattened, kindsOf, planUnion, type UnionPlan } from "./plan_union.ts";
import type { Shape, WireShape } from "./shape.ts";
import { type Kind, kindOf } from "./unions.ts";

/** A union whose members are told apart by their kind. */
export type KindsPlan = Extract<UnionPlan, { type: "kinds" }>;

/** What JSON makes of each kind of value. */
export const jsonKinds: Readonly<Record<Kind, "array" | "boolean" | "null" | "number" | "object" | "string">> = {
  array: "array",
  bigint: "string",
  boolean: "boolean",
  bytes: "string",
  date: "string",
  map: "array",
  null: "null",
  number: "number",
  object: "object",
  set: "array",
  string: "string",
  undefined: "null",
};

/** The marks of one union. */
export interface Marks {
  /** Whether a kind is marked in this union. */
  has(kind: Kind): boolean;
  /** Marks what was written of a value of that kind, where it must be. */
  mark(kind: Kind, written: Json): Json;
}

/** Which kinds of a union are marked. */
export function marksOf({ members }: KindsPlan): Marks {
  const kinds = [...members.keys()];
  const has = (kind: Kind) =>
    jsonKinds[kind] !== kind && kinds.some((other) => other !== kind && jsonKinds[other] === jsonKinds[kind]);
  return {
    has,
    mark(kind, written) {
      // An object that looks like a mark is marked itself.
      const isMarked = has(kind) || (kind === "object" && kinds.some(has) && markOf(written) !== undefined);
      return isMarked ? { [`$${kind}`]: written } : written;
    },
  };
}

/** Which member of a union some JSON stands for, and the JSON without its mark. */
export function readMark(plan: KindsPlan, json: unknown): { kind: Kind; body: unknown } {
  const kinds = [...plan.members.keys()];
  const marks = marksOf(plan);
  const mark = kinds.some(marks.has) ? markOf(json) : undefined;
  const marked = kinds.find((kind) => kind === mark && (kind === "object" || marks.has(kind)));
  if (marked) return { kind: marked, body: (json as Readonly<Record<string, unknown>>)[`$${marked}`] };
  const kind = kinds.find((kind) => jsonKinds[kind] === kindOf(json) && !marks.has(kind));
  if (kind) return { kind, body: json };
  throw mismatch(json, `one of ${kinds.map((kind) => marks.has(kind) ? `{ "$${kind}": … }` : kind).join(", ")}`);
}

function markOf(json: unknown): string | undefined {
  if (kindOf(json) !== "object") return undefined;
  const [only, ...others] = Object.keys(json as object);
  return only?.startsWith("$") && others.length === 0 ? only.slice(1) : undefined;
}

/** A member of a union, with the kind that its JSON is marked by. */
export interface KeyedMember {
  readonly shape: Shape;
  readonly mark: Kind | undefined;
}

/** The members of a union as their JSON looks: for those who describe it to others. */
export function keyedMembers(
  union: Extract<Shape, { type: "union" }>,
  definitions: WireShape["definitions"],
): KeyedMember[] {
  const plan = planUnion(union, definitions);
  const marks = plan.type === "kinds" ? marksOf(plan) : undefined;
  return flattened(union).map((shape) => {
    const [kind, ...others] = kindsOf(shape, definitions);
    return { shape, mark: kind && others.length === 0 && marks?.has(kind) ? kind : undefined };
  });
}
