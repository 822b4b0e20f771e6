/**
 * Reads a zod schema into a {@linkcode Shape}. Runs in the worker beside the app's own zod, and reads it structurally.
 */
import { inside, type Schema } from "../schema/zod_def.ts";
import { refusalOf, type Refused } from "./refusal.ts";
import type { Field, Shape, Side, WireShape } from "./shape.ts";
import { kindsOf, planUnion } from "./plan_union.ts";

/** A place in a contract whose value cannot cross the wire. */
export interface Refusal extends Refused {
  /** `contract.data.games[].owner`. */
  readonly reach: string;
}

/** What {@linkcode readShape} needs beside the schema. */
export interface ReadOptions {
  readonly side: Side;
  /** The path to the schema, e.g. `contract.data`. */
  readonly reach: string;
  /**
   * Whether it may hold files: those travel as the body of a posted form only.
   * @default {false}
   */
  readonly files?: boolean;
}

/** The shape of one half of a schema, with everything in it that cannot cross the wire. */
export function readShape(
  schema: Parameters<typeof inside>[0],
  { side, reach, files = false }: ReadOptions,
): { shape: WireShape; refusals: Refusal[] } {
  const reader: Reader = { side, files, refusals: [], open: new Set(), names: new Map(), definitions: {}, checks: [] };
  const root = read(inside(schema), reach, reader);
  const shape = { root, definitions: reader.definitions };
  for (const check of reader.checks) check();
  return { shape, refusals: reader.refusals };
}

interface Reader {
  readonly side: Side;
  readonly files: boolean;
  readonly refusals: Refusal[];
  /** The schemas being read, outermost first. */
  readonly open: Set<Schema>;
  /** The schemas that contain themselves, with the names of their definitions. */
  readonly names: Map<Schema, string>;
  readonly definitions: Record<string, Shape>;
  /** What can be known only when the shapes that others refer to are complete. */
  readonly checks: (() => void)[];
}

/** Far more than a contract has; a `z.lazy` that makes a new schema at each call never ends. */
const deepest = 100;

function read(schema: Schema, reach: string, reader: Reader): Shape {
  const { open, names, definitions } = reader;
  const known = names.get(schema);
  if (known !== undefined && !open.has(schema)) return { type: "ref", name: known };
  if (open.has(schema)) return { type: "ref", name: nameCycle(schema, reader) };
  if (open.size >= deepest) return refuse({ type: "too deep" }, `${reach.slice(0, 60)}…`, reader);
  open.add(schema);
  const shape = readOpen(schema, reach, reader);
  open.delete(schema);
  const name = names.get(schema);
  if (name === undefined) return shape;
  definitions[name] = shape;
  return { type: "ref", name };
}

/**
 * Names a schema that was met inside itself, and all objects and unions on the way round: each is then read and
 * written once, however many ways lead to it.
 */
function nameCycle(schema: Schema, { open, names }: Reader): string {
  const opened = [...open];
  for (const member of opened.slice(opened.indexOf(schema))) {
    const { type } = member._zod.def;
    const named = member === schema || type === "object" || type === "union";
    if (named && !names.has(member)) names.set(member, `shape${names.size + 1}`);
  }
  return names.get(schema)!;
}

function readOpen(schema: Schema, reach: string, reader: Reader): Shape {
  const { def } = schema._zod;
  if (def.coerce) return refuse({ type: "coerce", schema: def.type }, reach, reader);
  switch (def.type) {
    case "array":
      return { type: "array", item: read(def.element!, `${reach}[]`, reader) };
    case "set":
      return { type: "set", item: read(def.valueType!, `${reach}[]`, reader) };
    case "tuple":
      return {
        type: "tuple",
        items: def.items!.map((item, i) => field(item, `${reach}[${i}]`, reader)),
        rest: def.rest ? read(def.rest, `${reach}[]`, reader) : undefined,
      };
    case "object":
      return readObject(schema, reach, reader);
    case "record":
      return readRecord(schema, reach, reader);
    case "map": {
      const key = read(def.keyType!, `${reach}[key]`, reader);
      return { type: "map", key, value: read(def.valueType!, `${reach}[]`, reader) };
    }
    case "union":
      return readUnion(schema, reach, reader);
    case "lazy":
      return read(def.getter!(), reach, reader);
    case "pipe":
      return readPipe(schema, reach, reader);
    case "readonly":
      return readReadonly(schema, reach, reader);
    default:
      return def.innerType ? readWrapper(schema, reach, reader) : readLeaf(schema, reach, reader);
  }
}

/** A schema that changes which values another one takes or gives. */
function readWrapper({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  if (def.type === "success" && reader.side === "output") return { type: "boolean" };
  if (def.type === "promise") return refuse({ type: "schema", schema: "promise" }, reach, reader);
  const inner = read(def.innerType!, reach, reader);
  switch (def.type) {
    case "optional":
      return optional(inner);
    case "nullable":
      return nullable(inner);
    case "default":
    case "prefault":
      return reader.side === "input" ? optional(inner) : inner;
    case "nonoptional":
      return inner.type === "optional" ? inner.inner : inner;
    case "catch":
    case "success":
      return inner;
    default:
      return refuse({ type: "schema", schema: def.type }, reach, reader);
  }
}

function readLeaf(schema: Schema, reach: string, reader: Reader): Shape {
  const { def, values, bag } = schema._zod;
  switch (def.type) {
    case "string":
    case "template_literal":
      return { type: "string" };
    case "number":
    case "int":
      return { type: "number", int: def.type === "int" || isInt(schema) };
    case "boolean":
    case "null":
    case "undefined":
    case "date":
    case "bigint":
      return { type: def.type };
    case "file":
      if (reader.files) return { type: "file" };
      return refuse(reader.side === "input" ? { type: "file" } : { type: "schema", schema: "file" }, reach, reader);
    case "void":
      return { type: "undefined" };
    case "enum":
      return literal([...values ?? []], reach, reader);
    case "literal":
      return literal(def.values ?? [], reach, reader);
    case "custom":
      if (bag?.Class === Uint8Array) return { type: "bytes" };
      if (bag?.Class === Date) return { type: "date" };
      return refuse({ type: "schema", schema: bag?.Class ? "instanceof" : "custom" }, reach, reader);
    default:
      return refuse({ type: "schema", schema: def.type }, reach, reader);
  }
}

/** `z.int()` names its format itself, `z.number().int()` in a check. */
function isInt({ _zod: { def } }: Schema): boolean {
  const formats = [def.format, ...(def.checks ?? []).map((check) => check._zod.def.format)];
  return formats.some((format) => format === "safeint" || format === "int32" || format === "uint32");
}

function literal(values: readonly unknown[], reach: string, reader: Reader): Shape {
  const plain = values.filter((value) => ["string", "number", "boolean"].includes(typeof value));
  const members: Shape[] = plain.length ? [{ type: "literal", values: plain as (string | number | boolean)[] }] : [];
  if (values.some((value) => typeof value === "bigint")) members.push({ type: "bigint" });
  if (values.some((value) => typeof value === "symbol")) {
    return refuse({ type: "schema", schema: "symbol" }, reach, reader);
  }
  const [first] = members;
  const some: Shape | undefined = members.length > 1 ? { type: "union", key: undefined, members } : first;
  if (!some) return { type: values.includes(null) ? "null" : "undefined" };
  const orNull = values.includes(null) ? nullable(some) : some;
  return values.includes(undefined) ? optional(orNull) : orNull;
}

function readObject({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  if (def.catchall && def.catchall._zod.def.type !== "never") refuse({ type: "catchall" }, reach, reader);
  const fields = Object.entries(def.shape!).map(([name, schema]): Field => {
    const shape = field(schema, `${reach}.${name}`, reader);
    // The codec tells an absent field by `undefined`, which an inherited name never is.
    const inherited = shape.type === "optional" && name in Object.prototype;
    if (name === "__proto__" || inherited) refuse({ type: "name", name }, `${reach}.${name}`, reader);
    return { name, shape };
  });
  return { type: "object", fields };
}

/** A field or a place of a tuple, which may be missing even when only something inside its schema says so. */
function field(schema: Schema, reach: string, reader: Reader): Shape {
  const shape = read(schema, reach, reader);
  const { optin, optout } = schema._zod;
  return (reader.side === "input" ? optin : optout) ? optional(shape) : shape;
}

function readRecord({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  const refused = reader.refusals.length;
  const key = read(def.keyType!, `${reach}[key]`, reader);
  const keys = key.type === "union" ? key.members : [key];
  const isRefused = reader.refusals.length > refused;
  if (!isRefused && !keys.every(({ type }) => type === "string" || type === "number" || type === "literal")) {
    refuse({ type: "key" }, `${reach}[key]`, reader);
  }
  return { type: "record", value: read(def.valueType!, `${reach}[]`, reader) };
}

function readUnion({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  const members = def.options!.map((option) => read(option, reach, reader));
  const isOptional = members.some(({ type }) => type === "optional" || type === "undefined");
  const inner = members.map((member) => member.type === "optional" ? member.inner : member);
  const isNullable = inner.some(({ type }) => type === "nullable" || type === "null");
  const some = inner
    .map((member) => member.type === "nullable" ? member.inner : member)
    .filter(({ type }) => type !== "null" && type !== "undefined");
  const [first] = some;
  if (!first) return isNullable ? isOptional ? optional({ type: "null" }) : { type: "null" } : { type: "undefined" };
  const union = { type: "union" as const, key: def.discriminator, members: some };
  const shape: Shape = some.length > 1 ? union : first;
  reader.checks.push(() => {
    const plan = planUnion(union, reader.definitions);
    if (plan.type === "ambiguous") refuse({ type: "union", kind: plan.kind }, reach, reader);
  });
  const orNull = isNullable ? nullable(shape) : shape;
  return isOptional ? optional(orNull) : orNull;
}

/** Zod freezes what it parses; of bytes that throws, so every value would be an error of the server. */
function readReadonly({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  const inner = read(def.innerType!, reach, reader);
  reader.checks.push(() => {
    if (kindsOf(inner, reader.definitions).has("bytes")) refuse({ type: "frozen bytes" }, reach, reader);
  });
  return inner;
}

/** Also codecs and transforms, which zod builds as pipes. */
function readPipe({ _zod: { def } }: Schema, reach: string, reader: Reader): Shape {
  const half = reader.side === "input" ? def.in! : def.out!;
  if (half._zod.def.type !== "transform") return read(half, reach, reader);
  return refuse({ type: reader.side === "input" ? "preprocess" : "transform" }, reach, reader);
}

function optional(inner: Shape): Shape {
  return inner.type === "optional" ? inner : { type: "optional", inner };
}

function nullable(inner: Shape): Shape {
  if (inner.type === "optional") return { type: "optional", inner: nullable(inner.inner) };
  return inner.type === "nullable" || inner.type === "null" ? inner : { type: "nullable", inner };
}

/** Notes the refusal and goes on, so that all of a contract's are found at once. */
function refuse(reason: Parameters<typeof refusalOf>[0], reach: string, reader: Reader): Shape {
  const { message, hint } = refusalOf(reason);
  reader.refusals.push({ reach, message: `${reach} cannot cross the wire: ${message}`, hint });
  return { type: "null" };
}
