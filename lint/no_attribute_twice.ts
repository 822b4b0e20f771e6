/**
 * Attributes under two names.
 *
 * @module
 */
// Two spellings of one attribute of HTML.
const spellings: Readonly<Record<string, string>> = { className: "class", htmlFor: "for", xlinkHref: "href" };

/** One attribute under two names: the first counts in the server's HTML, the last in the browser. */
export const noAttributeTwice: Deno.lint.Rule = {
  create(context) {
    return {
      JSXOpeningElement({ name, attributes }) {
        // A component may tell the two apart.
        if (name.type !== "JSXIdentifier" || /^[A-Z]/.test(name.name)) return;
        const seen = new Set<string>();
        for (const attribute of attributes) {
          if (attribute.type !== "JSXAttribute" || attribute.name.type !== "JSXIdentifier") continue;
          const { name } = attribute.name;
          const real = spellings[name] ?? name;
          if (seen.has(real)) {
            context.report({
              node: attribute,
              message: `The attribute "${real}" is there twice: the server and the browser take another one`,
              hint: "Leave one of them out",
            });
          }
          seen.add(real);
        }
      },
    };
  },
};
