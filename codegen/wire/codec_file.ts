/**
 * The frame of a generated file that holds codecs: imports, shared declarations, the table.
 */
import { headerOf } from "../header.ts";
import { type Code, printDeclaration, printFlat, printImport } from "../print_code.ts";
import { codecCodes } from "./codec_code.ts";
import type { WireShape } from "../../runtime/wire/shape.ts";

/** What a file of codecs holds. */
export interface CodecFileOptions {
  /** The file or files it is made from, for its first line. */
  readonly source: string;
  readonly shapes: readonly WireShape[];
  /** The beginning of the exported declaration: `export const wire: WireTable`. */
  readonly head: string;
  /** The type that `head` names. */
  readonly type: string;
  /** The exported value, given the codec of each shape. */
  table(codecs: readonly Code[]): Code;
}

/** The text of the file. */
export function codecFile({ source, shapes, head, type, table }: CodecFileOptions): string {
  const { definitions, roots } = codecCodes(shapes);
  const value = table(roots);
  const shared = shareEqual([...definitions.map(([, code]) => code), value], definitions.length);
  const declarations = shared.codes.slice(0, -1).map((code, i) => ({ name: definitions[i]![0], code }));
  const texts = [
    ...[...shared.before, ...declarations, ...shared.after].map(({ name, code }) =>
      printDeclaration(`const ${name}: Codec`, code)
    ),
    printDeclaration(head, shared.codes.at(-1)!),
  ];
  const names = new Set(texts.length > 1 ? ["type Codec", `type ${type}`] : [`type ${type}`]);
  for (const code of [...shared.codes, ...[...shared.before, ...shared.after].map(({ code }) => code)]) {
    for (const name of combinatorsOf(code)) names.add(name);
  }
  return `${headerOf(source)}${printImport([...names], "@rally/rally/wire")}\n${texts.join("\n")}`;
}

interface Declaration {
  readonly name: string;
  readonly code: Code;
}

interface Shared {
  /** What the definitions use, in the order of need. */
  readonly before: readonly Declaration[];
  /** What only the table uses. */
  readonly after: readonly Declaration[];
  /** The given codes, with names in the place of what was declared. */
  readonly codes: readonly Code[];
}

/** Declares every object and union that occurs more than once: pages and their actions often share a schema. */
function shareEqual(codes: readonly Code[], taken: number): Shared {
  const uses = new Map<string, number>();
  codes.forEach((code) => countUses(code, uses));
  const declared = new Map<string, string>();
  const declarations: Declaration[] = [];
  const replace = (code: Code): Code => {
    if (typeof code === "string") return code;
    const text = printFlat(code);
    const known = declared.get(text);
    if (known !== undefined) return known;
    const inner = mapParts(code, replace);
    if (!isShareable(code) || uses.get(text)! < 2) return inner;
    const name = `shape${taken + declared.size + 1}`;
    declared.set(text, name);
    declarations.push({ name, code: inner });
    return name;
  };
  const definitions = codes.slice(0, -1).map(replace);
  const before = declarations.splice(0);
  return { codes: [...definitions, replace(codes.at(-1)!)], before, after: declarations };
}

/** What stands inside something that occurs twice is counted once. */
function countUses(code: Code, uses: Map<string, number>): void {
  if (typeof code === "string") return;
  const text = printFlat(code);
  const count = uses.get(text) ?? 0;
  uses.set(text, count + 1);
  if (count === 0) partsOfCode(code).forEach((part) => countUses(part, uses));
}

function isShareable(code: Code): boolean {
  return typeof code === "object" && code.type === "call" && ["object", "tagged", "union"].includes(code.name);
}

function combinatorsOf(code: Code): string[] {
  if (typeof code === "string") return /^(json|nothing|date|bigint|bytes)$/.test(code) ? [code] : [];
  const parts = partsOfCode(code).flatMap(combinatorsOf);
  return code.type === "call" ? [code.name, ...parts] : parts;
}

function partsOfCode(code: Exclude<Code, string>): readonly Code[] {
  switch (code.type) {
    case "call":
      return code.args;
    case "array":
      return code.items;
    case "object":
      return code.entries.map(([, value]) => value);
  }
}

function mapParts(code: Exclude<Code, string>, change: (part: Code) => Code): Code {
  switch (code.type) {
    case "call":
      return { ...code, args: code.args.map(change) };
    case "array":
      return { ...code, items: code.items.map(change) };
    case "object":
      return { ...code, entries: code.entries.map(([key, value]) => [key, change(value)] as const) };
  }
}
