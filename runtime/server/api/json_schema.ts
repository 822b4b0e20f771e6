/**
 * The JSON Schema (2020-12) of values as the HTTP API spells them: from the shape what is there, from the schema how
 * long or how much it may be. zod's own `toJSONSchema` knows no dates, bigints, maps and sets.
 *
 * @module
 */
import type { z } from "zod";
import { inside, type Schema } from "../../schema/zod_def.ts";
import { type KeyedMember, keyedMembers } from "../../wire/keyed_marks.ts";
import { kindsOf } from "../../wire/plan_union.ts";
import type { Shape, Side, WireShape } from "../../wire/shape.ts";
import { boundsOf, withoutWrappers } from "./bounds.ts";
import { shapeOf } from "./keyed_schema.ts";

/** A schema as JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema with those that it refers to by name. */
export interface DescribedSchema {
  readonly schema: JsonSchema;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/**
 * Describes one half of a schema.
 *
 * @param name What the names of its definitions begin with; they stand in `#/components/schemas/`.
 */
export function jsonSchema(schema: z.ZodType, side: Side, name: string): DescribedSchema {
  const { root, definitions } = shapeOf(schema, side);
  const context: Context = { side, definitions, nameOf: (ref) => `${name}_${ref}` };
  const described = Object.entries(definitions).map(([ref, shape]) =>
    [context.nameOf(ref), describe(shape, undefined, context)] as const
  );
  return { schema: describe(root, inside(schema), context), definitions: Object.fromEntries(described) };
}

interface Context {
  readonly side: Side;
  readonly definitions: WireShape["definitions"];
  nameOf(ref: string): string;
}

function describe(shape: Shape, wrapped: Schema | undefined, context: Context): JsonSchema {
  const schema = wrapped && withoutWrappers(wrapped, context.side);
  const bounds = schema ? boundsOf(schema) : {};
  const def = schema?._zod.def;
  switch (shape.type) {
    case "string":
      return { type: "string", ...bounds };
    case "boolean":
    case "null":
      return { type: shape.type };
    case "undefined":
    case "file":
      return { type: "null" };
    case "number":
      return { type: shape.int ? "integer" : "number", ...bounds };
    case "date":
      return { type: "string", format: "date-time" };
    case "bigint":
      return { type: "string", pattern: "^-?\\d+$" };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "literal":
      return shape.values.length === 1 ? { const: shape.values[0] } : { enum: shape.values };
    case "array":
      return { type: "array", items: describe(shape.item, def?.element, context), ...bounds };
    case "set":
      return { type: "array", items: describe(shape.item, def?.valueType, context) };
    case "map": {
      const pair = [shape.key, shape.value].map((part) => describe(part, undefined, context));
      return { type: "array", items: { type: "array", prefixItems: pair, items: false, minItems: 2 } };
    }
    case "tuple":
      return describeTuple(shape, context);
    case "record":
      return { type: "object", additionalProperties: describe(shape.value, undefined, context) };
    case "object":
      return describeObject(shape, def?.shape, context);
    case "optional":
    case "nullable":
      return { anyOf: [describe(shape.inner, schema, context), { type: "null" }] };
    case "union":
      return { anyOf: keyedMembers(shape, context.definitions).map((member) => describeMember(member, context)) };
    case "ref":
      return { $ref: `#/components/schemas/${context.nameOf(shape.name)}` };
  }
}

function describeObject(
  { fields }: Extract<Shape, { type: "object" }>,
  schemas: Readonly<Record<string, Schema>> | undefined,
  context: Context,
): JsonSchema {
  const properties = fields.map(({ name, shape }) => {
    const inner = shape.type === "optional" ? shape.inner : shape;
    return [name, describe(inner, schemas?.[name], context)];
  });
  const required = fields
    .filter(({ shape }) => !kindsOf(shape, context.definitions).has("undefined"))
    .map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    // An answer may gain fields; in an input an unknown one is a mistake.
    ...(context.side === "input" ? { additionalProperties: false } : {}),
  };
}

function describeTuple({ items, rest }: Extract<Shape, { type: "tuple" }>, context: Context): JsonSchema {
  return {
    type: "array",
    prefixItems: items.map((item) => describe(item, undefined, context)),
    items: rest ? describe(rest, undefined, context) : false,
    minItems: items.findLastIndex(({ type }) => type !== "optional") + 1,
  };
}

function describeMember({ shape, mark }: KeyedMember, context: Context): JsonSchema {
  const described = describe(shape, undefined, context);
  if (mark === undefined) return described;
  return { type: "object", properties: { [`$${mark}`]: described }, required: [`$${mark}`] };
}
