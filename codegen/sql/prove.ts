/**
 * Proves one query: prepared by SQLite, analyzed, checked. Called by the generator, and by the tools that look at
 * queries (`rally sql`).
 */
import type { Connection } from "../../db/types.ts";
import type { Problem } from "../problem.ts";
import { type Analyzed, analyzeQuery } from "./analyze.ts";
import { checkQuery, type QueryModel } from "./check.ts";
import { prepareQuery } from "./prepare.ts";
import type { ScannedQuery } from "./scan.ts";
import type { Schema } from "./schema.ts";

/** A query with its proof. */
export interface ProvenQuery {
  readonly model: QueryModel;
  readonly analyzed: Analyzed;
}

/** Proves a query against the migrated schema, or says what cannot be proven. */
export function proveQuery(query: ScannedQuery, connection: Connection, schema: Schema): ProvenQuery | Problem[] {
  const prepared = prepareQuery(query, connection);
  if ("message" in prepared) return [prepared];
  const analyzed = analyzeQuery(query, prepared, schema);
  if (Array.isArray(analyzed)) return analyzed;
  const model = checkQuery(query, prepared, analyzed);
  return Array.isArray(model) ? model : { model, analyzed };
}
