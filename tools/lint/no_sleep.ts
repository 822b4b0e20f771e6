/**
 * How tests wait.
 *
 * @module
 */
/** A test waits for a condition, never for a clock. */
export const noSleep: Deno.lint.Rule = {
  create(context) {
    if (!/_test\.tsx?$/.test(context.filename)) return {};
    return {
      'NewExpression[callee.name="Promise"] > ArrowFunctionExpression > CallExpression[callee.name="setTimeout"]'(
        node: Deno.lint.CallExpression,
      ) {
        context.report({ node, message: "Wait of a test: got setTimeout, expected a condition" });
      },
    };
  },
};
