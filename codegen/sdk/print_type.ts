/**
 * The TypeScript types of values as JSON with names, as `deno fmt` prints them at a line width of 120.
 */
import { type KeyedMember, keyedMembers } from "../../runtime/wire/keyed_marks.ts";
import { kindsOf } from "../../runtime/wire/plan_union.ts";
import type { Shape, WireShape } from "../../runtime/wire/shape.ts";
import { keyOf, lineWidth, quote } from "../print_code.ts";

/** The types of one value: its own declaration, and those of the shapes in it that contain themselves. */
export function printTypes(name: string, { root, definitions }: WireShape, comment: string): string {
  const context: Context = { definitions, nameOf: (ref) => `${name}${ref[0]!.toUpperCase()}${ref.slice(1)}` };
  const parts = Object.entries(definitions).map(([ref, shape]) =>
    declaration(context.nameOf(ref), shape, { context, comment: `A part of {@linkcode ${name}}.` })
  );
  return [declaration(name, root, { context, comment }), ...parts].join("");
}

interface Context {
  readonly definitions: WireShape["definitions"];
  nameOf(ref: string): string;
}

function declaration(
  name: string,
  shape: Shape,
  { context, comment }: { readonly context: Context; readonly comment: string },
): string {
  const head = `export type ${name} =`;
  const type = typeOf(shape, context);
  const flat = `${head} ${flatText(type)};\n`;
  const text = flat.length <= lineWidth + 1
    ? flat
    : type.kind === "union"
    ? `${head}\n${type.members.map((member) => `  | ${memberText(member, 2)}`).join("\n")};\n`
    : `${head} ${brokenText(type, 0)};\n`;
  return `\n/** ${comment} */\n${text}`;
}

/** A type, not yet broken into lines. */
type Type =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  | { readonly kind: "list"; readonly item: Type }
  | { readonly kind: "object"; readonly fields: readonly { readonly head: string; readonly type: Type }[] };

const text = (words: string): Type => ({ kind: "text", text: words });
const orNull = (type: Type): Type => unionOf([type, text("null")]);

function typeOf(shape: Shape, context: Context): Type {
  switch (shape.type) {
    case "string":
    case "boolean":
    case "null":
    case "number":
      return text(shape.type);
    case "undefined":
      return text("null");
    case "file":
      return text("never");
    case "date":
      return text("IsoDate");
    case "bigint":
      return text("Digits");
    case "bytes":
      return text("Base64");
    case "literal":
      return unionOf(shape.values.map((value) => text(typeof value === "string" ? quote(value) : String(value))));
    case "array":
    case "set":
      return { kind: "list", item: typeOf(shape.item, context) };
    case "map": {
      const pair = [shape.key, shape.value].map((part) => flatText(typeOf(part, context)));
      return { kind: "list", item: text(`(readonly [${pair.join(", ")}])`) };
    }
    case "tuple":
      return text(tupleText(shape, context));
    case "record":
      return { kind: "object", fields: [{ head: "readonly [key: string]", type: typeOf(shape.value, context) }] };
    case "object":
      return { kind: "object", fields: shape.fields.map(({ name, shape }) => fieldOf(name, shape, context)) };
    case "optional":
    case "nullable":
      return orNull(typeOf(shape.inner, context));
    case "union":
      return unionOf(keyedMembers(shape, context.definitions).map((member) => memberType(member, context)));
    case "ref":
      return text(context.nameOf(shape.name));
  }
}

function fieldOf(name: string, shape: Shape, context: Context): { head: string; type: Type } {
  const isOptional = kindsOf(shape, context.definitions).has("undefined");
  const type = typeOf(shape.type === "optional" ? shape.inner : shape, context);
  return { head: `readonly ${keyOf(name)}${isOptional ? "?" : ""}`, type };
}

function memberType({ shape, mark }: KeyedMember, context: Context): Type {
  const type = typeOf(shape, context);
  return mark === undefined ? type : { kind: "object", fields: [{ head: `readonly $${mark}`, type }] };
}

function tupleText({ items, rest }: Extract<Shape, { type: "tuple" }>, context: Context): string {
  const parts = items.map((item) =>
    item.type === "optional" ? `(${flatText(orNull(typeOf(item.inner, context)))})?` : flatText(typeOf(item, context))
  );
  return `readonly [${[...parts, ...(rest ? [`...${listText(typeOf(rest, context))}`] : [])].join(", ")}]`;
}

function unionOf(members: readonly Type[]): Type {
  const flat = members.flatMap((member) => member.kind === "union" ? member.members : [member]);
  const distinct = [...new Map(flat.map((member) => [flatText(member), member])).values()];
  return distinct.length === 1 ? distinct[0]! : { kind: "union", members: distinct };
}

function flatText(type: Type): string {
  switch (type.kind) {
    case "text":
      return type.text;
    case "union":
      return type.members.map(flatText).join(" | ");
    case "list":
      return `readonly ${listText(type.item)}`;
    case "object": {
      const fields = type.fields.map(({ head, type }) => `${head}: ${flatText(type)}`);
      return fields.length === 0 ? "Record<string, never>" : `{ ${fields.join("; ")} }`;
    }
  }
}

function listText(item: Type): string {
  const isCompound = item.kind === "union" || item.kind === "list";
  return isCompound ? `(${flatText(item)})[]` : `${flatText(item)}[]`;
}

/** A member of a broken union, behind its bar. */
function memberText(type: Type, indent: number): string {
  const flat = flatText(type);
  return indent + 2 + flat.length <= lineWidth ? flat : brokenText(type, indent);
}

/** A type that is too long for one line, over several. */
function brokenText(type: Type, indent: number): string {
  if (type.kind === "text" || type.kind === "union") return flatText(type);
  if (type.kind === "list") {
    const item = brokenText(type.item, indent);
    return `readonly ${type.item.kind === "list" ? `(${item})` : item}[]`;
  }
  const blanks = " ".repeat(indent + 2);
  const lines = type.fields.map(({ head, type }) => `${blanks}${head}:${fieldText(type, indent + 2, head.length)};\n`);
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

/** What follows the colon of a field. */
function fieldText(type: Type, indent: number, head: number): string {
  const flat = ` ${flatText(type)}`;
  if (indent + head + flat.length + 2 <= lineWidth) return flat;
  if (type.kind !== "union") return ` ${brokenText(type, indent)}`;
  return `\n${type.members.map((member) => `${" ".repeat(indent + 2)}| ${memberText(member, indent + 2)}`).join("\n")}`;
}
