/**
 * Generated zod schemas with values for one of their halves.
 */
import fc from "fast-check";
import { z } from "zod";
import type { Kind } from "../../runtime/wire/unions.ts";
import type { Side } from "../../runtime/wire/shape.ts";

/** A schema with its values: what it takes, or what it gives. */
export interface Sample {
  readonly schema: z.ZodType;
  readonly value: fc.Arbitrary<unknown>;
}

/** Any schema that can cross the wire. */
export function anyShape(side: Side): fc.Arbitrary<Sample> {
  const { any } = fc.letrec<{ any: Sample; composite: Sample }>((tie) => ({
    any: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie("composite")),
    composite: fc.oneof(
      structure(tie("any")),
      wrapper(tie("any"), side),
      objectOf(tie("any")),
      taggedOf(tie("any")),
      kindsOf(tie("any")),
      recursiveOf(tie("any")),
    ),
  }));
  return any;
}

const text = fc.string({ unit: "binary", maxLength: 8 });
/** JSON has no -0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const bytes = fc.uint8Array({ maxLength: 12 }).map((array) => Uint8Array.from(array));
const date = fc.date({ noInvalidDate: true });
const isoDate = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });

/** One leaf for each kind of value that a union can tell apart. */
const leafOfKind: Partial<Record<Kind, Sample>> = {
  string: { schema: z.string(), value: text },
  number: { schema: z.number(), value: number },
  boolean: { schema: z.boolean(), value: fc.boolean() },
  bigint: { schema: z.bigint(), value: fc.bigInt() },
  date: { schema: z.date(), value: date },
  bytes: { schema: z.instanceof(Uint8Array), value: bytes },
  null: { schema: z.null(), value: fc.constant(null) },
  undefined: { schema: z.undefined(), value: fc.constant(undefined) },
};

const leaf: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  ...Object.values(leafOfKind),
  { schema: z.int(), value: fc.maxSafeInteger() },
  { schema: z.enum(["home", "away"]), value: fc.constantFrom("home", "away") },
  { schema: z.literal([1, "a", true, null]), value: fc.constantFrom(1, "a", true, null) },
  { schema: z.literal([1n, "a", undefined]), value: fc.constantFrom(1n, "a", undefined) },
  { schema: z.string().brand("Id"), value: text },
  { schema: z.json(), value: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))) },
);

/** Names that are dangerous as keys, or are no identifiers. */
const fieldName = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 1, maxLength: 3 }),
  fc.constantFrom("constructor", "toString", "a b", "1", "type", "new"),
);

function structure(any: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  const few = { maxLength: 3 };
  return fc.oneof(
    any.map(({ schema, value }): Sample => ({ schema: z.array(schema), value: fc.array(value, few) })),
    any.map(({ schema, value }): Sample => ({
      schema: z.set(schema),
      value: fc.array(value, few).map((v) => new Set(v)),
    })),
    any.map(({ schema, value }): Sample => ({
      schema: z.record(z.string(), schema),
      value: fc.dictionary(text, value, { maxKeys: 3, noNullPrototype: true }),
    })),
    fc.tuple(any, any).map(([key, { schema, value }]): Sample => ({
      schema: z.map(key.schema, schema),
      value: fc.array(fc.tuple(key.value, value), few).map((entries) => new Map(entries)),
    })),
    fc.tuple(any, any, any).map(([first, second, rest]): Sample => ({
      schema: z.tuple([first.schema, second.schema], rest.schema),
      value: fc.tuple(first.value, second.value, fc.array(rest.value, few)).map(([a, b, more]) => [a, b, ...more]),
    })),
    fc.tuple(leaf, leaf).map(([first, second]): Sample => ({
      schema: z.tuple([first.schema, second.schema.optional()]),
      value: fc.oneof(fc.tuple(first.value), fc.tuple(first.value, second.value)),
    })),
  );
}

function wrapper(any: fc.Arbitrary<Sample>, side: Side): fc.Arbitrary<Sample> {
  const orUndefined = (value: fc.Arbitrary<unknown>) => fc.option(value, { nil: undefined });
  return fc.oneof(
    any.map(({ schema, value }): Sample => ({ schema: schema.optional(), value: orUndefined(value) })),
    any.map(({ schema, value }): Sample => ({ schema: schema.nullable(), value: fc.option(value) })),
    any.map(({ schema, value }): Sample => ({
      schema: schema.nullish(),
      value: fc.oneof(value, fc.constantFrom(null, undefined)),
    })),
    objectOf(any).map(({ schema, value }): Sample => ({ schema: schema.readonly(), value })),
    any.map(({ schema, value }): Sample => ({ schema: z.lazy(() => schema), value })),
    fc.constant<Sample>({
      schema: z.int().default(3),
      value: side === "input" ? orUndefined(fc.integer()) : fc.integer(),
    }),
    fc.constant<Sample>({
      schema: z.codec(z.iso.datetime(), z.date(), {
        decode: (text) => new Date(text),
        encode: (date) => date.toISOString(),
      }),
      value: side === "input" ? isoDate.map((date) => date.toISOString()) : isoDate,
    }),
  );
}

function objectOf(any: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  const field = fc.record({ name: fieldName, sample: any, isOptional: fc.boolean() });
  return fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 5 }).map((fields) => {
    const shape: Record<string, z.ZodType> = {};
    const values: Record<string, fc.Arbitrary<unknown>> = {};
    const optionalNames: string[] = [];
    for (const { name, sample, isOptional } of fields) {
      // Zod itself takes the inherited value for an optional field of such a name.
      const optional = isOptional && !(name in Object.prototype);
      if (name in Object.prototype && isUndefinable(sample.schema)) continue;
      shape[name] = optional ? sample.schema.optional() : sample.schema;
      values[name] = sample.value;
      if (optional) optionalNames.push(name);
    }
    const requiredKeys = Object.keys(values).filter((name) => !optionalNames.includes(name));
    return { schema: z.object(shape), value: fc.record(values, { requiredKeys, noNullPrototype: true }) };
  });
}

function isUndefinable(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

function taggedOf(any: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  const member = (tags: readonly (string | number)[]) => (sample: Sample) => ({
    schema: z.object({ body: sample.schema, type: z.literal([...tags]) }),
    value: fc.record({ body: sample.value, type: fc.constantFrom(...tags) }, { noNullPrototype: true }),
  });
  return fc.tuple(any, any, any, fc.boolean()).map(([first, second, third, declared]): Sample => {
    const members = [
      member(["added"])(first),
      member(["removed", "gone"])(second),
      member([1])(third),
    ] as const;
    const schemas = [members[0].schema, members[1].schema, members[2].schema] as const;
    return {
      schema: declared ? z.discriminatedUnion("type", schemas) : z.union(schemas),
      value: fc.oneof(...members.map(({ value }) => value)),
    };
  });
}

function kindsOf(any: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  const compound = any.map(({ schema, value }) => ({
    array: { schema: z.array(schema), value: fc.array(value, { maxLength: 2 }) },
    map: {
      schema: z.map(z.string(), schema),
      value: fc.array(fc.tuple(text, value), { maxLength: 2 }).map((e) => new Map(e)),
    },
    set: { schema: z.set(schema), value: fc.array(value, { maxLength: 2 }).map((items) => new Set(items)) },
    object: { schema: z.object({ body: schema }), value: fc.record({ body: value }, { noNullPrototype: true }) },
  }));
  return compound
    .chain((samples) =>
      fc.subarray(Object.values<Sample>({ ...leafOfKind, ...samples } as Record<Kind, Sample>), { minLength: 2 })
    )
    .map((members): Sample => ({
      schema: z.union(members.map(({ schema }) => schema)),
      value: fc.oneof(...members.map(({ value }) => value)),
    }));
}

function recursiveOf(any: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  return any.map(({ schema, value }): Sample => {
    const Tree: z.ZodType = z.object({
      value: schema,
      get children() {
        return z.array(Tree);
      },
      get twin() {
        return Tree.nullable();
      },
    });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.record({
        value,
        children: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie("tree"), { maxLength: 2 })),
        twin: fc.oneof({ maxDepth: 2 }, fc.constant(null), tie("tree")),
      }, { noNullPrototype: true }),
    }));
    return { schema: Tree, value: tree };
  });
}
