/**
 * Types several operands by each other: of a comparison, a sum, the branches of a CASE. A parameter among them takes
 * the type of the others.
 */
import { type Evidence, isOpen, type Open, settle, type Typed } from "./analysis.ts";
import { INTEGER, isNumeric, join, type SqlType, TEXT } from "./sql_type.ts";

/** One operand with its source text, for messages. */
export interface Operand {
  readonly typed: Typed;
  readonly text: string;
}

/** What operands say about the parameters among them. */
export interface Together {
  readonly operands: readonly Typed[];
  /** The parameters among them: fixed when an operand with a type of its own has typed them. */
  readonly open: readonly Open[];
  readonly weak: boolean;
}

/**
 * Gives each open operand the type of the others. Operands with a type of their own come before literals: in
 * `price * :rate * 2` the parameter is what `price` is, not what `2` is.
 */
export function together(operands: readonly Operand[], options: { readonly arithmetic?: boolean } = {}): Together {
  const usable = operands.filter(({ typed }) => isKnown(typed.type));
  const strong = usable.filter(({ typed }) => !typed.weak && !isOpen(typed));
  const weak = usable.filter(({ typed }) => typed.weak && !isOpen(typed));
  const [givers, strength] = strong.length > 0
    ? [strong, "context" as const]
    : [weak.length > 0 ? weak : usable, "hint" as const];
  const type = widen(join(givers.map(({ typed }) => typed)).type, { ...options, strength });
  const known = isKnown(type) && (!options.arithmetic || isNumeric(type));
  const evidence = known ? { type, strength, place: `beside ${givers.map(({ text }) => text).join(", ")}` } : undefined;
  const settled = operands.map(({ typed }) => evidence && isOpen(typed) ? give(typed, evidence) : typed);
  const fixed = strength === "context" && evidence !== undefined;
  const all = operands.flatMap(({ typed }) => typed.open ?? []);
  const open = fixed ? all.map((one) => ({ ...one, fixed })) : all;
  return { operands: settled, open, weak: strong.length === 0 };
}

function give(typed: Typed, evidence: Evidence): Typed {
  settle(typed, evidence);
  return isKnown(typed.type) ? typed : { ...typed, type: evidence.type };
}

/** A literal stands for its kind: `:side = 'home'` takes any text. */
function widen(
  type: SqlType,
  { arithmetic, strength }: { arithmetic?: boolean; strength: Evidence["strength"] },
): SqlType {
  if (type.kind === "text" && strength === "hint") return TEXT;
  return arithmetic && type.kind === "boolean" ? INTEGER : type;
}

function isKnown(type: SqlType): boolean {
  return type.kind !== "unknown" && type.kind !== "null";
}
