/**
 * Finds ids that two elements of a page have. Labels, fragments and `focus` reach the first of them alone, in every
 * browser without a word.
 *
 * @module
 */

/**
 * Requires that every id stands once in a document.
 *
 * @param href Where it is shown, for errors.
 * @throws {Error} When two elements have one id.
 */
export function requireOwnIds(document: Document, href: string): void {
  const taken = new Map<string, Element>();
  for (const element of document.querySelectorAll("[id]")) {
    const before = taken.get(element.id);
    if (before) throw new Error(message(element.id, href, [before, element]));
    taken.set(element.id, element);
  }
}

function message(id: string, href: string, elements: readonly Element[]): string {
  const [first, second] = elements.map(({ localName }) => `<${localName}>`);
  return `The page ${href} has the id "${id}" twice: got ${first} and ${second}, expected each id once\n` +
    "hint: make it of what names the item, e.g. `row-${row.id}`; a form that is shown several times takes an id as " +
    "third argument";
}
