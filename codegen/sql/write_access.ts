/**
 * Writes the `reads` and `writes` of a query: what its result depends on, and what it may change.
 */
import type { TableChange } from "../../db/types.ts";
import type { Access } from "./access.ts";
import { lineWidth } from "../print_code.ts";
import { layList } from "./layout.ts";
import { isWord } from "./names.ts";
import { quote } from "./type_script.ts";

/** The properties of a query object; a query that writes nothing has no `writes`. */
export function writeAccess({ reads, writes }: Access): string[] {
  const read = Object.entries(reads).flatMap(([table, columns]) => layColumns(`    ${key(table)}: [`, columns));
  const written = Object.entries(writes).flatMap(([table, change]) => layChange(key(table), change));
  return [...layTables("reads", read), ...(written.length > 0 ? layTables("writes", written) : [])];
}

function layTables(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`  ${name}: {},`] : [`  ${name}: {`, ...lines, "  },"];
}

function layChange(table: string, change: TableChange): string[] {
  const { update, ...others } = change;
  const items = Object.keys(others).map((name) => `${name}: true`);
  if (update === undefined) return [`    ${table}: { ${items.join(", ")} },`];
  const columns = update.map(quote);
  const short = `    ${table}: { ${[...items, `update: [${columns.join(", ")}]`].join(", ")} },`;
  if (short.length <= lineWidth) return [short];
  return [
    `    ${table}: {`,
    ...items.map((item) => `      ${item},`),
    ...layColumns("      update: [", update),
    "    },",
  ];
}

function layColumns(before: string, columns: readonly string[]): string[] {
  return layList({ before, items: columns.map(quote), after: "]," });
}

/** A table's name as the name of a property. */
function key(table: string): string {
  // Without brackets it would be the object's prototype.
  if (table === "__proto__") return `["__proto__"]`;
  return isWord(table) ? table : quote(table);
}
