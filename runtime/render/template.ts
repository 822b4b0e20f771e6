/**
 * What is known of a template before any of its slots is filled. The transform leaves attribute slots without a
 * name, so whether a slot stands in a tag or between tags is read off the constant pieces, once for each template.
 *
 * @module
 */

/** One template, ready to be joined with the values of its slots. */
export interface Template {
  /** The constant pieces: one more than slots. An attribute slot brings its own blank before it. */
  readonly pieces: readonly string[];
  readonly slots: readonly Slot[];
}

/** Where a slot stands. */
export type Slot = "attribute" | "child";

const templates = new WeakMap<readonly string[], Template>();
let lastStatics: readonly string[] | undefined;
let lastTemplate: Template | undefined;

/** The template of an array of constant pieces as the transform makes it; the same array gives the same template. */
export function templateOf(statics: readonly string[]): Template {
  // The rows of a list share a template: this spares them the look-up.
  if (statics === lastStatics && lastTemplate !== undefined) return lastTemplate;
  let template = templates.get(statics);
  if (template === undefined) {
    template = readTemplate(statics);
    templates.set(statics, template);
  }
  lastStatics = statics;
  lastTemplate = template;
  return template;
}

// In a constant piece `<`, `>` and `"` are never data: the transform has escaped those, in text and in values.
function readTemplate(statics: readonly string[]): Template {
  const pieces: string[] = [];
  const slots: Slot[] = [];
  let inTag = false;
  for (const [at, piece] of statics.entries()) {
    let html = "";
    let from = 0;
    while (from < piece.length) {
      const edge = piece.indexOf(inTag ? ">" : "<", from);
      const to = edge < 0 ? piece.length : edge + 1;
      const part = piece.slice(from, to);
      html += inTag ? withRealNames(part) : part;
      if (edge >= 0) inTag = !inTag;
      from = to;
    }
    const isLast = at === statics.length - 1;
    if (!isLast) slots.push(inTag ? "attribute" : "child");
    pieces.push(inTag && !isLast ? html.trimEnd() : html);
  }
  return { pieces, slots };
}

// The transform writes `defaultValue` as an attribute that no browser knows, and a constant `key` as one that no page
// should show. Quoted values are passed over.
function withRealNames(inTag: string): string {
  return inTag.replace(
    /("[^"]*")|\s(?:key|ref|children)(?:="[^"]*")?(?=[\s>]|$)|(?<=\s)default(value|checked|selected)(?=[=\s>]|$)/g,
    (_, quoted, name) => quoted ?? name ?? "",
  );
}
