/**
 * Queries that nobody awaits.
 *
 * @module
 */
/**
 * A generated query function that is called and whose promise is dropped: the handler has answered, and its transaction
 * has ended, before the query fails or runs.
 */
export const noForgottenAwait: Deno.lint.Rule = {
  create(context) {
    const queries = new Set<string>();
    return {
      ImportDeclaration({ source, specifiers }) {
        // The file that `rally gen` writes into each folder of SQL.
        if (!/(^|\/)sql\/queries\.ts$/.test(source.value)) return;
        for (const { local } of specifiers) queries.add(local.name);
      },
      ExpressionStatement({ expression }) {
        for (const call of lastCalls(expression)) {
          const { callee } = call;
          if (callee.type !== "Identifier" || !queries.has(callee.name)) continue;
          context.report({
            node: call,
            message: `Nobody awaits ${callee.name}(): its failure would reach nobody, and what it writes may be lost`,
            hint: "Put `await` before it",
          });
        }
      },
    };
  },
};

/** The calls whose value is that of the whole statement: `a()`, `b && a()`, `b ? a() : c()`. */
function lastCalls(expression: Deno.lint.Expression): Deno.lint.CallExpression[] {
  switch (expression.type) {
    case "CallExpression":
      return [expression];
    case "LogicalExpression":
      return lastCalls(expression.right);
    case "ConditionalExpression":
      return [...lastCalls(expression.consequent), ...lastCalls(expression.alternate)];
    default:
      return [];
  }
}
