/**
 * Compares the tokens of a statement with a slip of `slips.ts`, from the token at which SQLite stops.
 */
import { isName } from "./cursor.ts";
import type { Token } from "./tokenize.ts";

/**
 * The tokens that the parts of a slip stand for, by their places; nothing when this is another slip. `at` is the token
 * that the part with `^` stands for.
 */
export function matchSlip(parts: readonly string[], tokens: readonly Token[], at: number): number[] | undefined {
  const stop = parts.findIndex((part) => part.startsWith("^"));
  const isPart = (index: number, place: number) => {
    const part = parts[index].replace("^", "");
    const token = tokens[place];
    if (token === undefined || part === "") return token !== undefined;
    if (part === "<unopened>") return isText(token, ")") && openingOf(tokens, place) < 0;
    return KINDS[part]?.(token, tokens[place - 1], tokens[place + 1]) ?? isText(token, part);
  };
  const found: number[] = [];
  for (let index = stop; index < parts.length; index++) {
    if (!isPart(index, found[index] = at + index - stop)) return undefined;
  }
  return matchBefore(stop - 1, at - 1) ? found : undefined;

  /** Whether the parts up to `index` end at `place`. */
  function matchBefore(index: number, place: number): boolean {
    if (index < 0) return true;
    if (place < 0) return false;
    if (parts[index] !== "…") return isPart(index, found[index] = place) && matchBefore(index - 1, place - 1);
    for (let end = place; end >= 0; end--) {
      if (matchBefore(index - 1, end)) return true;
      if (isText(tokens[end], "(")) return false;
      if (isText(tokens[end], ")")) end = openingOf(tokens, end);
    }
    return false;
  }
}

/** Words of SQL that people call columns and tables by. */
const NOUNS = new Set(
  "CHECK COMMIT CONSTRAINT DEFAULT GROUP INDEX LIMIT ORDER PRIMARY REFERENCES TABLE TO TRANSACTION UNIQUE VALUES"
    .split(" "),
);

type Kind = (token: Token, before: Token | undefined, behind: Token | undefined) => boolean;

const KINDS: Readonly<Record<string, Kind>> = {
  "<name>": isPlainName,
  "<text>": ({ kind }) => kind === "string",
  "<number>": isNumber,
  "<parameter>": ({ kind }) => kind === "parameter",
  "<question>": ({ kind, start, end }) => kind === "parameter" && end - start === 1,
  "<one>": (token) => isPlainName(token) || isNumber(token) || token.kind === "parameter" || token.kind === "string",
  // Without a blank between.
  "<glued>": ({ kind, start }, before) => kind === "word" && start === before?.end,
  "<unclosed>": ({ kind, text }) => kind === "invalid" && text.startsWith("'"),
  "<odd_blob>": ({ kind, text }) => kind === "invalid" && /^x'/i.test(text),
  "<unclosed_name>": ({ kind, text }) => kind === "invalid" && text.startsWith('"'),
  "<reserved>": isReserved,
  "<noun>": (token, _, behind) =>
    isReserved(token) && NOUNS.has(token.text.toUpperCase()) && behind?.kind !== "parameter" &&
    !(behind && (isNumber(behind) || isText(behind, "BY") || (isText(token, "VALUES") && isText(behind, "(")))),
  "<opening>": (token) => isReserved(token) || (token.kind === "operator" && token.text !== ")"),
};

/** Where the parenthesis is that the one at `closing` closes; -1 for none. */
function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at--) {
    if (isText(tokens[at], ")")) depth++;
    if (isText(tokens[at], "(") && --depth === 0) return at;
  }
  return -1;
}

function isText({ kind, text }: Token, wanted: string): boolean {
  return kind !== "string" && kind !== "quoted" && text.toUpperCase() === wanted;
}

function isPlainName(token: Token): boolean {
  return token.kind !== "string" && isName(token);
}

function isReserved(token: Token): boolean {
  return token.kind === "word" && !isName(token);
}

function isNumber({ kind }: Token): boolean {
  return kind === "integer" || kind === "real";
}
