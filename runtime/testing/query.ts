/**
 * What a test looks for, as both drivers read it and messages say it.
 *
 * @module
 */
import type { ElementStates, Name, PagePart } from "./visited_page.ts";

/** An element's description. */
export interface Query {
  readonly role: string;
  readonly name?: Name;
  readonly states?: ElementStates;
}

/** Roles that are named by what stands in them; all others need a label, or go by their text. */
const namedByContent = new Set(
  ("button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio row " +
    "rowheader switch tab tooltip treeitem").split(" "),
);

/** Whether elements of a role are named by what stands in them. */
export function isNamedByContent(role: string | null): boolean {
  return role !== null && namedByContent.has(role);
}

/** The query of a step. */
export function queryOf([role, name, states]: Parameters<PagePart["find"]>): Query {
  return { role, name, states };
}

/** A query as it is said in messages. */
export function queryText({ role, name, states = {} }: Query): string {
  const conditions = Object.entries(states).map(([state, value]) => `${state}: ${value}`);
  const said = name === undefined ? role : `${role} ${nameText(name)}`;
  return conditions.length > 0 ? `${said} (${conditions.join(", ")})` : said;
}

/** A name as it is said in messages. */
export function nameText(name: Name): string {
  return typeof name === "string" ? JSON.stringify(name) : String(name);
}

/** Text with single spaces, as it is shown. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
