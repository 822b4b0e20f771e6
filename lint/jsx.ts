/**
 * What the rules ask of JSX.
 *
 * @module
 */

/** What has children. */
export type Parent = Deno.lint.JSXElement | Deno.lint.JSXFragment;

// `jsxPrecompileSkipElements` of every app.
const skipped: ReadonlySet<string> = new Set(["select", "textarea", "option"]);

/** Whether an element is left to run time: a component, one with a spread, or one that the transform is told to skip. */
export function isDynamic(parent: Parent): parent is Deno.lint.JSXElement {
  if (parent.type === "JSXFragment") return false;
  const { name, attributes } = parent.openingElement;
  if (name.type !== "JSXIdentifier" || /^[A-Z]/.test(name.name) || skipped.has(name.name)) return true;
  // The transform takes inner HTML for an element of its own kind.
  return attributes.some((attribute) => attribute.type === "JSXSpreadAttribute");
}

/** The children that the transform sees: blanks that hold a line break are only there for the layout of the source. */
export function childrenOf(parent: Parent): Deno.lint.JSXChild[] {
  return parent.children.filter((child) => child.type !== "JSXText" || !/^\s*\n\s*$/.test(child.raw));
}
