/**
 * What a browser does by itself with a click on a link and with a form that no loop has taken.
 *
 * @module
 */
import { actionField } from "../page/form.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import { formFields } from "./region.ts";
import { origin, type TestWindow } from "./test_window.ts";

/** Where links and forms lead. */
export interface Leading {
  /** The address that is shown now. */
  here(): string;
  navigate(href: string): void;
  /** Asks for a document; with fields, as the answer to a form. */
  follow(address: string, post?: readonly TextEntry[]): void;
}

/** Listens to a document. */
export function followLinksAndForms(window: TestWindow, leading: Leading): void {
  window.document.addEventListener("click", (event) => followLink(leading, event));
  window.document.addEventListener("submit", (event) => postForm(leading, window, event));
}

function followLink({ here, navigate }: Leading, event: Event): void {
  const link = (event.target as Element).closest("a");
  if (event.defaultPrevented || !link?.hasAttribute("href")) return;
  event.preventDefault();
  const url = new URL(link.getAttribute("href") ?? "", origin + here());
  const isHere = url.origin === origin && url.pathname + url.search === here() && url.hash !== "";
  if (url.origin === origin && !link.target && !isHere) navigate(url.href);
}

// The way of every form without a loop, and of actions over `post`: the browser posts it and shows the answer.
function postForm({ here, follow }: Leading, window: TestWindow, event: Event): void {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = formFields(window, form, (event as SubmitEvent).submitter);
  const action = new URL(form.getAttribute("action") ?? "", origin + here());
  const isPost = form.getAttribute("method")?.toLowerCase() === "post";
  if (!isPost) return follow(`${action.pathname}?${searchOf(fields)}`);
  // The form may have been drawn while its page had another address (`postHere` in `client/form_submit.ts`).
  const named = action.searchParams.get(actionField);
  const url = named === null ? action : new URL(origin + here());
  if (named !== null) url.searchParams.set(actionField, named);
  follow(url.pathname + url.search, fields);
}

/** Fields as they travel in an address and in a body. */
export function searchOf(fields: readonly TextEntry[]): URLSearchParams {
  return new URLSearchParams(fields.map(([name, value]) => [name, value]));
}
