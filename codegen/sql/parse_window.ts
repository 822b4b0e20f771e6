/**
 * Reads window definitions: behind OVER and in the WINDOW clause. What matters of a frame is whether it always holds the
 * row that it belongs to: an aggregate over no rows is NULL.
 */
import type { Expression, Window } from "./ast.ts";
import { parseExpression, parseOrderBy, type Reading } from "./parse_expression.ts";

/** A window definition after `(`, with its `)`. */
export function parseWindow(reading: Reading): Window {
  const { cursor } = reading;
  const clauses = ["PARTITION", "ORDER", ...FRAMES, ")"];
  const first = cursor.peek()?.text.toUpperCase() ?? "";
  const base = clauses.includes(first) ? undefined : cursor.name().toLowerCase();
  const partition = cursor.takes("PARTITION", "BY") ? cursor.list(() => parseExpression(reading)) : [];
  const expressions = [...partition, ...parseOrderBy(reading)];
  const frame = FRAMES.some((word) => cursor.takes(word)) ? parseFrame(reading) : undefined;
  cursor.expect(")");
  return { base, expressions: [...expressions, ...frame?.expressions ?? []], holdsRow: frame?.holdsRow };
}

const FRAMES = ["RANGE", "ROWS", "GROUPS"];

interface Frame {
  readonly expressions: readonly Expression[];
  readonly holdsRow: boolean;
}

/** A frame after its first word. Without BETWEEN it ends at the row itself. */
function parseFrame(reading: Reading): Frame {
  const { cursor } = reading;
  const isBetween = cursor.takes("BETWEEN");
  const from = parseBound(reading);
  if (isBetween) cursor.expect("AND");
  const to = isBetween ? parseBound(reading) : { expressions: [], side: "CURRENT" };
  let excludes = false;
  if (cursor.takes("EXCLUDE")) {
    excludes = !cursor.takes("NO", "OTHERS");
    while (!cursor.sees(")")) cursor.next();
  }
  return {
    expressions: [...from.expressions, ...to.expressions],
    holdsRow: from.side !== "FOLLOWING" && to.side !== "PRECEDING" && !excludes,
  };
}

function parseBound(reading: Reading): { expressions: readonly Expression[]; side: string } {
  const { cursor } = reading;
  if (cursor.takes("CURRENT", "ROW")) return { expressions: [], side: "CURRENT" };
  const expressions = cursor.takes("UNBOUNDED") ? [] : [parseExpression(reading)];
  if (cursor.takes("PRECEDING")) return { expressions, side: "PRECEDING" };
  cursor.expect("FOLLOWING");
  return { expressions, side: "FOLLOWING" };
}
