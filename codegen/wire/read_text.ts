/**
 * Checks the schemas of parameters, which are spelled as strings in addresses: of a path, a query, a topic. Runs in
 * the worker, because it tries the schemas.
 */
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { convertText, itemOf, type Leaf, leafOf, notCanonical } from "../../runtime/schema/text.ts";
import { inside, type Schema } from "../../runtime/schema/zod_def.ts";
import type { LinkField } from "./contract_info.ts";
import { readShape, type Refusal } from "../../runtime/wire/read_shape.ts";
import type { Shape } from "../../runtime/wire/shape.ts";

/** Where a parameter stands, which says whether it is a list. */
export type TextPlace = "one part" | "all parts" | "query";

/**
 * The parameters of one address, with those that no address can hold.
 *
 * @param placeOf Where the parameter of this name stands.
 */
export function readTextFields(
  schemas: Readonly<Record<string, z.ZodType>>,
  reach: string,
  placeOf: (name: string) => TextPlace,
): { fields: LinkField[]; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const fields = Object.entries(schemas).flatMap(([name, schema]): LinkField[] => {
    const at = `${reach}.${name}`;
    const output = readShape(schema, { side: "output", reach: at });
    const shape = output.shape.root;
    const refused = output.refusals.length ? output.refusals : refusalsOf(schema, shape, { at, place: placeOf(name) });
    refusals.push(...refused);
    return refused.length ? [] : [{ name, ...missing(schema), shape }];
  });
  return { fields, refusals };
}

/** What a string leaf may have to look like: a schema that accepts any of these is tried with it. */
const sampleTexts = [
  ..."a|A|abc|ABC|TOR|a b| a |é|montréal-meteors|0|1|3|1.5|42|2026|true|false|on|yes|abc123|a,b|#ff0000".split("|"),
  "2026-07-01",
  "20:15:00",
  "2026-07-01T20:15:00Z",
  "2026-07-01T20:15:00.000Z",
  "ann@example.com",
  "https://example.com/a",
  "123e4567-e89b-42d3-a456-426614174000",
];

const sampleNumbers = ["0", "1", "-1", "3", "1.5", "10", "42", "100", "2026", "1000000"];

/** What a link may leave out, and what the page takes in its place. */
function missing(schema: z.ZodType): Pick<LinkField, "optional" | "missing"> {
  const isList = itemOf(inside(schema)) !== undefined;
  const { success, data } = schema.safeParse(isList ? [] : undefined);
  const isPlain = ["string", "number", "boolean", "bigint"].includes(typeof data);
  return { optional: success, missing: isPlain ? data as LinkField["missing"] : undefined };
}

interface Standing {
  /** `contract.query.tab`. */
  readonly at: string;
  readonly place: TextPlace;
}

function refusalsOf(schema: z.ZodType, output: Shape, { at: reach, place }: Standing): Refusal[] {
  const refuse = (message: string, hint: string): Refusal[] => [{
    reach,
    message: `${reach} cannot stand in an address: ${message}`,
    hint,
  }];
  const item = itemOf(inside(schema));
  if (item && place === "one part") {
    return refuse("got a list, expected a single value", "Lists are for a query, and for a catch-all: [...name].tsx");
  }
  if (!item && place === "all parts") {
    return refuse(
      `got ${nameOf(inside(schema))}, expected a list: a catch-all has one part or more`,
      "Write z.array(z.string()), or another schema for each part",
    );
  }
  if (item) {
    const whole = schema.safeParse(undefined);
    if (whole.success && !(Array.isArray(whole.data) && whole.data.length === 0)) {
      return refuse(
        "got a list with a default or an optional one, expected one without",
        "Write z.array(…) alone: an address that does not name it gives the empty list",
      );
    }
    const single = item as unknown as z.ZodType;
    const shape = readShape(single, { side: "output", reach }).shape.root;
    return refusalsOf(single, shape, { at: `${reach}[]`, place: "one part" });
  }
  const leaf = leafOf(inside(schema));
  if (!leaf || !isPrintable(output)) {
    return refuse(
      `got ${nameOf(inside(schema))}, expected a string, number, boolean, bigint, date, enum or literal` +
        (place === "query" ? ", or a list of these" : ""),
      "Use one of these; several values may be several parameters, or one string that the page takes apart",
    );
  }
  if (leaf.nullable) {
    return refuse(
      "got a nullable schema, expected one without null",
      "Use .optional(): an address can only leave it out",
    );
  }
  const tried = samples(leaf).flatMap((text) => tryText(schema, leaf, text) ?? []);
  const wrong = tried.find(({ again }) => !again);
  if (wrong) {
    return refuse(
      `got "${wrong.text}", which is printed as "${wrong.printed}" and then means something else, ` +
        "expected what is printed to parse to the same value",
      "Use a z.codec() whose result prints as it was written, or convert the value in load",
    );
  }
  return tried.length === 0 && inside(schema)._zod.def.type === "pipe"
    ? refuse(
      "got a conversion that none of the tried strings passes, expected one that can be checked",
      "Declare the string itself, and convert it in load",
    )
    : [];
}

function samples(leaf: Leaf): readonly string[] {
  switch (leaf.type) {
    case "string":
      return sampleTexts;
    case "number":
    case "bigint":
      return sampleNumbers;
    case "boolean":
      return ["true", "false"];
    case "date":
      return ["1970-01-01T00:00:00.000Z", "2026-07-01T20:15:00.000Z"];
    case "choice":
      return leaf.choices.map(String);
    case "file":
      return [];
  }
}

interface Trial {
  readonly text: string;
  readonly printed: string;
  /** Whether what was printed parses to the same value. */
  readonly again: boolean;
}

/** `undefined` when the schema does not accept the text. */
function tryText(schema: z.ZodType, leaf: Leaf, text: string): Trial | undefined {
  const first = parseText(schema, leaf, text);
  if (!first) return undefined;
  const printed = first.value instanceof Date ? first.value.toISOString() : String(first.value);
  const second = parseText(schema, leaf, printed);
  return { text, printed, again: second !== undefined && isDeepStrictEqual(first.value, second.value) };
}

function parseText(schema: z.ZodType, leaf: Leaf, text: string): { value: unknown } | undefined {
  const input = convertText(leaf, text);
  if (input === notCanonical) return undefined;
  const parsed = schema.safeParse(input);
  return parsed.success ? { value: parsed.data } : undefined;
}

function isPrintable(shape: Shape): boolean {
  switch (shape.type) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
    case "date":
    case "literal":
      return true;
    case "optional":
    case "nullable":
      return isPrintable(shape.inner);
    case "union":
      return shape.members.every(isPrintable);
    default:
      return false;
  }
}

function nameOf({ _zod: { def } }: Schema): string {
  return def.innerType ? nameOf(def.innerType) : `z.${def.type}()`;
}
