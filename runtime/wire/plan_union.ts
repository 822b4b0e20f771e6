/**
 * Decides how the members of a union are told apart: by nothing (JSON says it all), by the kind of the value, or by a
 * literal field. Used twice: in the worker, to refuse what cannot be told apart, and by the writer of codecs.
 */
import type { Kind } from "./unions.ts";
import { type Field, partsOf, resolved, type Shape, type WireShape } from "./shape.ts";

/** How a union is packed. */
export type UnionPlan =
  | { readonly type: "json" }
  | { readonly type: "kinds"; readonly members: ReadonlyMap<Kind, UnionMember> }
  | TaggedPlan
  /** Two members that cannot be told apart, with the kind they share. */
  | { readonly type: "ambiguous"; readonly kind: Kind };

/** What stands for one kind of value. */
export type UnionMember = { readonly type: "shape"; readonly shape: Shape } | { readonly type: "json" } | TaggedPlan;

/** Objects told apart by the field `key`. */
export interface TaggedPlan {
  readonly type: "tagged";
  readonly key: string;
  readonly members: readonly { readonly tag: string; readonly shape: Shape }[];
}

type Union = Extract<Shape, { type: "union" }>;
type Definitions = WireShape["definitions"];

/** The plan of one union. */
export function planUnion(union: Union, definitions: Definitions): UnionPlan {
  const members = distinct(flattened(union));
  if (members.every((member) => isIdentity(member, definitions))) return { type: "json" };
  const byKind = new Map<Kind, Shape[]>();
  for (const member of members) {
    for (const kind of kindsOf(member, definitions)) byKind.set(kind, [...byKind.get(kind) ?? [], member]);
  }
  const plan = new Map<Kind, UnionMember>();
  for (const [kind, sharers] of byKind) {
    const member = planKind(sharers, { kind, key: union.key, definitions });
    if (!member) return { type: "ambiguous", kind };
    plan.set(kind, member);
  }
  const [only] = plan.values();
  return plan.size === 1 && only?.type === "tagged" ? only : { type: "kinds", members: plan };
}

/** Whether a shape is packed as it is, without being looked into. */
export function isIdentity(shape: Shape, definitions: Definitions, seen: ReadonlySet<string> = new Set()): boolean {
  switch (shape.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "literal":
      return true;
    case "array":
    case "record":
    case "nullable":
    case "union":
      return partsOf(shape).every(([, part]) => isIdentity(part, definitions, seen));
    case "ref":
      return seen.has(shape.name) ||
        isIdentity(definitions[shape.name]!, definitions, new Set([...seen, shape.name]));
    default:
      return false;
  }
}

/** A declared discriminator keeps its members together; other unions inside unions are the same as one. */
export function flattened(union: Union): Shape[] {
  return union.members.flatMap((member) => member.type === "union" && !member.key ? flattened(member) : [member]);
}

function distinct(shapes: readonly Shape[]): Shape[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

interface KindContext {
  readonly kind: Kind;
  readonly key: string | undefined;
  readonly definitions: Definitions;
}

function planKind(members: readonly Shape[], { kind, key, definitions }: KindContext): UnionMember | undefined {
  const [first] = members;
  if (members.every((member) => isIdentity(member, definitions))) return { type: "json" };
  if (members.length === 1) return { type: "shape", shape: first! };
  return kind === "object" ? planTags(members, key, definitions) : undefined;
}

function planTags(members: readonly Shape[], declared: string | undefined, definitions: Definitions) {
  const first = resolved(members[0]!, definitions);
  const keys = first.type === "object" ? first.fields.map((field) => field.name) : [];
  for (const key of declared === undefined ? keys : [declared]) {
    const tags = members.map((member) => tagsOf(member, key, definitions));
    const all = tags.flatMap((values) => values ?? [NaN]).map(String);
    if (tags.some((values) => !values) || new Set(all).size !== all.length || all.includes("__proto__")) continue;
    const tagged = members.flatMap((shape, i) =>
      tags[i]!.map((tag) => ({ tag: String(tag), shape: typeof tag === "string" ? withoutField(shape, key) : shape }))
    );
    return { type: "tagged" as const, key, members: tagged };
  }
  return undefined;
}

/** The literals that a field of an object may hold; `undefined` when it may hold anything else. */
function tagsOf(
  shape: Shape,
  key: string,
  definitions: Definitions,
): readonly (string | number | boolean)[] | undefined {
  const target = resolved(shape, definitions);
  if (target.type === "object") {
    const field = target.fields.find(({ name }) => name === key)?.shape;
    return field?.type === "literal" ? field.values : undefined;
  }
  if (target.type !== "union") return undefined;
  const tags = target.members.map((member) => member.type === "ref" ? undefined : tagsOf(member, key, definitions));
  return tags.every((values) => values !== undefined) ? [...new Set(tags.flat())] : undefined;
}

/** The codec gives a string tag back by itself, so the field need not travel. */
function withoutField(shape: Shape, key: string): Shape {
  if (shape.type !== "object") return shape;
  return { type: "object", fields: shape.fields.filter(({ name }: Field) => name !== key) };
}

/** The kinds of value that a shape has. */
export function kindsOf(
  shape: Shape,
  definitions: Definitions,
  seen: ReadonlySet<string> = new Set(),
): ReadonlySet<Kind> {
  switch (shape.type) {
    case "tuple":
      return new Set(["array"]);
    case "record":
      return new Set(["object"]);
    case "literal":
      return new Set(shape.values.map((value) => typeof value as Kind));
    case "optional":
      return kindsOf(shape.inner, definitions, seen).union(new Set(["undefined" as const]));
    case "nullable":
      return kindsOf(shape.inner, definitions, seen).union(new Set(["null" as const]));
    case "union":
      return new Set(shape.members.flatMap((member) => [...kindsOf(member, definitions, seen)]));
    case "ref":
      if (seen.has(shape.name)) return new Set();
      return kindsOf(definitions[shape.name]!, definitions, new Set([...seen, shape.name]));
    // A union of a file and something else is told apart by zod itself.
    case "file":
      return new Set(["object"]);
    default:
      return new Set([shape.type]);
  }
}
