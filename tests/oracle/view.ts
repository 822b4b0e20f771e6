/**
 * A generated view as a tree, so that a failing one can be made smaller, and its TSX.
 *
 * @module
 */

/** A text, a `{…}`, or something with parts. */
export type View = string | Branch;

/** An element, a component, a fragment, or an expression around one of them. */
export interface Branch {
  /** What stands before the attributes: `<p`, `<>`, `{b[0] && `. */
  readonly before: string;
  readonly attributes: readonly string[];
  /** What stands between the attributes and the children. */
  readonly after: string;
  readonly children: readonly View[];
  readonly end: string;
  /** Whether it needs all of its children, as an expression does. */
  readonly isFixed?: boolean;
}

/** An element with an end tag, or a component. */
export function element(tag: string, attributes: readonly string[], children: readonly View[]): Branch {
  return { before: `<${tag}`, attributes, after: ">", children, end: `</${tag}>` };
}

/** An element or a component that holds nothing. */
export function leaf(tag: string, attributes: readonly string[]): Branch {
  return { before: `<${tag}`, attributes, after: " />", children: [], end: "" };
}

/** A fragment; one without children is a fault of the transform. */
export function fragment(children: readonly [View, ...View[]]): Branch {
  return { before: "<>", attributes: [], after: "", children, end: "</>" };
}

/** An expression around views. */
export function expression(before: string, children: readonly View[], end: string): Branch {
  return { before, attributes: [], after: "", children, end, isFixed: true };
}

/** The TSX of a whole view. */
export function sourceOf(view: View): string {
  const source = printed(view);
  return source.startsWith("<") ? source : `<>${source}</>`;
}

/** The views that are one step smaller, the smallest first. */
export function smaller(view: View): View[] {
  if (typeof view === "string") return [];
  const { attributes, children, end, isFixed } = view;
  return [
    ...children.filter((child) => typeof child !== "string"),
    ...(isFixed ? [] : without(children).filter((kept) => kept.length > 0 || end !== "</>"))
      .map((kept) => ({ ...view, children: kept })),
    ...without(attributes).map((kept) => ({ ...view, attributes: kept })),
    ...children.flatMap((child, at) =>
      smaller(child).filter((next) => fits(next, child)).map((next) => ({ ...view, children: children.with(at, next) }))
    ),
  ];
}

// Where an element stands there may be no place for `{…}`: it may be a part of an expression itself.
function fits(next: View, child: View): boolean {
  return printed(next).startsWith("<") || !printed(child).startsWith("<");
}

function printed(view: View): string {
  if (typeof view === "string") return view;
  const attributes = view.attributes.map((attribute) => ` ${attribute}`).join("");
  return view.before + attributes + view.after + joined(view.children) + view.end;
}

// Two texts side by side would be one word; a blank between a text and `{…}` is kept by both transforms.
function joined(children: readonly View[]): string {
  let source = "";
  for (const child of children) {
    const next = printed(child);
    const isText = source !== "" && !/[>}]$/.test(source);
    source += isText && !next.startsWith("<") ? ` ${next}` : next;
  }
  return source;
}

function without<T>(items: readonly T[]): T[][] {
  return items.map((_, at) => items.toSpliced(at, 1));
}
