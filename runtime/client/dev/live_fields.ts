/**
 * Keeps what was typed and the focus when the view of a live page gets new code: its templates are other ones then, and
 * their elements are built anew.
 *
 * @module
 */

/** The patch comes right after it was announced, or not at all. */
const patienceMs = 10_000;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Watches the outlets of live parts for the next patch that takes fields away. */
export function keepLiveFields(ids: readonly string[]): void {
  for (const id of ids) {
    const outlet = document.querySelector(`rally-outlet[data-part="${id}"]`);
    if (outlet) watch(outlet);
  }
}

function watch(outlet: Element): void {
  const before = fieldsIn(outlet);
  const focused = before.findIndex((field) => field === document.activeElement);
  const values = before.map(read);
  const observer = new MutationObserver(() => {
    if (before.every((field) => field.isConnected)) return;
    observer.disconnect();
    const after = fieldsIn(outlet);
    for (const [index, old] of before.entries()) {
      const field = old.isConnected ? undefined : counterpart(before, index, after);
      if (!field) continue;
      write(field, values[index]);
      if (index === focused) field.focus();
    }
  });
  observer.observe(outlet, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), patienceMs);
}

interface State {
  readonly value: string;
  readonly checked: boolean;
  readonly selection: readonly [number, number] | undefined;
}

function read(field: Field): State {
  const start = "selectionStart" in field ? field.selectionStart : null;
  const end = "selectionEnd" in field ? field.selectionEnd : null;
  return {
    value: field.value,
    checked: field instanceof HTMLInputElement && field.checked,
    selection: start === null || end === null ? undefined : [start, end],
  };
}

function write(field: Field, { value, checked, selection }: State): void {
  if (field instanceof HTMLInputElement && field.type === "file") return;
  field.value = value;
  if (field instanceof HTMLInputElement) field.checked = checked;
  if (selection && "setSelectionRange" in field) field.setSelectionRange(...selection);
}

/** The field of the same kind and name, the third for the third. */
function counterpart(before: readonly Field[], index: number, after: readonly Field[]): Field | undefined {
  const kind = kindOf(before[index]);
  const number = before.slice(0, index).filter((field) => kindOf(field) === kind).length;
  return after.filter((field) => kindOf(field) === kind)[number];
}

function kindOf(field: Field): string {
  return [field.tagName, field.type, field.name, field.id].join(" ");
}

function fieldsIn(outlet: Element): Field[] {
  return [...outlet.querySelectorAll<Field>("input:not([type=hidden]),textarea,select")];
}
