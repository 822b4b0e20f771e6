/**
 * The shape of a value on the wire: what Rally keeps of a zod schema. Plain data, so that it comes out of the worker
 * that imports the app; codecs, the types of links and the typed client are written from it, and the HTTP API reads and
 * writes JSON by it.
 */

/** One shape. Which values of a leaf are valid is left to the schema. */
export type Shape =
  | { readonly type: "string" | "boolean" | "null" | "undefined" | "date" | "bigint" | "bytes" | "file" }
  | { readonly type: "number"; readonly int: boolean }
  | { readonly type: "literal"; readonly values: readonly (string | number | boolean)[] }
  | { readonly type: "array" | "set"; readonly item: Shape }
  | { readonly type: "tuple"; readonly items: readonly Shape[]; readonly rest: Shape | undefined }
  | { readonly type: "object"; readonly fields: readonly Field[] }
  | { readonly type: "record"; readonly value: Shape }
  | { readonly type: "map"; readonly key: Shape; readonly value: Shape }
  /** `undefined`, or absent as a field. Never directly inside another `optional` or `nullable`. */
  | { readonly type: "optional"; readonly inner: Shape }
  | { readonly type: "nullable"; readonly inner: Shape }
  /** `key` is the discriminator that the schema declares. */
  | { readonly type: "union"; readonly key: string | undefined; readonly members: readonly Shape[] }
  /** A shape that contains itself, by its name in {@linkcode WireShape.definitions}. */
  | { readonly type: "ref"; readonly name: string };

/** A field of an object, in the order of the schema. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
}

/** A shape with the shapes that it refers to by name. */
export interface WireShape {
  readonly root: Shape;
  readonly definitions: Readonly<Record<string, Shape>>;
}

/** Which half of a schema: what goes into its parse, or what comes out. */
export type Side = "input" | "output";

/** The shape that a reference stands for; other shapes stand for themselves. */
export function resolved(shape: Shape, definitions: WireShape["definitions"]): Shape {
  const seen = new Set<string>();
  while (shape.type === "ref" && !seen.has(shape.name)) {
    seen.add(shape.name);
    shape = definitions[shape.name]!;
  }
  return shape;
}

/** The parts of a shape with the step that leads to each, as in `games[].home`. */
export function partsOf(shape: Shape): [step: string, part: Shape][] {
  switch (shape.type) {
    case "array":
    case "set":
      return [["[]", shape.item]];
    case "tuple":
      return [...shape.items.map((item, i): [string, Shape] => [`[${i}]`, item]), ...rest(shape.rest)];
    case "object":
      return shape.fields.map((field) => [`.${field.name}`, field.shape]);
    case "record":
      return [["[]", shape.value]];
    case "map":
      return [["[key]", shape.key], ["[]", shape.value]];
    case "optional":
    case "nullable":
      return [["", shape.inner]];
    case "union":
      return shape.members.map((member) => ["", member]);
    default:
      return [];
  }
}

function rest(shape: Shape | undefined): [string, Shape][] {
  return shape ? [["[]", shape]] : [];
}
