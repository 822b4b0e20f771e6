/**
 * Types the columns of a view by the SELECT it was created with. A view's expressions are proven or not as if they stood
 * in the query; what is not proven is said at the query's column, because that is where a CAST can stand.
 */
import { type Analysis, type Relation, rootScope } from "./analysis.ts";
import type { View } from "./schema.ts";
import { unknown } from "./sql_type.ts";

/** The columns of a view. */
export function inferView(view: View, analysis: Analysis): Relation {
  if (view.select === undefined) return unproven(view, `Rally cannot read the view ${view.name}`);
  // The view's text is another one, so its spans must not reach the query's problems.
  const own: Analysis = { ...analysis, text: view.sql, uses: [], refusals: [] };
  const { columns, rows } = analysis.inferSelect(view.select, rootScope(own));
  if (own.refusals.length > 0) return unproven(view, `in the view ${view.name}: ${own.refusals[0].message}`);
  return { columns: columns.map((column, at) => ({ ...column, name: view.columns[at] ?? column.name })), rows };
}

function unproven({ columns }: View, why: string): Relation {
  return { columns: columns.map((name) => ({ name, typed: unknown(why), start: 0, end: 0 })), rows: "many" };
}
