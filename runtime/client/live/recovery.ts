/**
 * What a person has done to a live page stays when the page is built anew: after a lost connection there is a new loop,
 * which knows nothing of it. What was typed is typed again, so the loop hears of it as it did the first time.
 * It comes with `connection/mod.ts`, because without a connection it could not be loaded.
 *
 * @module
 */
import type { Refusal } from "../../page/result.ts";
import { tellLostSave } from "../connection/lost_save.ts";
import { actionOf, type Find, formOf, kindOf, lookAt, ownOf, placeOf } from "./same_place.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** An event whose answer will never come. */
export interface LostEvent {
  readonly target: Element;
  readonly values: { readonly type: string };
  readonly submitter: HTMLElement | null;
  /** Whether the server may have had it. */
  readonly isSent?: boolean;
}

/** What is done again, in the order in which it is found. */
interface Work {
  readonly find: Find;
  readonly redo: Redo;
  /** The form that it was typed into: without it, that form is not sent. */
  readonly form?: Element | null;
  /** Called when its place was not found. */
  missed?(): void;
}

/** Does it to the element of the new page. */
type Redo = (element: Element) => void;

/** Parts that come only with the answer to what is typed again have come by then. */
const patienceMs = 10_000;
const fields = "input:not([type=hidden]),textarea,select";
const places = `${fields},button,a,summary,form,details,dialog,[popover],[tabindex]`;
const offline = (message: string): Refusal => ({ ok: false, kind: "offline", message });
const unanswered = offline("The connection was lost. It is not known whether this was saved.");
const unsent = offline("The connection was lost, and the page has changed since. This was not saved.");

/**
 * Remembers what was done to a page.
 *
 * @param isTouched Whether the page was told of a field.
 * @returns Called when the new page is there.
 */
export function rememberWork(
  outlet: Element,
  isTouched: (field: Element) => boolean,
  events: readonly LostEvent[],
): () => void {
  const submits = events.filter(({ values }) => values.type === "submit");
  const focused = (outlet.getRootNode() as Document).activeElement;
  const active = ownOf(outlet, places).find((element) => element === focused);
  const look = lookAt(outlet, places);
  const again = (element: Element, redo: Redo): Work => ({ find: placeOf(element, look, isTouched), redo });
  const changed = ownOf<Field>(outlet, fields).filter((field) => isTouched(field) || isTyped(field));
  // One that only newer browsers know makes a plain list of selectors an error.
  const opened = ownOf(outlet, ":is(:modal,:popover-open)");
  const work = [
    ...ownOf<HTMLDetailsElement>(outlet, "details").map((one) => again(one, openAs(one))),
    ...opened.map((one) => again(one, open)),
    ...changed.map((field) => ({ ...again(field, retype(field, field === active)), form: formOf(field) })),
    ...(active ? [again(active, focusAs(active as HTMLInputElement))] : []),
    ...submits.flatMap(({ target, submitter, isSent }) =>
      isSent ? [] : {
        ...again(target, submit(submitter)),
        form: target,
        missed: () => tellLostSave(actionOf(target)[1] ?? "", unsent),
      }
    ),
  ];
  const lost = submits.filter(({ isSent, target }) => isSent && target.hasAttribute("data-over"));
  return () => {
    // What stands inside of a layout was put back as it was.
    if (!active && focused?.isConnected) (focused as HTMLElement).focus({ preventScroll: true });
    redo(outlet, work);
    for (const { target } of lost) tellLostSave(actionOf(target)[1] ?? "", unanswered);
  };
}

/** Tells a page of what was typed before it listened. */
export function tellTyped(outlet: Element, isTold: (field: Element) => boolean): void {
  for (const field of ownOf<Field>(outlet, fields)) if (isTyped(field) && !isTold(field)) tell(field, false);
}

function redo(outlet: Element, work: readonly Work[]): void {
  const left = new Set(work);
  const go = () => {
    const look = lookAt(outlet, places);
    for (const one of left) {
      const element = one.find(look);
      const isEarly = one.missed && [...left].some((other) => !other.missed && other.form === one.form);
      if (!element || isEarly) continue;
      left.delete(one);
      attempt(one, element);
    }
  };
  go();
  if (left.size === 0) return;
  const observer = new MutationObserver(go);
  observer.observe(outlet, { childList: true, subtree: true });
  setTimeout(() => {
    observer.disconnect();
    for (const { missed } of left) missed?.();
  }, patienceMs);
}

/** What a page's own code makes of it, or a browser of an element that has changed, must not end the rest. */
function attempt({ redo, missed }: Work, element: Element): void {
  try {
    redo(element);
  } catch (error) {
    console.error(error);
    missed?.();
  }
}

/**
 * Whether a field holds something else than its attributes say, which follow the model. (What it held when the document
 * came is another question, and that of `navigation/form_values.ts`.)
 */
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

function retype(old: Field, isActive: boolean): Redo {
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
    if (type === "file") input.files = files;
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

function focusAs({ selectionStart, selectionEnd, scrollTop }: HTMLInputElement): Redo {
  return (element) => {
    const field = element as HTMLInputElement;
    field.focus({ preventScroll: true });
    if (typeof selectionStart === "number") field.setSelectionRange(selectionStart, selectionEnd);
    field.scrollTop = scrollTop;
  };
}

function openAs({ open }: HTMLDetailsElement): Redo {
  return (element) => (element as HTMLDetailsElement).open = open;
}

function open(element: Element): void {
  if (element instanceof HTMLDialogElement && !element.popover) element.showModal();
  else (element as HTMLElement).showPopover();
}

/** It was never sent, so it is not sent a second time. */
function submit(submitter: HTMLElement | null): Redo {
  const kind = submitter && kindOf(submitter);
  return (form) => {
    const again = [...document.querySelectorAll("button,input")].find((each) =>
      formOf(each) === form && kindOf(each) === kind
    );
    if (submitter?.matches("[name],[formaction]") && !again) {
      throw new Error("Cannot find the button that a form was sent with");
    }
    HTMLFormElement.prototype.requestSubmit.call(form, again as HTMLElement | undefined);
  };
}
