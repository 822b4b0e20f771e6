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
export function inWindow<T>({ document, location, Node }: Window, work: () => T): T {
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  for (const [name, value] of Object.entries({ document, location, Node })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    return work();
  } finally {
    for (const [at, name] of names.entries()) {
      Reflect.deleteProperty(globalThis, name);
      if (before[at]) Object.defineProperty(globalThis, name, before[at]);
    }
  }
}

const names = ["document", "location", "Node"] as const;
