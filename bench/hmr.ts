/**
 * From the write of a file to the changed text in a browser, under `rally dev`: a page whose loop runs in the browser,
 * and one whose loop runs on the server. The model of both must survive every edit.
 */
import type { Page } from "playwright-core";
import { closeBrowser } from "../tests/browser/browser.ts";
import { counterFiles } from "../tests/browser/dev_pages.ts";
import { type DevWorld, inDevWorld } from "../tests/browser/dev_world.ts";
import { printTable } from "./table.ts";

const edits = 30;
/** The first edits of a page build its esbuild context; an author notices them once. */
const warmUp = 2;

/** Prints median and 95th percentile in milliseconds. */
export async function bench(): Promise<void> {
  const rows: string[][] = [];
  try {
    await inDevWorld(async (world) => {
      for (const path of ["/counter", "/live"]) rows.push([path, ...summary(await measure(world, path))]);
    }, { files: counterFiles });
  } finally {
    await closeBrowser();
  }
  printTable([[`edit of a view (${edits} edits)`, "first", "median", "p95", "max"], ...rows]);
  console.log("\nmilliseconds from the file write to the frame with the changed text; expected: at most 150");
}

async function measure(world: DevWorld, path: string): Promise<number[]> {
  const { page, frame, close } = await world.visit(path);
  if (path === "/live") await frame("client", "join");
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Total: 1").waitFor();
  const times: number[] = [];
  let text = "Counter";
  for (let edit = 0; edit < edits + warmUp; edit++) {
    const next = `Edit ${edit}`;
    const shown = await watchFor(page, next);
    const written = performance.timeOrigin + performance.now();
    world.edit(`app/pages${path}.tsx`, `<h1>${text}<`, `<h1>${next}<`);
    times.push(await shown.value() - written);
    text = next;
  }
  if (!await page.getByText("Total: 1").isVisible()) throw new Error(`The model of ${path} was lost`);
  await close();
  return times;
}

/** Notes the time of the frame in which the heading has a text. */
async function watchFor(page: Page, text: string): Promise<{ value(): Promise<number> }> {
  await page.evaluate(`globalThis.shownAt = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector("h1")?.textContent !== ${JSON.stringify(text)}) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  }); undefined`);
  return { value: () => page.evaluate("shownAt") };
}

function summary(times: readonly number[]): string[] {
  const sorted = times.slice(warmUp).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return [times[0], at(0.5), at(0.95), sorted[sorted.length - 1]].map((ms) => ms.toFixed(0));
}
