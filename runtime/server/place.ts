/**
 * Step 4 of a request (see ARCHITECTURE.md), its first half: which page stands at an address, and the values that the
 * page and its layouts read out of it.
 *
 * @module
 */
import { posix } from "node:path";
import { type FieldProblems, refuse } from "../page/result.ts";
import { isDecodable, type PathStrings } from "../route/match.ts";
import { describeProblems } from "../wire/field_problems.ts";
import { parseQuery, parseStrings } from "../wire/strings.ts";
import { Refused } from "./answers.ts";
import type { PageEntry, PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { Visit } from "./visit.ts";

/** Where an address leads. */
export type Place =
  & Surroundings
  & (
    /** `canonical` is the one spelling of the page's path: without a slash at its end. */
    | { readonly type: "page"; readonly page: PageEntry; readonly canonical: string }
    | { readonly type: "nothing" }
    /** The path is no percent-encoded UTF-8. */
    | { readonly type: "malformed" }
  );

/** What is known of an address, whether a page stands there or not. */
export interface Surroundings {
  /** The folder whose `not_found.tsx` and `error.tsx` are the nearest; without one the page is a built-in one. */
  readonly folder: string | undefined;
  /** The strings of the path, by the names that the folders on its way give them. */
  readonly params: PathStrings;
}

/** The parsed values of an address, as one part declares them. */
export interface AddressValues {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Thrown for an address that nobody can have meant: it is answered 400. */
export class BadAddress extends Error {
  override name = "BadAddress";
  /** What is wrong with each value of the query; empty when it is the path. */
  readonly fields: FieldProblems;

  constructor(message: string, fields: FieldProblems = {}) {
    super(message);
    this.fields = fields;
  }
}

/** Finds the page of an address. */
export function placeOf(core: Core, { path }: Visit): Place {
  if (!isDecodable(path)) return { type: "malformed", folder: undefined, params: {} };
  const canonical = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const found = core.match(canonical);
  const page = found && core.pages.get(found.path);
  if (page) return { type: "page", page, canonical, folder: posix.dirname(page.file), params: found.params };
  const nearest = core.specialPages.atPath(path);
  return {
    type: "nothing",
    folder: nearest && posix.dirname(nearest.page.file),
    params: nearest?.params ?? {},
  };
}

/**
 * The parameters and the query as a page or layout declares them.
 *
 * @throws {Refused} `not_found`, when a parameter of the path does not parse.
 * @throws {BadAddress} When a value of the query does not parse.
 */
export function valuesOf({ module }: PartEntry, { params }: Surroundings, { search }: Visit): AddressValues {
  const { spec = {} } = module.contract ?? {};
  const inPath = parseStrings(spec.params ?? {}, params);
  if (!inPath.ok) throw new Refused(refuse.notFound("There is no page at this address."));
  const inQuery = parseQuery(spec.query ?? {}, search);
  if (!inQuery.ok) {
    const problems = describeProblems(inQuery.fields);
    throw new BadAddress(`The query of this address cannot be read. ${problems}`, inQuery.fields);
  }
  return { params: inPath.values, query: inQuery.values };
}
