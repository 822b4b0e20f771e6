/**
 * Blanks that the transform drops.
 *
 * @module
 */
import { childrenOf, isDynamic } from "./jsx.ts";

// As it stands in the source: a character or an entity for a blank.
const blankAtEnd = /(?:[^\S\n]|&(?:nbsp|ensp|emsp|thinsp|#160|#x[aA]0);)+$/;

/** A blank at the end of an element: the server's HTML loses it, the browser shows it. */
export const noLostBlank: Deno.lint.Rule = {
  create(context) {
    return {
      JSXText(node) {
        const { parent } = node;
        if (parent.type !== "JSXElement") return;
        const children = childrenOf(parent);
        if (children.at(-1) !== node || isDynamic(parent) && children.length > 1) return;
        // Up to a line break blanks only lay out the source, for every compiler.
        const text = node.raw.replace(/[ \t]*\n\s*$/, "");
        const [blank] = blankAtEnd.exec(text) ?? [];
        if (blank === undefined) return;
        const end = node.range[0] + text.length;
        const range: Deno.lint.Range = [end - blank.length, end];
        const kept = blank.includes("&") ? blank.replaceAll(/&[^;]+;/g, escapeOf) : blank;
        context.report({
          range,
          message: "The server's HTML loses a blank before a closing tag",
          hint: `Leave the blank out, or write it as {"${kept}"}`,
          fix: (fixer) => fixer.replaceTextRange(range, `{"${kept}"}`),
        });
      },
    };
  },
};

const escapes: Readonly<Record<string, string>> = {
  "&ensp;": "\\u2002",
  "&emsp;": "\\u2003",
  "&thinsp;": "\\u2009",
};

function escapeOf(entity: string): string {
  return escapes[entity] ?? "\\u00a0";
}
