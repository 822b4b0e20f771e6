/**
 * Why a value cannot cross the wire, and what to write instead.
 */

/** What a schema has that the wire has not. */
export type RefusalReason =
  | { readonly type: "schema"; readonly schema: string }
  | { readonly type: "coerce"; readonly schema: string }
  | { readonly type: "union"; readonly kind: string }
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "catchall" | "key" | "preprocess" | "transform" | "too deep" | "frozen bytes" | "file" };

/** The end of a problem's message, `got X, expected Y`, and its hint. */
export interface Refused {
  readonly message: string;
  readonly hint: string;
}

/** The words for a reason. */
export function refusalOf(reason: RefusalReason): Refused {
  switch (reason.type) {
    case "schema":
      return {
        message:
          `got z.${reason.schema}(), expected JSON values, dates, bigints, bytes, maps, sets or objects of these`,
        hint: schemaHints[reason.schema] ?? "Remove it from the contract",
      };
    case "coerce":
      return {
        message: `got z.coerce.${reason.schema}(), expected z.${reason.schema}()`,
        hint: `Drop "coerce": the strings of URLs and forms are converted by the schema's type`,
      };
    case "union":
      return {
        message: `got a union with two members that are ${plurals[reason.kind] ?? `${reason.kind}s`}, ` +
          "expected members that their kind or a literal tells apart",
        hint:
          'Give each member a literal field, e.g. type: z.literal("added"), and use z.discriminatedUnion("type", […])',
      };
    case "name":
      return {
        message: `got a field that every object inherits, expected a name of its own`,
        hint: `Rename the field "${reason.name}"`,
      };
    case "catchall":
      return {
        message: "got an object that takes unknown fields, expected z.object() or z.strictObject()",
        hint: "Name the fields, or put the others into a field of z.record(z.string(), …)",
      };
    case "key":
      return {
        message: "got a record with other keys than strings, expected z.string(), z.enum() or numbers",
        hint: "Use z.map() for other keys",
      };
    case "preprocess":
      return {
        message: "got z.preprocess(), whose input is unknown, expected a schema of the input",
        hint: "Use z.codec(input, output, …), or a schema of the input with .transform()",
      };
    case "transform":
      return {
        message: "got a one-way transform in what the server sends, expected a schema of its result",
        hint: "Declare the result, e.g. z.string(), and compute it on the server; transforms are for inputs",
      };
    case "frozen bytes":
      return {
        message: "got bytes with .readonly(), which zod cannot freeze, expected them without",
        hint: "Drop .readonly() here",
      };
    case "file":
      return {
        message: "got z.file() in an action over the socket, expected it in one that is posted",
        hint: 'Declare the action as action(input, { over: "post" }): files are streamed as the body of a form',
      };
    case "too deep":
      return {
        message: "got a schema more than 100 deep, expected less",
        hint: "A z.lazy() that makes a new schema at each call never ends: let it return one that is declared once",
      };
  }
}

const schemaHints: Readonly<Record<string, string>> = {
  any: "Name what crosses, or use z.json() for any JSON",
  custom: "Use a built-in schema with .refine(), or z.instanceof(Uint8Array) for bytes",
  file: "Send the bytes as z.instanceof(Uint8Array)",
  function: "Send what the function would give; functions stay where they are",
  instanceof: "Only Uint8Array and Date can be made anew: declare the parts with z.object()",
  intersection: "Merge the two objects with .extend(…)",
  nan: "JSON has no NaN: use z.number().nullable()",
  never: "Remove the field",
  promise: "Await the value on the server and declare what it gives",
  symbol: "Use z.enum([…])",
  transform: "Use a schema of the input with .transform()",
  unknown: "Name what crosses, or use z.json() for any JSON",
};

const plurals: Readonly<Record<string, string>> = {
  bytes: "both bytes",
  null: "both null",
  undefined: "both undefined",
};
