/**
 * Names and values of dynamic attributes, as they stand in HTML. Used by the HTML renderer and by live pages, so
 * that a patched attribute has the very value a fresh document would have.
 *
 * @module
 */
import { isHandler } from "../page/send.ts";
import { escapeHtml } from "./escape_html.ts";
import { isFormTarget, resolveFormTarget, withFormKey } from "./form_address.ts";
import type { IslandNode } from "./tree.ts";

/** What rendering needs to know beside the view. */
export interface RenderOptions {
  /** Path and query of the document, against which the addresses of forms are resolved. */
  readonly documentUrl?: string;
  /** Put into the addresses of forms, so that a form of this document that is posted twice is one request. */
  readonly formKey?: string;
  /** What is written for a third-party component. @default its own HTML */
  readonly islandHtml?: (island: IslandNode) => string;
}

type Kind = "plain" | "dropped" | "handler" | "url" | "text" | "style";

const kinds = new Map<string, Kind>([
  ["key", "dropped"],
  ["ref", "dropped"],
  ["children", "dropped"],
  ["dangerouslysetinnerhtml", "dropped"],
  ["style", "style"],
  ["action", "url"],
  ["data", "url"],
  ["formaction", "url"],
  ["href", "url"],
  ["src", "url"],
  ["xlink:href", "url"],
  // Attributes whose `false` is a word in HTML, not an absence.
  ["contenteditable", "text"],
  ["draggable", "text"],
  ["spellcheck", "text"],
]);

// Names come from source code, and from objects that are spread: a bound keeps the latter from filling the memory.
const maxKinds = 2000;

const renamed: Readonly<Record<string, string>> = {
  acceptCharset: "accept-charset",
  className: "class",
  defaultChecked: "checked",
  defaultSelected: "selected",
  defaultValue: "value",
  defaultchecked: "checked",
  defaultselected: "selected",
  defaultvalue: "value",
  htmlFor: "for",
  httpEquiv: "http-equiv",
  panose1: "panose-1",
  // As the transform and Preact in the browser have it: SVG 2 needs no namespace.
  xlinkHref: "href",
};

// These three expressions are those of preact-render-to-string, whose output is the measure.
const namespaced = /^(xlink|xmlns|xml)([A-Z])/;
const lowerCased =
  /^(?:accessK|auto[A-Z]|cell|ch|col|cont|cross|dateT|draggable|encT|form[A-Z]|frame|hrefL|inputM|maxL|minL|noV|playsI|popoverT|readO|rowS|spell|src[A-Z]|tabI|useM|item[A-Z])/;
const hyphenated =
  /^(?:ac|ali|arabic|basel|cap|clipPath$|clipRule$|color|dominant|enable|fill|flood|font|glyph[^R]|horiz|image|letter|lighting|marker[^WUH]|overline|panose|pointe|paint|rendering|shape|stop|strikethrough|stroke|text[^L]|transform|underline|unicode|units|v[^i]|w|xH)/;

// Attributes whose `false` is a value like any other.
const namedByAuthor = /^(?:aria|data)-/;

// The characters that end or break a name in a tag.
const unsafeName = /[\s\\/='"\0<>]/;

// Browsers skip control characters and blanks before a scheme, and line breaks and tabs within it.
const scriptScheme =
  /^[\0- ]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:/i;

/** The name in HTML of a prop as JSX spells it, e.g. `class` for `className`; `undefined` when it cannot be one. */
export function attributeName(prop: string): string | undefined {
  const own = Object.hasOwn(renamed, prop) ? renamed[prop] : undefined;
  if (own !== undefined) return own;
  if (unsafeName.test(prop)) return undefined;
  if (prop.startsWith("on")) return prop.toLowerCase();
  if (namespaced.test(prop)) return prop.replace(namespaced, "$1:$2").toLowerCase();
  if (prop[4] === "-") return prop;
  if (lowerCased.test(prop)) return prop.toLowerCase();
  return hyphenated.test(prop) ? prop.replace(/[A-Z]/g, "-$&").toLowerCase() : prop;
}

/**
 * The value in HTML of an attribute, not yet escaped: `""` for a bare name, `null` for an attribute that is left out.
 * Left out are handlers (a page carries no inline script) and addresses that would run as script.
 */
export function attributeValue(name: string, value: unknown, options: RenderOptions): string | null {
  if (value === null || value === undefined || typeof value === "function") return null;
  switch (kindOf(name)) {
    case "plain":
      return value === false ? null : value === true ? "" : textOf(value);
    case "text":
      return String(value);
    case "dropped":
    case "handler":
      return null;
    case "style":
      return typeof value === "object" ? styleText(value) : value === false ? null : String(value);
    case "url":
      return value === false ? null : value === true ? "" : addressOf(String(value), options);
  }
}

/** An attribute with a blank before it, or nothing. */
export function attributeHtml(name: string, value: unknown, options: RenderOptions): string {
  const text = attributeValue(name, value, options);
  if (text === null) return "";
  return text === "" ? " " + name : " " + name + '="' + escapeHtml(text) + '"';
}

function kindOf(name: string): Kind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  // Spread objects may bring names in any case, and HTML takes them all for the same.
  const plain = name.toLowerCase();
  const kind = plain.startsWith("on") ? "handler" : kinds.get(plain) ?? (namedByAuthor.test(plain) ? "text" : "plain");
  if (kinds.size < maxKinds) kinds.set(name, kind);
  return kind;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : isHandler(value) ? null : String(value);
}

function addressOf(address: string, { documentUrl, formKey }: RenderOptions): string | null {
  if (scriptScheme.test(address)) return null;
  if (documentUrl === undefined || !isFormTarget(address)) return address;
  return resolveFormTarget(formKey === undefined ? address : withFormKey(address, formKey), documentUrl);
}

// Numbers get no unit, as in the browser: Preact 11 adds none either.
function styleText(style: object): string | null {
  let css = "";
  for (const [property, value] of Object.entries(style)) {
    if (value === null || value === undefined || value === "") continue;
    css += `${property.startsWith("-") ? property : property.replace(/[A-Z]/g, "-$&").toLowerCase()}:${value};`;
  }
  return css === "" ? null : css;
}
