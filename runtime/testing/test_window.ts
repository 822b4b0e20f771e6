/**
 * The document of a page that is tested without a browser: a light DOM that runs no script and loads nothing.
 *
 * @module
 */
// @ts-types="./happy_dom.d.ts"
import { Window } from "happy-dom";

export type { Window as TestWindow } from "happy-dom";

/** Where the app under test stands. No request leaves the process. */
export const origin = "http://app.test";

const settings = {
  disableCSSFileLoading: true,
  disableJavaScriptFileLoading: true,
  disableIframePageLoading: true,
  handleDisabledFileLoadingAsSuccess: true,
};

/** Reads a document as a browser does. */
export function openWindow(html: string, href: string): Window {
  const window = new Window({ url: origin + href, settings });
  window.document.write(html);
  return window;
}

/**
 * Runs code of the browser's half, which names its document as every script in a browser does: by a global. Only for
 * the time of this call, in which nothing else runs, so that pages stand side by side and server code sees none of it.
 */
export function inWindow<T>({ document, Node }: Window, work: () => T): T {
  Object.assign(globalThis, { document, Node });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, "document");
    Reflect.deleteProperty(globalThis, "Node");
  }
}
