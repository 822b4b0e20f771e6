/**
 * The codec of a shape as source text: calls of the combinators of `@rally/rally/wire`.
 */
import { arrayOf, call, type Code, objectOf, quote } from "../print_code.ts";
import { partsOf, type Shape, type WireShape } from "../../runtime/wire/shape.ts";
import { isIdentity, planUnion, type UnionMember } from "../../runtime/wire/plan_union.ts";

/** The codecs of shapes that contain themselves, by the names under which the file declares them. */
export interface CodecCodes {
  readonly definitions: readonly (readonly [name: string, code: Code])[];
  /** The codecs that were asked for, in order. */
  readonly roots: readonly Code[];
}

/** The codecs of several shapes that stand in one file. */
export function codecCodes(shapes: readonly WireShape[]): CodecCodes {
  const definitions: [string, Code][] = [];
  const known = new Map<string, Map<string, string>>();
  const roots = shapes.map((shape) => {
    // Two halves of a contract that refer to the same schemas share the declarations.
    const text = JSON.stringify(shape.definitions);
    const names = known.get(text) ?? new Map<string, string>();
    known.set(text, names);
    return codeOf(shape.root, { shape, names, definitions, inDefinition: false });
  });
  return { definitions, roots };
}

interface Context {
  readonly shape: WireShape;
  /** From the names of the shape's definitions to those of the file. */
  readonly names: Map<string, string>;
  readonly definitions: [string, Code][];
  /** A definition may stand before the one that it refers to, so there every reference is a `lazy`. */
  readonly inDefinition: boolean;
}

/** The name of a definition, which is declared when it is first asked for. */
function nameOf(name: string, context: Context): string {
  const { shape, names, definitions } = context;
  const known = names.get(name);
  if (known !== undefined) return known;
  const declared = `shape${definitions.length + 1}`;
  names.set(name, declared);
  const index = definitions.push([declared, "json"]) - 1;
  definitions[index] = [declared, codeOf(shape.definitions[name]!, { ...context, inDefinition: true })];
  return declared;
}

function codeOf(shape: Shape, context: Context): Code {
  const parts = () => partsOf(shape).map(([, part]) => codeOf(part, context));
  switch (shape.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "literal":
      return "json";
    case "undefined":
      return "nothing";
    case "date":
    case "bigint":
    case "bytes":
      return shape.type;
    // It travels as the body of a posted form, never in a frame.
    case "file":
      return "nothing";
    case "optional":
      return call("optional", ...parts());
    case "nullable": {
      const inner = codeOf(shape.inner, context);
      return inner === "json" ? inner : call("nullable", inner);
    }
    case "array":
    case "set":
    case "record":
    case "map":
      return call(shape.type, ...parts());
    case "tuple":
      return tupleCode(shape, context);
    case "object":
      return call("object", objectOf(shape.fields.map((field) => [field.name, codeOf(field.shape, context)])));
    case "union":
      return unionCode(shape, context);
    case "ref": {
      const { definitions } = context.shape;
      if (isIdentity(shape, definitions)) return "json";
      const target = definitions[shape.name]!;
      // A `z.lazy` around a schema that has a name of its own.
      if (target.type === "ref") return codeOf(target, context);
      const name = nameOf(shape.name, context);
      return context.inDefinition ? call("lazy", `() => ${name}`) : name;
    }
  }
}

function tupleCode({ items, rest }: Extract<Shape, { type: "tuple" }>, context: Context): Code {
  const least = items.findLastIndex((item) => item.type !== "optional") + 1;
  const codes = arrayOf(items.map((item) => codeOf(item, context)));
  const restCode = rest && codeOf(rest, context);
  if (least < items.length) return call("tuple", codes, restCode ?? "undefined", String(least));
  return restCode ? call("tuple", codes, restCode) : call("tuple", codes);
}

function unionCode(union: Extract<Shape, { type: "union" }>, context: Context): Code {
  const plan = planUnion(union, context.shape.definitions);
  switch (plan.type) {
    case "json":
    case "tagged":
      return memberCode(plan, context);
    case "kinds":
      return call("union", objectOf([...plan.members].map(([kind, member]) => [kind, memberCode(member, context)])));
    case "ambiguous":
      throw new Error(`A union of two shapes of kind ${plan.kind} came through the check of the contracts`);
  }
}

function memberCode(member: UnionMember, context: Context): Code {
  switch (member.type) {
    case "json":
      return "json";
    case "shape":
      return codeOf(member.shape, context);
    case "tagged": {
      const entries = member.members.map(({ tag, shape }) => [tag, codeOf(shape, context)] as const);
      return call("tagged", quote(member.key), objectOf(entries));
    }
  }
}
