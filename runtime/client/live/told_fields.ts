/**
 * Keeps the fields of a live page apart that two write into at the same time: a person, and a server that hears of it a
 * little later. What the server sends for a field is held back while it may be older than what the field shows.
 *
 * @module
 */

/** The fields that an event tells of, with what they held. */
export type Told = readonly (readonly [field: Element, value: string])[];

const notTyped = /^(?:button|checkbox|file|hidden|image|radio|reset|submit)$/;

/** What each field held when the server was told of it. */
const told = new WeakMap<Element, string>();
/** The fields that had events of their own. */
const touched = new WeakSet<EventTarget>();
/** The fields whose own events have not been answered, once for each event. */
const waiting = new Set<{ readonly field: HTMLInputElement }>();
/** What is held back, by the element that it is for: an option stands in a field. */
const withheld = new Map<Element, () => void>();

/** Reads what an event tells: its field, or all fields of its form. */
export function readFields({ target }: Event): Told {
  const field = target as HTMLInputElement;
  const form = field.localName === "form" ? target as HTMLFormElement : field.form;
  // A form gives its fields in turn; one named "elements" hides its property.
  return Array.from((form ?? [field]) as ArrayLike<HTMLInputElement>, (each) => [each, each.value]);
}

/** Notes that an event was sent. The function that is given is called when its answer has come. */
export function tellFields(field: EventTarget | null, fields: Told): () => void {
  for (const [each, value] of fields) told.set(each, value);
  if (field) touched.add(field);
  const one = { field: field as HTMLInputElement };
  waiting.add(one);
  return () => void waiting.delete(one);
}

/** Whether the server was told of a field, by itself or with its form. */
export function isTold(field: Element): boolean {
  return told.has(field);
}

/** Whether the server was told of a field by itself: a person was in it. */
export function isTouched(field: Element): boolean {
  return touched.has(field);
}

/** Notes that the server has written into a field, in the place of what it was told. */
export function noteWritten(field: HTMLInputElement): void {
  if (told.has(field)) told.set(field, field.value);
}

/** Writes what was held back and is no longer older than what its field shows. */
export function writeWithheld(): void {
  for (const [element, write] of [...withheld]) {
    if (!element.isConnected) withheld.delete(element);
    else if (!isAhead(element, true)) write();
  }
}

/** Whether what the server sends for an element has to wait: then `write` is called later. */
export function mustWait(element: Element, write: () => void): boolean {
  withheld.delete(element);
  if (!isAhead(element)) return false;
  withheld.set(element, write);
  return true;
}

/** Whether a person has changed a field since the server was told of it; `isLate` once something was held back. */
function isAhead(element: Element, isLate = false): boolean {
  const field = (element.closest("select") ?? element) as HTMLInputElement;
  const { type, name, form, value, validity, defaultValue } = field;
  for (const { field: other } of waiting) {
    if (other === field) return true;
    // To choose one radio button is to leave another.
    if (type === "radio" && other.type === type && other.name === name && other.form === form) return true;
  }
  if (!validity || notTyped.test(type) || field !== element) return false;
  // A number that is none yet has no value at all.
  if (validity.badInput) return true;
  const isAtWork = isLate || (field.getRootNode() as Document).activeElement === field;
  return isAtWork && value !== defaultValue && value !== told.get(field);
}
