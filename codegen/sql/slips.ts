/**
 * Slips of grammar, most of them good SQL elsewhere, of which SQLite says no more than `near "x": syntax error`. Each says
 * what to write instead, and is only here because it is certain: where SQLite stops at such a place, nothing else was meant.
 */
import { matchSlip } from "./match_slip.ts";
import type { Token } from "./tokenize.ts";

/** What to write instead of a slip; `at` is where SQLite stops reading, among tokens without blanks and comments. */
export function hintOfSlip(tokens: readonly Token[], at: number): string | undefined {
  for (const [slip, hint] of SLIPS) {
    const found = matchSlip(slip.split(" "), tokens, at);
    if (found !== undefined) return hint.replace(/\{(\d*)\}/g, (_, part) => textAt(part === "" ? at : found[part]));
  }
  function textAt(index: number): string {
    return tokens[index].text.replace(/^"(.*)"$/, "$1");
  }
}

const NAMED = '"{}" is a word of SQL: it is a name only in double quotes, "{}"';
const COMMA = "Leave out the comma before {}";
const CAST = "Write CAST(… AS INTEGER), or AS TEXT, REAL or BLOB: SQLite has no ::";
const LIKE = "Write LIKE: it takes capital and small letters (A to Z) for the same";
const PATTERNS = "Write LIKE with % and _, or GLOB with *, ? and [a-z]: SQLite has no regular expressions here";
const MODIFIER = "Write a modifier: datetime('now', '-1 day')";
const PLAIN_TEXT = "Write the text alone: '2024-02-29'";
const PAGE = "Write LIMIT 5";
const LOCK = "Leave it out: a handler is one transaction, and no other writes meanwhile";
const ZONE = "Leave it out: moments are stored in UTC, and converted where they are shown";
const WINDOW = "Name the window function in a subquery, and put the condition into the WHERE around it";
const ONE_TABLE = "Write one table, and choose by the others: WHERE id IN (SELECT …)";
const FROM_BEHIND_SET = "Write the other table behind SET: UPDATE {1} SET … FROM … WHERE …";
const ALIAS = "Write AS before the alias: AS {}";
const CHOSEN_ROWS = "Choose the rows in WHERE: id IN (SELECT id FROM … LIMIT 1)";
const NO_ORDER = "Leave it out: the rows of RETURNING have no order, so sort them in TypeScript";
const WHOLE = "Write /: of whole numbers it gives a whole one";
const TRIM = "Write trim(…, 'x'), or ltrim or rtrim for one side";
const NO_PARENTHESES = "Leave out the parentheses: {0}";
const END = "Write END before FROM: every CASE has one";

/**
 * A slip is written as its tokens, `^` before the one at which SQLite stops (alone for any). `…` is any tokens between,
 * on the same level of parentheses; the words in `<…>` are in `match_slip.ts`. The first that matches counts. In a hint
 * `{}` is the token at which SQLite stops, `{1}` the second of the slip.
 */
const SLIPS: readonly (readonly [slip: string, hint: string])[] = [
  // Operators and values.
  ["^ILIKE", LIKE],
  // In a result column it is an alias so far.
  ["ILIKE ^<parameter>", LIKE],
  ["ILIKE ^<text>", LIKE],
  ["^SIMILAR TO", PATTERNS],
  ["^RLIKE", PATTERNS],
  ["^~", PATTERNS],
  ["^! ~", PATTERNS],
  ["& ^&", "Write AND"],
  ["^! =", "Write != in one piece, or <>"],
  ["AS <name> ^!", 'Write the mark inside of double quotes: AS "{1}!"'],
  ["AS <name> ^<question>", 'Write the mark inside of double quotes: AS "{1}?"'],
  ["<name> ^! FROM", 'Write the mark into an alias, in double quotes: {0} AS "{0}!"'],
  ["<name> ^! ,", 'Write the mark into an alias, in double quotes: {0} AS "{0}!"'],
  [") ^! FROM", 'Write the mark into an alias, in double quotes: AS "total!"'],
  [") ^! ,", 'Write the mark into an alias, in double quotes: AS "total!"'],
  ["<opening> ^!", "Write NOT"],
  ["= ^>", "Write >="],
  ["= ^<", "Write <="],
  ["== ^=", "Write ="],
  ["!= ^=", "Write <>"],
  ["BETWEEN <one> ^,", "Write AND between the two: BETWEEN {1} AND …"],
  ["^: <parameter>", CAST],
  ["^# >>", "Write ->> with a path: … ->> '$.a.b'"],
  ["^# >", "Write -> with a path: … -> '$.a.b'"],
  ["^@ >", "Write EXISTS (SELECT 1 FROM json_each(…) WHERE value = 'x'): SQLite has no @>"],
  ["^#", "Write --: it begins a comment"],
  ["^<unclosed>", "Close the text with a single quote"],
  ["^<odd_blob>", "Write two hexadecimal digits for each byte: x'0aff'"],
  ["^<unclosed_name>", "Close the name with a double quote; a text stands in single ones: 'live'"],
  ["<text> ^<glued>", "Write a quote inside of a text twice: 'it''s'"],
  ["E <text> ^AS", "Write the text without E, and char(10) for a new line"],
  ["E ^<text>", "Write the text without E, and char(10) for a new line"],
  ["INTERVAL <text> ^AS", MODIFIER],
  ["INTERVAL ^<text>", MODIFIER],
  ["INTERVAL ^<number>", MODIFIER],
  ["DATE <text> ^AS", PLAIN_TEXT],
  ["DATE ^<text>", PLAIN_TEXT],
  ["TIMESTAMP <text> ^AS", PLAIN_TEXT],
  ["TIMESTAMP ^<text>", PLAIN_TEXT],
  ["AT ^TIME ZONE", ZONE],
  ["^AT TIME ZONE", ZONE],
  ["DIV ^<number>", WHOLE],
  ["^DIV", WHOLE],
  ["MOD ^<number>", "Write %"],
  ["^MOD", "Write %"],
  ["<> ^ALL (", "Write NOT IN, without parentheses around the list: id NOT IN :ids"],
  ["!= ^ALL (", "Write NOT IN, without parentheses around the list: id NOT IN :ids"],
  ["IN ^<number>", "Write parentheses around the values: IN ({})"],
  ["<parameter> ^. .", "Leave out the dots: a list is written IN :ids"],
  // Functions with a grammar of their own.
  ["EXTRACT ( <name> ^FROM", "Write strftime: CAST(strftime('%Y', …) AS INTEGER) is the year"],
  ["SUBSTRING ( … ^FROM", "Write substr(…, 1, 2): where it begins, and how much of it"],
  ["TRIM ( <name> ^<text>", TRIM],
  ["TRIM ( … ^FROM", TRIM],
  ["^SEPARATOR <text>", "Write a second argument: group_concat(…, ', ')"],
  ["^ISNULL (", "Write ifnull(…, 'x')"],
  ["CURRENT_TIMESTAMP ^(", NO_PARENTHESES],
  ["CURRENT_DATE ^(", NO_PARENTHESES],
  ["CURRENT_TIME ^(", NO_PARENTHESES],
  ["THEN <one> ^FROM", END],
  ["ELSE <one> ^FROM", END],
  // Commas and parentheses.
  [", ^FROM FROM", NAMED],
  [", ^FROM ,", NAMED],
  ...["FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "RETURNING", "JOIN", "SELECT", "UNION", "ON"]
    .map((clause) => [`, ^${clause}`, COMMA] as const),
  [", ^LIMIT <number>", COMMA],
  [", ^LIMIT <parameter>", COMMA],
  [", ^)", "Leave out the comma before the parenthesis"],
  [", ^,", "Leave out one of the two commas"],
  ["^<unopened>", "Leave out this parenthesis, or open it before: it closes none"],
  ["VALUES ^<one>", "Write parentheses around the values: VALUES ({})"],
  ["USING ^<name>", "Write parentheses around the column: USING ({})"],
  // The order of clauses.
  ["RETURNING … ^WHERE", "Write WHERE before RETURNING"],
  ["RETURNING … ^ORDER BY", NO_ORDER],
  ["RETURNING … ^LIMIT", CHOSEN_ROWS],
  ["LIMIT … ^WHERE", "Write WHERE before LIMIT"],
  ["ORDER BY … ^WHERE", "Write WHERE before ORDER BY"],
  ["GROUP BY … ^WHERE", "Write WHERE before GROUP BY"],
  ["WHERE … ^WHERE", "Write AND: a statement has one WHERE"],
  ["LIMIT … ^ORDER BY", "Write ORDER BY before LIMIT"],
  ["LIMIT … ^GROUP BY", "Write GROUP BY before LIMIT"],
  ["ORDER BY … ^GROUP BY", "Write GROUP BY before ORDER BY"],
  ["WHERE … ^JOIN", "Write JOIN before WHERE"],
  ["WHERE … ^<name> JOIN", "Write {} JOIN before WHERE"],
  ["WHERE … ^<name> OUTER JOIN", "Write {} OUTER JOIN before WHERE"],
  ["WHERE … ^ON <name> .", "Write ON before WHERE, behind its JOIN"],
  ["ORDER ^<name>", "Write ORDER BY {}"],
  ["GROUP ^<name>", "Write GROUP BY {}"],
  ["PARTITION ^<name>", "Write PARTITION BY {}"],
  // SELECT.
  ["SELECT TOP ^<number>", "Write LIMIT {} at the end"],
  ["LIMIT <one> , OFFSET ^", "Leave out the comma: LIMIT {1} OFFSET {}"],
  ["LIMIT ^ALL", "Leave out LIMIT ALL: without a LIMIT all rows are meant"],
  ["OFFSET ^<number>", "Write LIMIT before it, -1 for no limit: LIMIT -1 OFFSET {}"],
  ["OFFSET ^<parameter>", "Write LIMIT before it, -1 for no limit: LIMIT -1 OFFSET {}"],
  ["LIMIT … ^OFFSET", "Write one offset: LIMIT 10 OFFSET 5"],
  ["^OFFSET <number>", "Write LIMIT before it, -1 for no limit: LIMIT -1 OFFSET …"],
  ["^OFFSET <parameter>", "Write LIMIT before it, -1 for no limit: LIMIT -1 OFFSET …"],
  ["FETCH ^FIRST", PAGE],
  ["FETCH ^NEXT", PAGE],
  ["^FETCH FIRST", PAGE],
  ["^FETCH NEXT", PAGE],
  ["FOR ^UPDATE", LOCK],
  ["FOR ^SHARE", LOCK],
  ["^FOR UPDATE", LOCK],
  ["^FOR SHARE", LOCK],
  ["<name> WITH ^(", "Leave out WITH: readers never wait for writers"],
  ["DISTINCT ^ON", "Write GROUP BY, or number the rows in a subquery by row_number() and keep those with 1"],
  ["QUALIFY ^<name>", WINDOW],
  ["^QUALIFY", WINDOW],
  ["SELECT … ^INTO", "Write INSERT INTO … SELECT: a query makes no table"],
  ["MINUS ^SELECT", "Write EXCEPT"],
  ["LATERAL ( ^SELECT", "Write the subquery into the SELECT list: in FROM it does not see the other tables"],
  ["* ^FORM", "Write FROM"],
  ["FROM ^WHERE", "Write a table behind FROM"],
  ["FROM ^ORDER BY", "Write a table behind FROM"],
  ["JOIN ^WHERE", "Write a table behind JOIN"],
  ["JOIN ^ON", "Write a table behind JOIN"],
  ["SELECT ^FROM ,", NAMED],
  ["SELECT ^FROM FROM", NAMED],
  ["SELECT ^FROM", "Write columns behind SELECT"],
  ["WITH <name> AS ^VALUES", "Write parentheses around the query: WITH {1} AS (VALUES …)"],
  ["WITH <name> AS ^SELECT", "Write parentheses around the query: WITH {1} AS (SELECT …)"],
  // INSERT.
  ["ON ^DUPLICATE", "Write ON CONFLICT (code) DO UPDATE SET name = excluded.name, with the columns of the UNIQUE rule"],
  ["CONFLICT ^ON CONSTRAINT", "Write the columns of the constraint: ON CONFLICT (code)"],
  ["CONFLICT … ^UPDATE", "Write DO UPDATE SET"],
  ["CONFLICT … ^NOTHING", "Write DO NOTHING"],
  ["DO UPDATE ^<name>", "Write DO UPDATE SET {} = …"],
  ["UPDATE SET … ^VALUES (", "Write excluded and the column: name = excluded.name"],
  ["INSERT ^IGNORE", "Write INSERT OR IGNORE"],
  ["INSERT ^<name> (", "Write INSERT INTO {}"],
  ["INSERT INTO <name> ^SET", "Write INSERT INTO {2} (name) VALUES (:name)"],
  ["^VALUE (", "Write VALUES"],
  ["INSERT INTO <name> ^RETURNING", "Write RETURNING at the end, behind VALUES"],
  ["INSERT INTO <name> ( … ) ^RETURNING", "Write RETURNING at the end, behind VALUES"],
  ["VALUES … ( … ^DEFAULT", "Leave out the column: it then has the DEFAULT of db/migrations"],
  ["= ^DEFAULT", "Write the value: DEFAULT stands in db/migrations only"],
  // UPDATE and DELETE.
  ["UPDATE <name> ^<name> =", "Write SET before the first column: UPDATE {1} SET {} = …"],
  ["UPDATE <name> ^<name> SET", ALIAS],
  ["UPDATE <name> ^<name> JOIN", FROM_BEHIND_SET],
  ["UPDATE <name> ^JOIN", FROM_BEHIND_SET],
  ["UPDATE <name> ^,", FROM_BEHIND_SET],
  ["UPDATE <name> AS <name> ^JOIN", FROM_BEHIND_SET],
  ["UPDATE <name> SET … ^LIMIT", CHOSEN_ROWS],
  ["UPDATE <name> SET … ^ORDER BY", CHOSEN_ROWS],
  ["SET <name> ^.", "Write the column alone: SET name = …"],
  ["SET ( <name> ^=", "Leave out the parentheses"],
  ["DELETE ^*", "Write DELETE FROM: it deletes whole rows"],
  ["DELETE ^<name>", "Write DELETE FROM {}"],
  ["DELETE FROM <name> ^USING", ONE_TABLE],
  ["DELETE FROM <name> ^JOIN", ONE_TABLE],
  ["DELETE FROM <name> ^<name> JOIN", ONE_TABLE],
  ["DELETE FROM <name> ^<name>", ALIAS],
  ["DELETE FROM … ^LIMIT", CHOSEN_ROWS],
  ["DELETE FROM … ^ORDER BY", CHOSEN_ROWS],
  // Words of SQL as names.
  ["AS ^<reserved>", 'Write a name behind AS; a word of SQL is one only in double quotes: AS "{}"'],
  ["AS ^,", "Write a name behind AS"],
  [". ^FROM FROM", NAMED],
  [". ^FROM ,", NAMED],
  [". ^FROM =", NAMED],
  [". ^<noun>", NAMED],
  ["BY ^<noun>", NAMED],
  ["ORDER ^FROM", NAMED.replaceAll("{}", "{0}")],
  ["GROUP ^FROM", NAMED.replaceAll("{}", "{0}")],
  ["<opening> ^<noun>", NAMED],
];
