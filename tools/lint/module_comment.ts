/**
 * The first lines of a file.
 *
 * @module
 */
/** A module begins with a comment that says what it is for. Tests are named after what they test. */
export const moduleComment: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node) {
        const { filename, sourceCode } = context;
        // Apps for tests are commented like apps.
        const isPlain = !/_test\.tsx?$/.test(filename) && !/\/(?:templates|app|\w+_app)\//.test(filename);
        if (!isPlain || /^(?:\s*\/\/[^\n]*\n|#![^\n]*\n)*\s*\/\*\*/.test(sourceCode.text)) return;
        context.report({
          range: [node.range[0], Math.min(node.range[1], node.range[0] + 1)],
          message: "Module: got code, expected a comment /** … */ that says what it is for and what calls it",
        });
      },
    };
  },
};
