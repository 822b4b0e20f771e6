/**
 * Finds the element of a page that was built anew that stands for one of the page before. It has to be the same record's:
 * what was typed must not reach another. Where that cannot be told, nothing is found.
 *
 * @module
 */

/** Gives those of a kind in a page, in their order, each with its marks. */
export type Look = (kind: string) => readonly Marked[];

/** Finds an element of the page before in the page that is looked at. */
export type Find = (look: Look) => Element | undefined;

/** By what an element is told from others of its kind. */
interface Marked {
  readonly element: Element;
  /** What the form around it sends without being shown. */
  readonly hidden: string;
  /** What the server filled it with. */
  readonly initial: string;
  /** What stands around it, and in no other of its kind. */
  readonly around: string;
}

/** The elements in an outlet, without those of another loop's that stands inside of it. */
export function ownOf<E extends Element>(outlet: Element, selector: string): E[] {
  const inside = outlet.querySelector("rally-outlet");
  return [...outlet.querySelectorAll<E>(selector)].filter((element) => !inside?.contains(element));
}

/** Looks at the page that stands in an outlet; `places` selects what may be looked for. */
export function lookAt(outlet: Element, places: string): Look {
  const kinds = new Map<string, Element[]>();
  for (const element of ownOf(outlet, places)) {
    const kind = kindOf(element);
    const kin = kinds.get(kind);
    if (kin) kin.push(element);
    else kinds.set(kind, [element]);
  }
  const looked = new Map<string, readonly Marked[]>();
  return (kind) => {
    const known = looked.get(kind) ?? (kinds.get(kind) ?? []).map(marked);
    looked.set(kind, known);
    return known;
  };
}

/**
 * Remembers where an element stands.
 *
 * @param isTold Whether the server was told of it: then it may have filled it with what was typed.
 */
export function placeOf(element: Element, look: Look, isTold: (element: Element) => boolean): Find {
  const kind = kindOf(element);
  const before = look(kind);
  const told = before.map((each) => isTold(each.element));
  const at = before.findIndex((each) => each.element === element);
  return (look) => find(before, told, at, look(kind))?.element;
}

/** The same name for what could stand for one another. */
export function kindOf(element: Element): string {
  const names = element.matches("[type=checkbox],[type=radio],button,[type=submit]") ? ["name", "value"] : ["name"];
  const text = element.matches("button,a,summary") ? element.textContent : "";
  const form = formOf(element);
  return JSON.stringify([
    element.localName,
    element.getAttribute("type"),
    element.closest("[id]")?.getAttribute("id"),
    ...names.map((name) => element.getAttribute(name)),
    ...(form ? actionOf(form) : []),
    text,
  ]);
}

/** The form that an element is, or belongs to. */
export function formOf(element: Element): HTMLFormElement | null {
  return element instanceof HTMLFormElement ? element : (element as Partial<HTMLInputElement>).form ?? null;
}

/** The owner and the name of the action of a form. In the HTML of a document its key follows. */
export function actionOf(form: Element): string[] {
  const [, search] = (form.getAttribute("action") ?? "").split("?", 2);
  return new URLSearchParams(search).get("_action")?.split("#", 2) ?? [];
}

function find(
  before: readonly Marked[],
  told: readonly boolean[],
  at: number,
  now: readonly Marked[],
): Marked | undefined {
  const mine = before[at];
  if (!mine) return undefined;
  const areAlike = (old: Marked, other: Marked, isTold = told[at]) =>
    old.hidden === other.hidden && (isTold || old.initial === other.initial);
  const isLikeMine = (other: Marked) => areAlike(mine, other) && mine.around === other.around;
  const [same, ...more] = now.filter(isLikeMine);
  if (same && more.length === 0 && before.filter(isLikeMine).length === 1) return same;
  // What stands around it may be of the loop that is gone. While its neighbours stand where they stood, so does it.
  const isInPlace = before.length === now.length &&
    before.every((old, place) =>
      areAlike(old, now[place]!, told[place]) && (place === at || told[place] || old.around === now[place]!.around)
    );
  return isInPlace ? now[at] : undefined;
}

function marked(element: Element, at: number, kin: readonly Element[]): Marked {
  return {
    element,
    hidden: hiddenIn(formOf(element)),
    initial: initialOf(element),
    around: aroundOf(rowOf(element, [kin[at - 1], kin[at + 1]])),
  };
}

/** The largest element around one that holds no other of its kind. Alone, it has the row of a list or table. */
function rowOf(element: Element, neighbours: readonly (Element | undefined)[]): Element | null {
  if (neighbours.every((each) => !each)) return element.closest("li,tr");
  let row = element;
  for (let around = row.parentElement; around; around = around.parentElement) {
    if (neighbours.some((each) => each && around.contains(each))) break;
    row = around;
  }
  return row;
}

/** The text of a row, and what its links and hidden fields say. What is typed in it is no mark of it. */
function aroundOf(row: Element | null): string {
  if (!row) return "";
  const typed = [...row.querySelectorAll("textarea")].map(({ textContent }) => textContent);
  const text = typed.reduce((left, each) => left.replace(each, () => ""), row.textContent ?? "");
  const links = [...row.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
  return JSON.stringify([text, links, hiddenIn(row)]);
}

function hiddenIn(element: Element | null): string {
  const fields = element?.querySelectorAll<HTMLInputElement>("input[type=hidden]") ?? [];
  return JSON.stringify([...fields].map(({ name, value }) => [name, value]));
}

function initialOf(element: Element): string {
  if (element.localName === "select") {
    return String(
      [...(element as HTMLSelectElement).options].filter((each) => each.defaultSelected).map((each) => each.value),
    );
  }
  const { defaultValue, defaultChecked } = element as Partial<HTMLInputElement>;
  return `${defaultValue} ${defaultChecked}`;
}
