/**
 * Lazy parts that are not lazy.
 *
 * @module
 */

/** A view that is written inside of the call of `lazy` or `lazyList`: it is another function each time, so its part is always drawn. */
export const noInlineLazy: Deno.lint.Rule = {
  create(context) {
    return {
      CallExpression({ callee, arguments: [view, , send] }) {
        if (callee.type !== "Identifier" || !/^lazy(List)?$/.test(callee.name) || !view || !send) return;
        if (view.type !== "ArrowFunctionExpression" && view.type !== "FunctionExpression") return;
        context.report({
          node: view,
          message: "This part is never skipped: its view is another function each time",
          hint: `Give ${callee.name} a function of the module by its name`,
        });
      },
    };
  },
};
