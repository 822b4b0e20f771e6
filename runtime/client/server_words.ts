/**
 * What the server says of a form while somebody fills it in: rules that are functions, and what asks the database. Part of
 * what is loaded when somebody enters a form.
 *
 * @module
 */
import type { FieldProblems } from "../page/result.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { Tab } from "./tab.ts";

/** The action of a form, and where it is asked from. */
export interface FormTarget {
  readonly tab: Pick<Tab, "transport" | "current">;
  readonly owner: string;
  readonly action: string;
}

/** The server's words about a form. */
export interface ServerWords {
  /** What it has said of a field, of the form as it stands or stood a moment ago. */
  of(name: string): string | undefined;
  /** The form has changed: asks when nobody types any more. Without a connection nothing is said. */
  askSoon(): void;
  /**
   * Asks before the form is sent, and calls `send` with the answer, or without when none comes. `false`: it can be sent
   * at once.
   */
  askFirst(send: () => void): boolean;
  /** What was said is out of date, of one field or of all; and so is an answer that is on its way. */
  forget(name?: string): void;
}

/** A pause between two words or in thought: no question is asked of every letter. */
const pauseMs = 300;
/** Nobody waits longer with a form in hand: the server judges it in any case. */
const patienceMs = 3_000;

/** Begins with no word. `told` is called when there are others. */
export function createServerWords(
  form: HTMLFormElement,
  { tab, owner, action }: FormTarget,
  told: () => void,
): ServerWords {
  let problems: FieldProblems = {};
  /** What the form held when it was last asked about. */
  let asked: string | undefined;
  /** Grows with each change: an answer about an older state says nothing. */
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: "no" | "asks" | "now" = "no";

  function fields(): TextEntry[] {
    return [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  }

  async function ask(): Promise<void> {
    const mine = ++latest;
    const held = fields();
    asked = JSON.stringify(held);
    const answer = await tab.transport.request((id) => ["check", id, owner, tab.current.href, action, held]);
    if (mine !== latest) return;
    problems = answer[0] === "ok" ? answer[2] as unknown as FieldProblems : {};
    told();
  }

  function forget(name?: string): void {
    latest++;
    clearTimeout(timer);
    asked = undefined;
    problems = name === undefined ? {} : { ...problems, [name]: [] };
  }

  return {
    of: (name) => problems[name]?.[0],
    askSoon() {
      if (!tab.transport.open) {
        forget();
        return told();
      }
      if (asked === JSON.stringify(fields())) return;
      latest++;
      clearTimeout(timer);
      timer = setTimeout(ask, pauseMs);
    },
    askFirst(send) {
      if (sending === "now" || !tab.transport.open) return false;
      if (sending === "asks") return true;
      sending = "asks";
      Promise.race([ask(), new Promise((resolve) => setTimeout(resolve, patienceMs))]).then(() => {
        sending = "now";
        send();
        sending = "no";
      });
      return true;
    },
    forget,
  };
}
