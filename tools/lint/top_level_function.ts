/**
 * How the functions of a module are written.
 *
 * @module
 */
/** A function of a module is a declaration; an arrow has its types from an annotation, or is one expression. */
export const topLevelFunction: Deno.lint.Rule = {
  create(context) {
    const check = ({ declarations }: Deno.lint.VariableDeclaration) => {
      for (const { id, init } of declarations) {
        if (init?.type !== "ArrowFunctionExpression" || init.body.type !== "BlockStatement") continue;
        if (id.type === "Identifier" && id.typeAnnotation) continue;
        context.report({ node: id, message: "Function of a module: got an arrow, expected a declaration" });
      }
    };
    return {
      "Program > VariableDeclaration": check,
      "Program > ExportNamedDeclaration > VariableDeclaration": check,
    };
  },
};
