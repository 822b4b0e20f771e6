/**
 * Prints expressions of generated TypeScript as `deno fmt` prints them at a line width of 120, so that generated files
 * are formatted without a formatter. Only the forms that the writers use.
 */

/** An expression. A string is source text that is never broken. */
export type Code =
  | string
  | { readonly type: "call"; readonly name: string; readonly args: readonly Code[] }
  | { readonly type: "object"; readonly entries: readonly (readonly [key: string, value: Code])[] }
  | { readonly type: "array"; readonly items: readonly Code[] };

/** Where an expression is printed. */
export interface Place {
  /** The indentation of the line on which it begins. */
  readonly indent: number;
  /** How many characters stand before it on that line, the indentation included. */
  readonly column: number;
  /** How many characters follow it at once, e.g. a comma. */
  readonly after: number;
}

/** The line width of Rally's formatting. */
export const lineWidth = 120;

/** A call, e.g. `array(json)`. */
export function call(name: string, ...args: readonly Code[]): Code {
  return { type: "call", name, args };
}

/** An object literal. Keys are quoted where they must be. */
export function objectOf(entries: readonly (readonly [key: string, value: Code])[]): Code {
  return { type: "object", entries };
}

/** An array literal. */
export function arrayOf(items: readonly Code[]): Code {
  return { type: "array", items };
}

/** The text of an expression. */
export function printCode(code: Code, { indent, column, after }: Place): string {
  const flat = printFlat(code);
  if (typeof code === "string" || column + flat.length + after <= lineWidth) return flat;
  switch (code.type) {
    case "object": {
      const lines = code.entries.map(([key, value]) => printEntry(key, value, indent + 2));
      return lines.length ? `{\n${lines.join("")}${blanks(indent)}}` : "{}";
    }
    case "array":
      return `[\n${printItems(code.items, indent + 2)}${blanks(indent)}]`;
    case "call": {
      const last = code.args.at(-1);
      const before = code.args.slice(0, -1);
      const hugged = typeof last === "object" && last.type !== "call" && before.every((arg) => typeof arg === "string");
      const head = `${code.name}(${before.map((arg) => `${printFlat(arg)}, `).join("")}`;
      if (hugged && column + head.length < lineWidth) {
        return `${head}${printBroken(last, indent)})`;
      }
      return `${code.name}(\n${printItems(code.args, indent + 2)}${blanks(indent)})`;
    }
  }
}

/** `key: value,` on a line of its own. */
export function printEntry(key: string, value: Code, indent: number): string {
  const head = `${blanks(indent)}${keyOf(key)}: `;
  return value === key
    ? `${blanks(indent)}${key},\n`
    : `${head}${printCode(value, { indent, column: head.length, after: 1 })},\n`;
}

/** The source text of a string. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A property name, quoted when it is no identifier. */
export function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A declaration with a value: `const games: Codec = …;`. */
export function printDeclaration(head: string, value: Code): string {
  const start = `${head} = `;
  return `${start}${printCode(value, { indent: 0, column: start.length, after: 1 })};\n`;
}

/** An import of names, sorted; a type is given as `type Codec`. */
export function printImport(names: readonly string[], from: string): string {
  const sorted = [...names].sort((left, right) => sortKey(left) < sortKey(right) ? -1 : 1);
  const onlyTypes = sorted.every((name) => name.startsWith("type "));
  const listed = onlyTypes ? sorted.map((name) => name.slice("type ".length)) : sorted;
  const word = onlyTypes ? "import type" : "import";
  const flat = `${word} { ${listed.join(", ")} } from ${quote(from)};\n`;
  return flat.length <= lineWidth + 1
    ? flat
    : `${word} {\n${listed.map((name) => `  ${name},\n`).join("")}} from ${quote(from)};\n`;
}

function sortKey(name: string): string {
  return name.replace("type ", "").toLowerCase();
}

function printBroken(code: Code, indent: number): string {
  return printCode(code, { indent, column: lineWidth, after: 0 });
}

function printItems(items: readonly Code[], indent: number): string {
  return items
    .map((item) => `${blanks(indent)}${printCode(item, { indent, column: indent, after: 1 })},\n`)
    .join("");
}

/** The text of an expression on one line. */
export function printFlat(code: Code): string {
  if (typeof code === "string") return code;
  switch (code.type) {
    case "call":
      return `${code.name}(${code.args.map(printFlat).join(", ")})`;
    case "array":
      return `[${code.items.map(printFlat).join(", ")}]`;
    case "object": {
      const entries = code.entries.map(([key, value]) => value === key ? key : `${keyOf(key)}: ${printFlat(value)}`);
      return entries.length ? `{ ${entries.join(", ")} }` : "{}";
    }
  }
}

function blanks(count: number): string {
  return " ".repeat(count);
}
