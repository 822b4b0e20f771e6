/**
 * The address a form posts to. A page knows only its action (`?_action=…`, made by `formTarget`); the document's own
 * path and query are added here, so that the page that answers is the page that asked.
 *
 * @module
 */
import { actionField } from "../page/form.ts";

const target = `?${actionField}=`;

/** Tells the address of an action from any other address. */
export function isFormTarget(address: string): boolean {
  return address.startsWith(target);
}

/**
 * Adds the key of a document to the address of an action. It becomes a part of the action's own parameter, because a
 * browser that posts the form from another address takes that parameter along (`client/form_submit.ts`).
 */
export function withFormKey(address: string, key: string): string {
  return `${address}${encodeURIComponent(`#${key}`)}`;
}

/** A text without a document's key: what is left says the same in every document. */
export function withoutFormKey(html: string, key: string): string {
  return html.replaceAll(encodeURIComponent(`#${key}`), "");
}

/**
 * Puts the address of an action on the document it stands in.
 *
 * @param documentUrl Path and query of the document; an earlier action in its query is dropped.
 */
export function resolveFormTarget(address: string, documentUrl: string): string {
  const [beforeHash = ""] = documentUrl.split("#", 1);
  const at = beforeHash.indexOf("?");
  if (at < 0) return beforeHash + address;
  const kept = beforeHash.slice(at + 1).split("&").filter((pair) => pair !== "" && nameOf(pair) !== actionField);
  return `${beforeHash.slice(0, at)}?${[...kept, address.slice(1)].join("&")}`;
}

// Only exact spellings matter: the name needs no escape, so nothing but Rally writes it another way, and a stray
// parameter that decodes to it comes before ours and must go too.
function nameOf(pair: string): string | undefined {
  const name = (pair.split("=", 1)[0] ?? "").replaceAll("+", " ");
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
