/**
 * What differs between two models, for the panel.
 *
 * @module
 */

/** One place where two values differ. */
export interface Difference {
  /** E.g. `game.scores[2].home`; empty for the values themselves. */
  readonly path: string;
  /** Both as text; `undefined` where there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** More tell nobody anything. */
const maxDifferences = 50;

/** The differences in the order of the older value's keys. */
export function differences(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  collect(before, after, "", found);
  return found.slice(0, maxDifferences);
}

/** A value on one line, cut where it gets long. */
export function brief(value: unknown, maxLength = 120): string {
  const text = printed(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

function collect(before: unknown, after: unknown, path: string, found: Difference[]): void {
  if (Object.is(before, after) || found.length >= maxDifferences) return;
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) {
    if (printed(before) !== printed(after)) found.push({ path, before: textOf(before), after: textOf(after) });
    return;
  }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inside = Array.isArray(before) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    collect(before[name], after[name], inside, found);
  }
}

/** Plain objects and arrays; dates, maps and the like are compared as what they print. */
function isTree(value: unknown): value is Record<string, unknown> {
  if (Array.isArray(value)) return true;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : brief(value);
}

function printed(value: unknown): string {
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Map || value instanceof Set) return printed([...value]);
  try {
    return JSON.stringify(value, (_key, inner) => typeof inner === "bigint" ? `${inner}n` : inner) ?? String(value);
  } catch {
    return String(value);
  }
}
