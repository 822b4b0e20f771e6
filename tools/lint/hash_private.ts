/**
 * How private members are written.
 *
 * @module
 */
/** What is private is called `#name`: the keyword hides it from the type checker only. */
export const hashPrivate: Deno.lint.Rule = {
  create(context) {
    const check = (node: Deno.lint.PropertyDefinition | Deno.lint.MethodDefinition) => {
      if (node.accessibility !== "private") return;
      context.report({ node, message: 'Private member: got "private", expected a name with # before it' });
    };
    return { PropertyDefinition: check, MethodDefinition: check };
  },
};
