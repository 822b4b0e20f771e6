/**
 * A plugin for `deno lint` that finds what the JSX transform gets wrong (what would look another way in the server's
 * HTML than in the browser), lazy parts that are not lazy, and queries that nobody awaits. New apps have it in their
 * `deno.json`.
 *
 * @example
 * ```json
 * { "lint": { "plugins": ["jsr:@rally/rally@^0.1.0/lint"] } }
 * ```
 *
 * @module
 */
import { noAttributeTwice } from "./no_attribute_twice.ts";
import { noEscapedLiteral } from "./no_escaped_literal.ts";
import { noForgottenAwait } from "./no_forgotten_await.ts";
import { noInlineLazy } from "./no_inline_lazy.ts";
import { noLostBlank } from "./no_lost_blank.ts";

/** The rules, by the names under which they are reported and ignored: `rally/no-lost-blank`. */
const plugin: Deno.lint.Plugin = {
  name: "rally",
  rules: {
    "no-attribute-twice": noAttributeTwice,
    "no-escaped-literal": noEscapedLiteral,
    "no-forgotten-await": noForgottenAwait,
    "no-inline-lazy": noInlineLazy,
    "no-lost-blank": noLostBlank,
  },
};

export default plugin;
