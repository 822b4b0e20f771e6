/**
 * Checks the schemas of parameters, which are spelled as strings in addresses: of a path, a query, a topic. Runs in
 * the worker, because it tries the schemas.
 */
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { convertText, type Leaf, leafOf, notCanonical } from "../../runtime/wire/text.ts";
import { inside, type Schema } from "../../runtime/wire/zod_def.ts";
import type { LinkField } from "./contract_info.ts";
import { readShape, type Refusal } from "./read_shape.ts";
import type { Shape } from "./shape.ts";

/** The parameters of one address, with those that no address can hold. */
export function readTextFields(
  schemas: Readonly<Record<string, z.ZodType>>,
  reach: string,
): { fields: LinkField[]; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const fields = Object.entries(schemas).flatMap(([name, schema]): LinkField[] => {
    const at = `${reach}.${name}`;
    const output = readShape(schema, { side: "output", reach: at });
    const refused = output.refusals.length ? output.refusals : refusalsOf(schema, output.shape.root, at);
    refusals.push(...refused);
    return refused.length
      ? []
      : [{ name, optional: inside(schema)._zod.optin !== undefined, shape: output.shape.root }];
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

function refusalsOf(schema: z.ZodType, output: Shape, reach: string): Refusal[] {
  const leaf = leafOf(inside(schema));
  const refuse = (message: string, hint: string): Refusal[] => [{
    reach,
    message: `${reach} cannot stand in an address: ${message}`,
    hint,
  }];
  if (!leaf || !isPrintable(output)) {
    return refuse(
      `got ${nameOf(inside(schema))}, expected a string, number, boolean, bigint, date, enum or literal`,
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
