/**
 * Values as JSON with names, as people and other programs write them: objects by field, dates as ISO strings, bigints as
 * digits, bytes as base64, sets as arrays, maps as arrays of pairs. The HTTP API speaks it. On the server only; browsers
 * speak the positional form of the codecs.
 *
 * JSON has no `undefined`: a field that holds it is left out, and elsewhere `null` stands for it, which is read as
 * `undefined` wherever the schema takes no `null`.
 *
 * @module
 */
import { mismatch, unpackAt } from "./checks.ts";
import { DecodeError, type Json } from "./codec.ts";
import { marksOf, readMark } from "./keyed_marks.ts";
import { bigint, bytes } from "./leaves.ts";
import { kindsOf, planUnion, type UnionMember, type UnionPlan } from "./plan_union.ts";
import { type Field, resolved, type Shape, type WireShape } from "./shape.ts";
import { kindOf } from "./unions.ts";

/** Writes values of one schema as JSON with names, and reads them again. */
export interface Keyed {
  /** Drops what the schema does not name. */
  write(value: unknown): Json;
  /** Throws a {@linkcode DecodeError} when the shape is wrong. Values of leaves are left to the schema's own parse. */
  read(json: unknown): unknown;
}

/** The keyed form of a shape. */
export function keyed({ root, definitions }: WireShape): Keyed {
  return {
    write: (value) => write(root, value, { definitions, depth: 0 }),
    read: (json) => read(root, json, { definitions, depth: 0 }),
  };
}

interface Context {
  readonly definitions: WireShape["definitions"];
  /** How many shapes that contain themselves stand around. */
  readonly depth: number;
}

/** As deep as the codecs go. */
const deepest = 500;

function write(shape: Shape, value: unknown, context: Context): Json {
  const part = (inner: Shape, item: unknown) => write(inner, item, context);
  switch (shape.type) {
    case "date":
      return (value as Date).toISOString();
    case "bigint":
    case "bytes":
      return (shape.type === "bigint" ? bigint : bytes).pack(value);
    case "undefined":
    case "file":
      return null;
    case "optional":
      return value === undefined ? null : part(shape.inner, value);
    case "nullable":
      return value === null ? null : part(shape.inner, value);
    case "array":
    case "set":
      return Array.from(value as Iterable<unknown>, (item) => part(shape.item, item));
    case "map":
      return Array.from(
        value as Map<unknown, unknown>,
        ([key, item]) => [part(shape.key, key), part(shape.value, item)],
      );
    case "tuple": {
      const items = shape.rest ? value as unknown[] : (value as unknown[]).slice(0, shape.items.length);
      return items.map((item, i) => part(shape.items[i] ?? shape.rest!, item));
    }
    case "record":
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, part(shape.value, item)]));
    case "object":
      return writeFields(shape.fields, value as Record<string, unknown>, context);
    case "union":
      return writeUnion(planOf(shape, context.definitions), value, context);
    case "ref":
      return write(resolved(shape, context.definitions), value, deeper(context));
    default:
      return value as Json;
  }
}

function writeFields(fields: readonly Field[], source: Record<string, unknown>, context: Context): Json {
  const present = fields.filter(({ name }) => source[name] !== undefined);
  return Object.fromEntries(present.map(({ name, shape }) => [name, write(shape, source[name], context)]));
}

function writeUnion(plan: UnionPlan, value: unknown, context: Context): Json {
  if (plan.type !== "kinds") return writeMember(plan, value, context);
  const kind = kindOf(value);
  const member = plan.members.get(kind);
  if (!member) throw new TypeError(`Got ${kind}, expected one of ${[...plan.members.keys()].join(", ")}`);
  return marksOf(plan).mark(kind, writeMember(member, value, context));
}

function writeMember(member: UnionMember | UnionPlan, value: unknown, context: Context): Json {
  switch (member.type) {
    case "shape":
      return write(member.shape, value, context);
    case "tagged": {
      const tag = (value as Record<string, unknown>)[member.key];
      const found = member.members.find((one) => one.tag === String(tag));
      if (!found) throw new TypeError(`Got "${tag}" as "${member.key}", expected one of ${tagsOf(member)}`);
      return { [member.key]: tag as Json, ...write(found.shape, value, context) as object };
    }
    default:
      return value as Json;
  }
}

function read(shape: Shape, json: unknown, context: Context): unknown {
  const part = (step: string | number, inner: Shape, item: unknown) =>
    unpackAt(step, { unpack: (given) => read(inner, given, context) }, item);
  switch (shape.type) {
    case "date":
      return readDate(json);
    case "bigint":
    case "bytes":
      return (shape.type === "bigint" ? bigint : bytes).unpack(json);
    case "undefined":
      if (json === null) return undefined;
      throw mismatch(json, "null");
    case "file":
      throw mismatch(json, "a file, which only a posted form carries");
    case "optional":
      return json === null && !takesNull(shape.inner, context) ? undefined : read(shape.inner, json, context);
    case "nullable":
      return json === null ? null : read(shape.inner, json, context);
    case "array":
      return arrayOf(json).map((item, i) => part(i, shape.item, item));
    case "set":
      return new Set(arrayOf(json).map((item, i) => part(i, shape.item, item)));
    case "map":
      return new Map(
        arrayOf(json).map((pair, i) => {
          if (!Array.isArray(pair) || pair.length !== 2) throw at(i, mismatch(pair, "a pair: [key, value]"));
          return [part(i, shape.key, pair[0]), part(i, shape.value, pair[1])];
        }),
      );
    case "tuple": {
      const least = shape.items.findLastIndex((item) => item.type !== "optional") + 1;
      const items = arrayOf(json, least, shape.rest ? Infinity : shape.items.length);
      return items.map((item, i) => part(i, shape.items[i] ?? shape.rest!, item));
    }
    case "record":
      // Own properties even when a key is `__proto__`.
      return Object.fromEntries(
        Object.entries(objectOf(json)).map(([key, item]) => [key, part(key, shape.value, item)]),
      );
    case "object":
      return readFields(shape.fields, objectOf(json), context);
    case "union":
      return readUnion(planOf(shape, context.definitions), json, context);
    case "ref":
      return read(resolved(shape, context.definitions), json, deeper(context));
    default:
      return json;
  }
}

/** A field that nobody knows is a spelling mistake: an optional one would otherwise be lost without a word. */
function readFields(fields: readonly Field[], source: Record<string, unknown>, context: Context): unknown {
  const unknown = Object.keys(source).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) {
    const names = fields.map(({ name }) => name).join(", ") || "none";
    throw new DecodeError(unknown, `This field is not known, expected ${names}`);
  }
  const value: Record<string, unknown> = {};
  for (const { name, shape } of fields) {
    if (Object.hasOwn(source, name)) {
      value[name] = unpackAt(name, { unpack: (json) => read(shape, json, context) }, source[name]);
    } else if (shape.type !== "optional") {
      if (!kindsOf(shape, context.definitions).has("undefined")) throw new DecodeError(name, "This field is missing");
      value[name] = undefined;
    }
  }
  return value;
}

function readUnion(plan: UnionPlan, json: unknown, context: Context): unknown {
  if (plan.type !== "kinds") return readMember(plan, json, context);
  const { kind, body } = readMark(plan, json);
  return readMember(plan.members.get(kind)!, body, context);
}

function readMember(member: UnionMember | UnionPlan, json: unknown, context: Context): unknown {
  switch (member.type) {
    case "shape":
      return read(member.shape, json, context);
    case "tagged": {
      const source = objectOf(json);
      const tag = Object.hasOwn(source, member.key) ? source[member.key] : undefined;
      const found = member.members.find((one) => one.tag === String(tag) && typeof tag !== "object");
      if (!found) throw new DecodeError(member.key, `Got no known value, expected one of ${tagsOf(member)}`);
      // The shape of a member with a string for its tag does not name the field.
      if (typeof tag !== "string") return read(found.shape, json, context);
      const { [member.key]: _, ...rest } = source;
      return { [member.key]: tag, ...read(found.shape, rest, context) as object };
    }
    default:
      return json;
  }
}

function readDate(json: unknown): Date {
  const value = new Date(typeof json === "string" && isoDate.test(json) ? json : NaN);
  if (isNaN(value.getTime())) throw mismatch(json, "a date as an ISO string: 2026-07-01T20:15:00Z");
  return value;
}

const isoDate = /^(\d{4}|[+-]\d{6})-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

function takesNull(shape: Shape, { definitions }: Context): boolean {
  return kindsOf(shape, definitions).has("null");
}

function arrayOf(json: unknown, least = 0, most = Infinity): unknown[] {
  if (Array.isArray(json) && json.length >= least && json.length <= most) return json;
  throw mismatch(json, `an array${least === most ? ` of ${least}` : ""}`);
}

function objectOf(json: unknown): Record<string, unknown> {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw mismatch(json, "an object");
}

function at(step: number, error: unknown): unknown {
  return error instanceof DecodeError ? new DecodeError(`[${step}]`, error.reason) : error;
}

function tagsOf({ members }: Extract<UnionMember, { type: "tagged" }>): string {
  return members.map(({ tag }) => tag).join(", ");
}

function deeper({ definitions, depth }: Context): Context {
  if (depth >= deepest) throw new DecodeError("", `Got a value more than ${deepest} deep, expected less`);
  return { definitions, depth: depth + 1 };
}

const plans = new WeakMap<Shape, UnionPlan>();

function planOf(union: Extract<Shape, { type: "union" }>, definitions: WireShape["definitions"]): UnionPlan {
  const plan = plans.get(union) ?? planUnion(union, definitions);
  plans.set(union, plan);
  return plan;
}
