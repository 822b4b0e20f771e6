/**
 * Where Rally's HTML is another than that of `preact-render-to-string`, on purpose. Everything else must be the same.
 *
 * @module
 */
import type { Difference } from "./trees.ts";

/** One kind of difference that is meant. */
export interface Exception {
  readonly reason: string;
  allows(difference: Difference): boolean;
}

const enumerated = /^(?:contenteditable|draggable|spellcheck)$/;
const hyphenated =
  /^(?:clip|color|dominant|fill|flood|font|letter|marker|paint|pointer|shape|stop|stroke|text|vector)-?[a-z]+$/;
const addresses = /^(?:action|data|formaction|href|src)$/;

/** The whole list. A run of 10,000 cases fails when it needs one of them no more. */
export const exceptions: readonly Exception[] = [
  {
    reason: 'true and false of an enumerated attribute are words: draggable="" is not true, and nothing is not false.',
    allows: ({ what, name, own, oracle }) =>
      what === "attribute" && enumerated.test(name) &&
      (own === "true" && oracle === "" || own === "false" && oracle === undefined),
  },
  {
    reason: "An address that would run as script is left out.",
    allows: ({ what, name, own, oracle }) =>
      what === "attribute" && addresses.test(name) && own === undefined && /^javascript:/.test(oracle ?? ""),
  },
  {
    reason: "A number in style has no unit, as in the browser: Preact 11 adds none there either.",
    allows: ({ what, name, own, oracle }) =>
      what === "attribute" && name === "style" && own === oracle?.replace(/(?<=:-?[0-9.]+)px(?=;)/g, ""),
  },
  {
    reason: "On <svg> itself the oracle leaves camelCase as it is, so that no browser knows the attribute.",
    allows: ({ what, element, name, own, oracle }) =>
      what === "attribute" && element === "svg" &&
      hyphenated.test(name) && (name.includes("-") ? oracle : own) === undefined,
  },
  {
    reason:
      "The parser drops a line break behind <textarea>, so that one at the start of the value must be there twice.",
    allows: ({ what, element, own, oracle }) => what === "text" && element === "textarea" && own === `\n${oracle}`,
  },
  {
    reason: "xlinkHref is href, as Preact makes it in the browser: SVG 2 needs no namespace.",
    allows: ({ what, name, own, oracle }) =>
      what === "attribute" && (name === "href" && oracle === undefined || name === "xlink:href" && own === undefined),
  },
];
