/**
 * The version of this Rally: `deno.json` is the one place where it is written.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

/** E.g. `0.1.0`. */
export const version: string = config.version;

/** The npm packages of this Rally by bare name, e.g. `zod: "npm:zod@4.6.7"`. An app must share them. */
export const packages: Readonly<Record<string, string>> = config.imports;
