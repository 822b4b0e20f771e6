/**
 * What was typed into a page and not sent, kept for the way back: browsers forget it for documents that must not be
 * stored, as every page for a signed-in reader is.
 *
 * @module
 */

const storageKey = "rally:typed";

type Field = (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement) & Noted;
type Typed = readonly (readonly [index: number, name: string, value: string | boolean])[];

/** Keeps what is typed when the document is left. Secrets, files and hidden fields are left out. */
export function keepTyped(): void {
  addEventListener("pagehide", () => {
    const typed = fields().flatMap((field, index): Typed => {
      const value = typedValue(field);
      return value === undefined ? [] : [[index, field.name, value]];
    });
    try {
      sessionStorage.setItem(storageKey, JSON.stringify([location.href, typed]));
    } catch {
      // Full or forbidden: the reader types again.
    }
  });
}

/** Types it again in a document that was loaded anew, or by the history; the page is told as if the reader had done it. */
export function restoreTyped(): void {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (entry?.type === "navigate") return;
  const all = fields();
  for (const [index, name, value] of readTyped()) {
    const field = all[index];
    if (field?.name !== name) continue;
    // Some browsers have put the value there themselves; the page does not know of it either way.
    if (typeof value === "boolean") (field as HTMLInputElement).checked = value;
    else field.value = value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

function fields(): Field[] {
  return [...document.querySelectorAll<Field>("input:not([type=password],[type=file],[type=hidden]),textarea,select")];
}

/** What differs from the document's own value; `undefined` when nothing does. */
function typedValue(field: Field): string | boolean | undefined {
  if (field.autocomplete === "off") return undefined;
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].find((option) => isFirst(option as Noted, option.defaultSelected)) ??
      field.options[0];
    return field.value === (first?.value ?? "") ? undefined : field.value;
  }
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
    return field.checked === isFirst(field as Noted, field.defaultChecked) ? undefined : field.checked;
  }
  const [first] = (field as Noted).rallyFirst ?? [field.defaultValue];
  return field.value === (first ?? "") ? undefined : field.value;
}

/** What it began with, if a live page has written into it since: there the attributes follow the model. */
interface Noted {
  readonly rallyFirst?: readonly [string | null];
}

function isFirst({ rallyFirst }: Noted, isNow: boolean): boolean {
  return rallyFirst ? rallyFirst[0] !== null : isNow;
}

function readTyped(): Typed {
  try {
    const [href, typed] = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    return href === location.href ? typed : [];
  } catch {
    return [];
  }
}
