/**
 * Which option a list shows while nobody has chosen: in a browser the last that says `selected`, else the first. The
 * light document of tests takes another one when options come one after the other, so it is told.
 *
 * @module
 */

const chosen = new WeakSet<HTMLSelectElement>();

/** A person has chosen in this list: what she sees is hers until its form is emptied. */
export function noteChoice(list: HTMLSelectElement): void {
  chosen.add(list);
  list.form?.addEventListener("reset", () => chosen.delete(list), { once: true });
}

/** Shows in all other lists what a browser would. */
export function showChosenOptions(root: ParentNode): void {
  for (const list of root.querySelectorAll("select")) {
    if (list.multiple || chosen.has(list)) continue;
    const options = [...list.options];
    const said = options.findLastIndex((option) => option.hasAttribute("selected"));
    list.selectedIndex = said < 0 ? options.findIndex(({ disabled }) => !disabled) : said;
  }
}
