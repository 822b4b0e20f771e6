/**
 * Finds elements by role and name, as assistive technology sees them, and says what there is when one is missing.
 *
 * @module
 */
import { computeAccessibleName, getRole, isDisabled, isInaccessible } from "dom-accessibility-api";
import { nearest } from "./nearest.ts";
import { isNamedByContent, nameText, oneLine, type Query, queryText } from "./query.ts";
import type { ElementStates, FoundElement, Name } from "./visited_page.ts";

/** A list of what is on a page is read, not searched. */
const maxListed = 40;

/** The elements that fit, in the order of the document. */
export function findElements(root: Element, query: Query): Element[] {
  return shownElements(root).filter((element) => fits(element, query));
}

/**
 * The one element that fits.
 *
 * @throws {Error} When there is none, or more than one, with what there is.
 */
export function requireElement(root: Element, query: Query, path: string): Element {
  const found = findElements(root, query);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new Error(missing(root, query, path));
  throw new Error(
    `Cannot choose on ${path}: ${found.length} elements are ${queryText(query)}\n` +
      'hint: look inside one of their surroundings, as in page.within("listitem", /…/)',
  );
}

/**
 * The field with a label, whatever its role.
 *
 * @param fits Which elements may be meant.
 * @throws {Error} When there is none, or more than one, with what there is.
 */
export function requireField(root: Element, label: Name, path: string, fits: string): Element {
  const fields = [...root.querySelectorAll(fits)].filter(isShown);
  const found = fields.filter((field) => matches(label, nameOf(field)));
  if (found.length === 1) return found[0]!;
  const names = fields.map(nameOf);
  const count = found.length === 0 ? "there is none" : `there are ${found.length}`;
  throw new Error(
    `Cannot find the field ${nameText(label)} on ${path}: ${count}\n` + listText("fields", names.map(nameText)) +
      hintText(nearest(String(label), names)),
  );
}

/** An element as a test sees it. */
export function describeElement(element: Element): FoundElement {
  const field = element as Partial<HTMLInputElement>;
  return {
    role: getRole(element) ?? "",
    name: nameOf(element),
    text: textOf(element),
    value: typeof field.value === "string" && element.matches("input,textarea,select") ? field.value : "",
    checked: stateOf(element, "checked"),
    disabled: stateOf(element, "disabled"),
  };
}

/** The text of an element that can be seen, with single spaces. */
export function textOf(element: Element): string {
  return oneLine(shownText(element));
}

/** Whether a text is, or holds, what a test looks for. */
export function matches(wanted: Name, text: string): boolean {
  return typeof wanted === "string" ? oneLine(wanted) === text : wanted.test(text);
}

function fits(element: Element, { role, name, states = {} }: Query): boolean {
  if (getRole(element) !== role) return false;
  if (name !== undefined && !matches(name, nameOf(element))) return false;
  return Object.entries(states).every(([state, value]) => stateOf(element, state as keyof ElementStates) === value);
}

function stateOf(element: Element, state: "level"): number;
function stateOf(element: Element, state: Exclude<keyof ElementStates, "level">): boolean;
function stateOf(element: Element, state: keyof ElementStates): boolean | number;
function stateOf(element: Element, state: keyof ElementStates): boolean | number {
  if (state === "level") return Number(element.getAttribute("aria-level") ?? /^h([1-6])$/.exec(element.localName)?.[1]);
  if (state === "disabled") return isDisabled(element) || element.getAttribute("aria-disabled") === "true";
  const own = (element as Partial<HTMLInputElement & HTMLOptionElement>)[state as "checked" | "selected"];
  return own === true || element.getAttribute(`aria-${state}`) === "true";
}

function nameOf(element: Element): string {
  const given = oneLine(computeAccessibleName(element, { getComputedStyle: styleOf(element) }));
  return given || isNamedByContent(getRole(element)) ? given : textOf(element);
}

function shownElements(root: Element): Element[] {
  return [...root.querySelectorAll("*")].filter((element) => getRole(element) !== null && isShown(element));
}

function isShown(element: Element): boolean {
  return !isInaccessible(element, { getComputedStyle: styleOf(element) });
}

// The stylesheets are not there; what hides by attribute does.
function styleOf({ ownerDocument }: Element): typeof getComputedStyle {
  const window = ownerDocument.defaultView!;
  return (element, pseudo) => window.getComputedStyle(element, pseudo);
}

const silent = "script,style,template,noscript,[hidden],option";

function shownText(node: Node): string {
  if (node.nodeType === 3) return (node as Text).data;
  if (node.nodeType !== 1) return "";
  const element = node as HTMLElement;
  if (element.matches(silent) || element.style?.display === "none") return "";
  const inside = Array.from(element.childNodes, shownText).join("");
  return isInline.test(element.localName) ? inside : ` ${inside} `;
}

const isInline = /^(?:a|abbr|b|bdi|cite|code|data|em|i|kbd|mark|output|q|s|small|span|strong|sub|sup|time|u)$/;

function missing(root: Element, query: Query, path: string): string {
  const shown = shownElements(root);
  const same = shown.filter((element) => getRole(element) === query.role);
  const listed = same.length > 0 ? same : shown;
  const names = listed.map((element) => queryText({ role: getRole(element)!, name: nameOf(element).slice(0, 100) }));
  return `Cannot find ${queryText(query)} on ${path}\n` + listText("elements", names) +
    hintText(query.name === undefined ? undefined : nearest(queryText(query), names));
}

function listText(what: string, names: readonly string[]): string {
  if (names.length === 0) return `there are no ${what}`;
  const more = names.length > maxListed ? [`… and ${names.length - maxListed} more`] : [];
  return [`there are these ${what}:`, ...names.slice(0, maxListed), ...more].join("\n  ");
}

function hintText(meant: string | undefined): string {
  return meant === undefined ? "" : `\nhint: the nearest is ${meant}`;
}
