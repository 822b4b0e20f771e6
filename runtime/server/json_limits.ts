/**
 * How much structure a frame or body may have. Its bytes are limited before it is read; but few bytes hold many brackets:
 * to parse 30,000 of them takes milliseconds, and whatever walks down a value by calling itself would run out of stack.
 * So they are counted in the text, before anything is parsed.
 *
 * @module
 */

/** The most of each. */
export const jsonLimits = { depth: 64, nodes: 10_000, keys: 1_000 } as const;

const [quote, comma, colon, backslash, space] = [34, 44, 58, 92, 32];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/**
 * Says what a JSON text has too much of; `undefined` when it may be parsed. Of a text that is no JSON it may say either.
 */
export function excessOf(text: string): string | undefined {
  // Of each list and object that is open: how many names it has.
  const open: number[] = [];
  let values = 0;
  let isEmpty = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= space) continue;
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === openList || code === openObject) {
      if (open.length === jsonLimits.depth) return `it is nested deeper than ${jsonLimits.depth}`;
      open.push(0);
      isEmpty = true;
      continue;
    } else if (code === comma || ((code === closeList || code === closeObject) && !isEmpty)) {
      // The last value of a list has no comma behind it.
      if (++values > jsonLimits.nodes) return `it has more than ${jsonLimits.nodes} values`;
    } else if (code === colon) {
      if (++open[open.length - 1]! > jsonLimits.keys) return `an object has more than ${jsonLimits.keys} keys`;
    }
    if (code === closeList || code === closeObject) open.pop();
    isEmpty = false;
  }
}

/** What stands directly in a list that is too much to be parsed: lists and objects in it are `null`. */
export function outlineOf(text: string): string {
  let outline = "";
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === openList || code === openObject) {
      depth++;
      if (depth !== 2) continue;
      outline += `${text.slice(start, at)}null`;
      start = text.length;
    } else if (code === closeList || code === closeObject) {
      depth--;
      if (depth === 1) start = at + 1;
    }
  }
  return outline + text.slice(start);
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === backslash) first--;
  return (at - first) % 2 === 1;
}
