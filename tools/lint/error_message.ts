/**
 * The text of errors, one form for all.
 *
 * @module
 */
const contraction = /\b(?:can|don|won|isn|aren|doesn|didn|couldn|shouldn|wasn|weren|hasn|haven)'t\b/i;

/** The text of an error begins with a capital letter, ends without a period and has no contractions. */
export const errorMessage: Deno.lint.Rule = {
  create(context) {
    // A test throws what nobody reads; other classes are given data, and make their text themselves.
    if (/_test\.tsx?$/.test(context.filename)) return {};
    return {
      NewExpression({ callee, arguments: [message] }) {
        const isBuiltIn = callee.type === "Identifier" && /^(?:Type|Range|Syntax)?Error$/.test(callee.name);
        if (!isBuiltIn || message === undefined) return;
        const text = textOf(message);
        if (text === undefined) return;
        const got = mistakeIn(text);
        if (got === undefined) return;
        context.report({
          node: message,
          message: `Text of an error: got ${got}, expected "Cannot read x: got y, expected z"`,
        });
      },
    };
  },
};

/** The text, with what is put in as one character. */
function textOf(node: Deno.lint.Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  return node.type === "TemplateLiteral" ? node.quasis.map(({ cooked }) => cooked).join("\0") : undefined;
}

function mistakeIn(text: string): string | undefined {
  const [first = ""] = text.split("\n");
  if (/^[a-z]/.test(first) && !/^[a-z]\w*[A-Z("]/.test(first)) return "a small letter at the start";
  if (/[^.]\.$/.test(text.trimEnd()) && !/\.\s/.test(text)) return "a period at the end";
  return contraction.test(text) ? "a contraction" : undefined;
}
