/**
 * Strings that the transform escapes although nobody will read them as HTML.
 *
 * @module
 */
import { childrenOf, isDynamic } from "./jsx.ts";

/** A string with special characters among several children of a component: it would arrive escaped, and be shown so. */
export const noEscapedLiteral: Deno.lint.Rule = {
  create(context) {
    return {
      JSXExpressionContainer(node) {
        const { expression } = node;
        if (expression.type !== "Literal" || typeof expression.value !== "string") return;
        if (!/[&<>"']/.test(expression.value)) return;
        let parent: Deno.lint.Node = node.parent;
        let isAlone = true;
        while (parent.type === "JSXFragment" || parent.type === "JSXElement") {
          isAlone &&= childrenOf(parent).length === 1;
          if (parent.type === "JSXElement") break;
          parent = parent.parent;
        }
        if (parent.type !== "JSXElement" || !isDynamic(parent) || isAlone) return;
        context.report({
          node: expression,
          message: "The server's HTML shows this text escaped, as a literal among several children of a component",
          hint: "Write it as a template string, or as text without quotes",
          fix: (fixer) => fixer.replaceText(expression, templateOf(expression.value as string)),
        });
      },
    };
  },
};

function templateOf(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, "\\$&").replaceAll("\n", "\\n")}\``;
}
