/**
 * The code of what a page keeps in the browser.
 *
 * @module
 */
import type { BrowserEffect } from "../../page/effect.ts";
import type { BrowserQuestion, StorageArea } from "../../page/effect_host.ts";

/** Writes or removes a text, or gives the one that is there. */
export function useStorage(
  asked: (BrowserEffect & { type: "write" }) | (BrowserQuestion & { type: "read" }),
): string | null | undefined {
  const { area, key } = asked;
  try {
    const storage = storageOf(area);
    if (asked.type === "read") return storage.getItem(key);
    if (asked.text === null) storage.removeItem(key);
    else storage.setItem(key, asked.text);
  } catch (error) {
    // It is full, or the reader lets no site keep anything: what was there stays, and nothing else is lost.
    console.warn(error);
  }
}

function storageOf(area: StorageArea): Storage {
  return area === "local" ? localStorage : sessionStorage;
}
