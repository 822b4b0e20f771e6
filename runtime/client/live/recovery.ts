/**
 * What a person has done to a live page stays when the page is built anew: after a lost connection there is a new loop,
 * which knows nothing of it. What was typed is typed again, so the loop hears of it as it did the first time.
 * It comes with `connection/mod.ts`, because without a connection it could not be loaded.
 *
 * @module
 */
import type { Refusal } from "../../page/result.ts";
import { tellLostSave } from "../connection/lost_save.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A form whose answer will never come. */
export interface LostSubmit {
  readonly target: Element;
  readonly submitter: HTMLElement | null;
  /** Whether the server may have had it. */
  readonly isSent: boolean;
}

/** What is done to the element of the new page that stands where one of the old page stood. */
type Work = readonly [name: string, redo: (element: Element) => void];

/** Parts that come only with the answer to what is typed again have come by then. */
const patienceMs = 10_000;
const fields = "input:not([type=hidden]),textarea,select";
const places = `${fields},button,a,summary,form,details,dialog,[popover],[tabindex]`;
const unanswered: Refusal = {
  ok: false,
  kind: "offline",
  message: "The connection was lost. It is not known whether this was saved.",
};

/**
 * Remembers what was done to a page.
 *
 * @param isTouched Whether the page was told of a field.
 * @returns Called when the new page is there.
 */
export function rememberWork(
  outlet: Element,
  isTouched: (field: Element) => boolean,
  submits: readonly LostSubmit[],
): () => void {
  const names = new Map([...elementsIn(outlet)].map(([name, element]) => [element, name]));
  const active = (outlet.getRootNode() as Document).activeElement;
  const of = (element: Element, redo: Work[1]): Work[] => {
    const name = names.get(element);
    return name ? [[name, redo]] : [];
  };
  const changed = [...outlet.querySelectorAll<Field>(fields)].filter((field) => isTouched(field) || isTyped(field));
  // One that only newer browsers know makes a plain list of selectors an error.
  const opened = outlet.querySelectorAll(":is(:modal,:popover-open)");
  const work = [
    ...[...outlet.querySelectorAll("details")].flatMap((one) => of(one, openAs(one))),
    ...[...opened].flatMap((one) => of(one, open)),
    ...changed.flatMap((field) => of(field, retype(field, field === active))),
    ...(active ? of(active, focusAs(active as HTMLInputElement)) : []),
    ...submits.flatMap(({ target, submitter, isSent }) => isSent ? [] : of(target, submit(submitter))),
  ];
  const lost = submits.filter(({ isSent, target }) => isSent && target.hasAttribute("data-over"));
  return () => {
    redo(outlet, work);
    for (const { target } of lost) tellLostSave(actionOf(target)[1] ?? "", unanswered);
  };
}

/** Tells a page of what was typed before it listened. */
export function tellTyped(outlet: Element, isTold: (field: Element) => boolean): void {
  for (const field of outlet.querySelectorAll<Field>(fields)) if (isTyped(field) && !isTold(field)) tell(field, false);
}

function redo(outlet: Element, work: readonly Work[]): void {
  const left = new Set(work);
  const go = () => {
    const elements = elementsIn(outlet);
    for (const one of left) {
      const [name, redo] = one;
      const element = elements.get(name);
      if (!element) continue;
      left.delete(one);
      redo(element);
    }
  };
  go();
  const observer = new MutationObserver(go);
  if (left.size > 0) observer.observe(outlet, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), patienceMs);
}

/** What a person may have changed, with names by which it is found again: the third of its kind is the third. */
function elementsIn(outlet: Element): Map<string, Element> {
  const counts = new Map<string, number>();
  return new Map([...outlet.querySelectorAll(places)].map((element) => {
    const kind = kindOf(element);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return [`${count} ${kind}`, element];
  }));
}

function kindOf(element: Element): string {
  const { form, type } = element as Partial<HTMLInputElement>;
  const names = element.matches("[type=checkbox],[type=radio]") ? ["id", "name", "value"] : ["id", "name"];
  const text = element.matches("button,a,summary") ? element.textContent : "";
  const attributes = [...names.map((name) => element.getAttribute(name)), ...(form ? actionOf(form) : [])];
  return [element.localName, type, ...attributes, text].join(" ");
}

/** Whether a field holds something else than it began with. */
function isTyped(field: Field): boolean {
  if (field.localName === "select") {
    const options = [...(field as HTMLSelectElement).options];
    // Without a choice of the page the browser takes the first.
    return options.some(({ defaultSelected }) => defaultSelected)
      ? options.some(({ selected, defaultSelected }) => selected !== defaultSelected)
      : (field as HTMLSelectElement).selectedIndex > 0;
  }
  const { type, value, defaultValue, checked, defaultChecked } = field as HTMLInputElement;
  return /^(?:checkbox|radio)$/.test(type) ? checked !== defaultChecked : value !== defaultValue;
}

function retype(old: Field, isActive: boolean): Work[1] {
  const write = valueOf(old);
  return (element) => {
    if (write(element as Field)) tell(element, isActive);
  };
}

/** Gives a function that writes what a field holds now into another; it tells whether that was something else. */
function valueOf(old: Field): (field: Field) => boolean {
  const { value, checked, files, type } = old as HTMLInputElement;
  if (old.localName === "select") {
    const chosen = [...(old as HTMLSelectElement).selectedOptions].map((option) => option.value);
    return (field) => {
      const wrong = [...(field as HTMLSelectElement).options].filter((each) =>
        each.selected !== chosen.includes(each.value)
      );
      for (const option of wrong) option.selected = !option.selected;
      return wrong.length > 0;
    };
  }
  // To leave one radio button is to choose another.
  if (type === "radio" && !checked) return () => false;
  return (field) => {
    const input = field as HTMLInputElement;
    if (files) input.files = files;
    else if (input.value !== value) input.value = value;
    else if (input.checked !== checked) input.checked = checked;
    else return false;
    return true;
  };
}

/** Tells as the browser does. A field that somebody is still in has not changed yet. */
function tell(field: Element, isActive: boolean): void {
  const isText = field.matches("textarea,input:not([type=checkbox],[type=radio])");
  for (const type of isActive && isText ? ["input"] : ["input", "change"]) {
    field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

function focusAs({ selectionStart, selectionEnd, scrollTop }: HTMLInputElement): Work[1] {
  return (element) => {
    const field = element as HTMLInputElement;
    field.focus({ preventScroll: true });
    if (typeof selectionStart === "number") field.setSelectionRange(selectionStart, selectionEnd);
    field.scrollTop = scrollTop;
  };
}

function openAs({ open }: HTMLDetailsElement): Work[1] {
  return (element) => (element as HTMLDetailsElement).open = open;
}

function open(element: Element): void {
  if (element instanceof HTMLDialogElement && !element.popover) element.showModal();
  else (element as HTMLElement).showPopover();
}

/** It was never sent, so it is not sent a second time. */
function submit(submitter: HTMLElement | null): Work[1] {
  const name = submitter && kindOf(submitter);
  return (element) => {
    const form = element as HTMLFormElement;
    const again = [...form.elements].find((each) => kindOf(each) === name);
    HTMLFormElement.prototype.requestSubmit.call(form, again as HTMLElement | undefined);
  };
}

/** The owner and the name of the action of a form. In the HTML of a document its key follows. */
function actionOf(form: Element): string[] {
  const { searchParams } = new URL(form.getAttribute("action") ?? "", location.href);
  return searchParams.get("_action")?.split("#", 2) ?? [];
}
