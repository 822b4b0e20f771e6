/**
 * Checks a form in the browser before it is sent. It works on the document alone, so it is the same for pages whose loop
 * runs here and for those whose loop runs on the server: a form with a problem is never submitted as far as they know,
 * they only hear that it was refused.
 * Loaded when somebody enters a form; it imports nothing that a page has loaded already.
 *
 * @module
 */
import type { FormChecks } from "../wire/field_check.ts";
import { firstProblem } from "./first_problem.ts";
import { createServerWords, type FormTarget, type ServerWords } from "./server_words.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The forms that somebody has entered; `undefined` until their checks have arrived. */
const watched = new WeakMap<EventTarget, FormWatch | undefined>();

/** Begins to check a form; called whenever one of its fields gets the focus. */
export async function watchForm(form: HTMLFormElement, tab: FormTarget["tab"]): Promise<void> {
  if (watched.has(form)) return;
  watched.set(form, undefined);
  const address = new URL(form.getAttribute("action") ?? "", location.href);
  // In the HTML of a document the key of its forms follows.
  const [owner = "", action = ""] = address.searchParams.get("_action")?.split("#") ?? [];
  const answer = action && await tab.transport.request((id) => ["checks", id, owner, action]);
  if (answer && answer[0] === "ok") {
    watched.set(form, new FormWatch(form, answer[2] as unknown as FormChecks, { tab, owner, action }));
  } else watched.delete(form);
}

// Before anybody else: what is not sent was not submitted, neither for a loop nor for the browser.
addEventListener("submit", (event) => {
  const watch = event.target && watched.get(event.target);
  if (!watch) return;
  if ((event.submitter as HTMLButtonElement | null)?.formNoValidate) return watch.noteSent();
  if (watch.isGood() && !watch.asksFirst(event.submitter)) return watch.noteSent();
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

/** One form, with the fields that a person has been in. */
class FormWatch {
  readonly #form: HTMLFormElement;
  readonly #checks: FormChecks;
  /** Left at least once, or submitted: nobody is told of a mistake while she makes the first try. */
  readonly #touched = new Set<string>();
  /** Marked by us, with the words. The marks of the server's answer are the view's. */
  readonly #marked = new Map<string, string>();
  /** Where the server has more to say than its checks. */
  readonly #words: ServerWords | undefined;
  /** What the controls held when the form was sent. */
  #sent: ReadonlyMap<Control, string>;

  constructor(form: HTMLFormElement, checks: FormChecks, target: FormTarget) {
    this.#form = form;
    this.#checks = checks;
    this.#words = checks[""] && createServerWords(form, target, () => this.#tell());
    // It may have been sent before the checks were here: what it holds now is the best guess at what was sent.
    this.#sent = this.#values();
    // From here on we say what the browser would have said, in the words of the schema.
    form.noValidate = true;
    form.addEventListener("focusout", ({ target, relatedTarget }) => {
      // On the way to the button: the form is about to be judged as a whole, and must not move under the click.
      if ((relatedTarget as HTMLButtonElement | null)?.type !== "submit") this.#changed(nameOf(target), true);
    });
    form.addEventListener("input", ({ target }) => this.#changed(nameOf(target), false));
    form.addEventListener("reset", () => {
      this.#words?.forget();
      this.#clear();
      // Emptied because its action went well.
      if (form.ariaBusy) this.#keepTyped();
    });
    // The view has drawn its own words anew, because it has heard of a refusal: ours go on.
    new MutationObserver(() => this.#restore()).observe(form, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["hidden", "aria-invalid"],
    });
    // Submitted before the checks were here: the browser has refused it in its own words, which go.
    for (const control of this.#controls()) if (control.matches(":user-invalid")) this.#judge(control.name, true);
  }

  /** Judges every field, tells what is wrong, and leads to the first problem. */
  isGood(): boolean {
    this.#clear();
    // It hears of the form itself: what it has said before may be out of date.
    this.#words?.forget();
    const names = new Set(this.#controls().map(({ name }) => name));
    for (const name of names) this.#judge(name, true);
    return this.#leadToFirst();
  }

  /**
   * Whether a form that the browser posts waits for the server's word: a new document would lose passwords. It is sent
   * when there is no problem, or no answer.
   */
  asksFirst(submitter: HTMLElement | null): boolean {
    if (!this.#words || this.#form.dataset.over !== "post") return false;
    return this.#words.askFirst(() => {
      this.#tell();
      if (!this.#leadToFirst()) return;
      // The view may have been drawn anew meanwhile.
      HTMLFormElement.prototype.requestSubmit.call(this.#form, submitter?.isConnected ? submitter : null);
    });
  }

  #leadToFirst(): boolean {
    const first = this.#controls().find(({ name }) => this.#marked.has(name));
    if (!first) return true;
    first.focus();
    // Where the view has no place for the words, the browser's own bubble says them.
    if (!this.#alertOf(first.name)) first.reportValidity();
    // What the view says of the last answer is out of date.
    this.#form.dispatchEvent(new Event("refused"));
    return false;
  }

  /** The server is asked where the browser has nothing to say of the field, and only about what may be told. */
  #changed(name: string, touch: boolean): void {
    const problem = this.#problemOf(name);
    if (problem !== undefined) this.#words?.forget(name);
    this.#judge(name, touch);
    if (problem === undefined && this.#touched.size > 0) this.#words?.askSoon();
  }

  #tell(): void {
    for (const name of this.#touched) this.#judge(name, true);
  }

  /** Notes what was sent, unless an answer is still awaited: then nothing is. */
  noteSent(): void {
    if (!this.#form.ariaBusy) this.#sent = this.#values();
  }

  #values(): ReadonlyMap<Control, string> {
    return new Map(this.#controls().map((control) => [control, control.value]));
  }

  /** What was typed after the form was sent is not in the answer: it stays. */
  #keepTyped(): void {
    const typed = this.#controls().filter((control) =>
      control.type !== "file" && control.value !== this.#sent.get(control)
    );
    for (const control of typed) {
      const { value, selectionStart, selectionEnd } = control as HTMLInputElement;
      queueMicrotask(() => {
        control.value = value;
        if (typeof selectionStart === "number") {
          (control as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd);
        }
      });
    }
  }

  /** Marks a field that may be told of its problem. */
  #judge(name: string, touch: boolean): void {
    if (!name || !touch && !this.#touched.has(name)) return;
    this.#touched.add(name);
    const problem = this.#problemOf(name) ?? this.#words?.of(name);
    // Words that are put in again are read out again.
    if (problem !== this.#marked.get(name)) this.#mark(name, this.#controls(name), problem);
  }

  /** What the browser knows to be wrong with a field. */
  #problemOf(name: string): string | undefined {
    const checks = this.#checks[name.replace(/\.\d+/g, ".*")];
    const controls = this.#controls(name);
    // A disabled field is not sent, so it is not judged either.
    if (!checks || controls.every((control) => control.matches(":disabled"))) return undefined;
    // Of a number that is none, a browser gives nothing at all.
    const unread = controls.some(({ validity }) => validity.badInput) && checks.find(([kind]) => kind === "match")?.[2];
    return unread || firstProblem(checks, new FormData(this.#form).getAll(name));
  }

  #mark(name: string, controls: readonly Control[], problem = ""): void {
    const alert = this.#alertOf(name);
    for (const control of controls) {
      control.setCustomValidity(problem);
      if (problem) {
        control.setAttribute("aria-invalid", "true");
        if (alert) control.setAttribute("aria-describedby", alert.id);
      } else if (this.#marked.has(name)) {
        control.removeAttribute("aria-invalid");
        control.removeAttribute("aria-describedby");
      }
    }
    if (problem) this.#marked.set(name, problem);
    else this.#marked.delete(name);
    if (!alert) return;
    // Beside the view's own words, which stay the view's: a text of ours in its place would be lost to it.
    alert.querySelector("[data-local]")?.remove();
    const isTold = alert.textContent !== "";
    alert.hidden = !problem && !isTold;
    if (!problem || isTold) return;
    const words = document.createElement("span");
    words.dataset.local = "";
    words.textContent = problem;
    alert.append(words);
  }

  /** Only what is gone: words that are put in again are read out again. */
  #restore(): void {
    for (const [name, problem] of this.#marked) {
      const controls = this.#controls(name);
      const alert = this.#alertOf(name);
      const isShown = controls.every(({ ariaInvalid }) => ariaInvalid) && !alert?.hidden && alert?.textContent !== "";
      if (!isShown) this.#mark(name, controls, problem);
    }
  }

  #clear(): void {
    this.#touched.clear();
    for (const name of this.#marked.keys()) this.#mark(name, this.#controls(name));
  }

  #controls(name?: string): Control[] {
    // By prototype: a form's fields hide its properties.
    const elements = Reflect.get(HTMLFormElement.prototype, "elements", this.#form) as HTMLFormControlsCollection;
    return ([...elements] as Control[]).filter((control) =>
      control.matches("input,select,textarea") && control.name && (name === undefined || control.name === name)
    );
  }

  #alertOf(name: string): HTMLElement | null {
    return this.#form.querySelector(`[data-problem="${CSS.escape(name)}"]`);
  }
}

function nameOf(target: EventTarget | null): string {
  return (target as Partial<Control> | null)?.name ?? "";
}
