/**
 * SQLite's tokenizer, token for token: comments and blanks are kept, so the tokens of a text joined together are the
 * text. `scan.ts` cuts files into queries with it and the parser reads what is left; nothing in this folder looks at
 * SQL with a regular expression, because a keyword inside a string, a quoted name or a comment is not a keyword.
 */

/** What a token is. `word` is a keyword or an unquoted name: SQLite decides which by the place it stands in. */
export type TokenKind =
  | "space"
  | "comment"
  | "word"
  | "quoted"
  | "string"
  | "blob"
  | "integer"
  | "real"
  | "parameter"
  | "operator"
  | "invalid";

/** One token; `start` and `end` are offsets into the text it was read from. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a text into tokens. Never throws: what SQLite would refuse comes as `invalid`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    const [kind, end] = nextToken(text, start);
    tokens.push({ kind, text: text.slice(start, end), start, end });
    start = end;
  }
  return tokens;
}

/** The name that a `word` or `quoted` token stands for: quotes removed, doubled quotes undone. */
export function nameOf(token: Token): string {
  if (token.kind !== "quoted") return token.text;
  const inner = token.text.slice(1, -1);
  const quote = token.text[0];
  return quote === "[" ? inner : inner.replaceAll(quote + quote, quote);
}

/** The value of a `string` token. */
export function stringOf(token: Token): string {
  return token.text.slice(1, -1).replaceAll("''", "'");
}

type Found = [TokenKind, end: number];

const OPERATORS_OF_TWO = new Set(["==", "<=", "<>", "<<", ">=", ">>", "!=", "||", "->"]);
const OPERATORS_OF_ONE = new Set(["=", "<", ">", "|", "-", "/", "+", "*", "%", ",", "&", "~", ";", "(", ")", "."]);

function nextToken(text: string, start: number): Found {
  const first = text[start];
  const second = text[start + 1] ?? "";
  if (isSpace(first)) return ["space", skip(text, start + 1, isSpace)];
  if (first === "-" && second === "-") return ["comment", lineEnd(text, start)];
  if (first === "/" && second === "*") return blockComment(text, start);
  if (first === "'" || first === '"' || first === "`") return quotedToken(text, start);
  if (first === "[") return bracketToken(text, start);
  if (isDigit(first) || (first === "." && isDigit(second))) return numberToken(text, start);
  if (first === "?") return ["parameter", skip(text, start + 1, isDigit)];
  if (first === ":" || first === "@" || first === "$" || first === "#") return parameterToken(text, start);
  if ((first === "x" || first === "X") && second === "'") return blobToken(text, start);
  if (isNameStart(first)) return ["word", skip(text, start + 1, isNamePart)];
  return operatorToken(text, start);
}

function lineEnd(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline;
}

/** A comment that is never closed ends with the text, as in SQLite. */
function blockComment(text: string, start: number): Found {
  const close = text.indexOf("*/", start + 2);
  return ["comment", close < 0 ? text.length : close + 2];
}

function quotedToken(text: string, start: number): Found {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== quote) continue;
    if (text[at + 1] !== quote) return [quote === "'" ? "string" : "quoted", at + 1];
    at++;
  }
  return ["invalid", text.length];
}

function bracketToken(text: string, start: number): Found {
  const close = text.indexOf("]", start);
  return close < 0 ? ["invalid", text.length] : ["quoted", close + 1];
}

function numberToken(text: string, start: number): Found {
  const hex = text[start] === "0" && (text[start + 1] === "x" || text[start + 1] === "X") && isHex(text[start + 2]);
  if (hex) return numberEnd(text, "integer", digits(text, start + 2, isHex));
  let kind: TokenKind = "integer";
  let end = digits(text, start, isDigit);
  if (text[end] === ".") {
    kind = "real";
    end = digits(text, end + 1, isDigit);
  }
  if (text[end] === "e" || text[end] === "E") {
    const signed = text[end + 1] === "+" || text[end + 1] === "-";
    const exponent = end + (signed ? 2 : 1);
    if (isDigit(text[exponent])) {
      kind = "real";
      end = digits(text, exponent, isDigit);
    }
  }
  return numberEnd(text, kind, end);
}

/** A number that runs into a name, `1abc`, is one illegal token and not a number with an alias. */
function numberEnd(text: string, kind: TokenKind, end: number): Found {
  return isNamePart(text[end]) ? ["invalid", skip(text, end, isNamePart)] : [kind, end];
}

/** SQLite allows `1_000`: single underscores between digits. */
function digits(text: string, start: number, isPart: (character: string | undefined) => boolean): number {
  let end = skip(text, start, isPart);
  while (text[end] === "_" && end > start && isPart(text[end + 1])) end = skip(text, end + 1, isPart);
  return end;
}

/** Names in Tcl's form, `$a::b(c)`, are one token too; `check.ts` refuses them later as names. */
function parameterToken(text: string, start: number): Found {
  let end = start + 1;
  let length = 0;
  while (end < text.length) {
    if (isNamePart(text[end])) {
      length++;
      end++;
    } else if (text[end] === ":" && text[end + 1] === ":") {
      end += 2;
    } else if (text[end] === "(" && length > 0) {
      const close = text.indexOf(")", end);
      return close < 0 ? ["invalid", text.length] : ["parameter", close + 1];
    } else {
      break;
    }
  }
  return [length > 0 ? "parameter" : "invalid", end];
}

function blobToken(text: string, start: number): Found {
  const end = skip(text, start + 2, isHex);
  if (text[end] === "'") return [(end - start) % 2 === 0 ? "blob" : "invalid", end + 1];
  const close = text.indexOf("'", end);
  return ["invalid", close < 0 ? text.length : close + 1];
}

function operatorToken(text: string, start: number): Found {
  if (text.startsWith("->>", start)) return ["operator", start + 3];
  if (OPERATORS_OF_TWO.has(text.slice(start, start + 2))) return ["operator", start + 2];
  return [OPERATORS_OF_ONE.has(text[start]) ? "operator" : "invalid", start + 1];
}

function skip(text: string, start: number, isPart: (character: string | undefined) => boolean): number {
  let end = start;
  while (end < text.length && isPart(text[end])) end++;
  return end;
}

/** The byte order mark counts as a blank, as in SQLite. */
function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r" || character === "\f" ||
    character === "\ufeff";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isHex(character: string | undefined): boolean {
  return isDigit(character) ||
    (character !== undefined && ((character >= "a" && character <= "f") || (character >= "A" && character <= "F")));
}

/** Every character outside ASCII may stand in a name. */
function isNameStart(character: string | undefined): boolean {
  return character !== undefined &&
    ((character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_" ||
      character >= "\x80");
}

function isNamePart(character: string | undefined): boolean {
  return isNameStart(character) || isDigit(character) || character === "$";
}
