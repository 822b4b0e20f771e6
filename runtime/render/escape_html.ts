/**
 * Escaping of text and of attribute values in double quotes. It happens where HTML is joined, and nowhere else.
 *
 * @module
 */

const special = /["&<]/;

/** Escapes `&`, `<` and `"`. */
export function escapeHtml(text: string): string {
  if (!special.test(text)) return text;
  let html = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const entity = entityOf(text.charCodeAt(at));
    if (entity === undefined) continue;
    html += text.slice(from, at) + entity;
    from = at + 1;
  }
  return html + text.slice(from);
}

function entityOf(code: number): string | undefined {
  switch (code) {
    case 34:
      return "&quot;";
    case 38:
      return "&amp;";
    case 60:
      return "&lt;";
    default:
      return undefined;
  }
}
