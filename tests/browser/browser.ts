/**
 * One real Chromium for all tests of a file.
 */
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { ensureChromium } from "../../tools/find_chromium.ts";

// As root Chromium needs no sandbox; the others keep it from looking for hosts that no test may reach.
const launchOptions: LaunchOptions = {
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

let browser: Promise<Browser> | undefined;

/** Starts it when it is first asked for. */
export function launched(): Promise<Browser> {
  browser ??= ensureChromium().then((executablePath) => chromium.launch({ ...launchOptions, executablePath }));
  return browser;
}

/** Another one, for one test: it keeps pages that were left, as people's browsers do. */
export async function cachingBrowser(): Promise<Browser> {
  const executablePath = await ensureChromium();
  return await chromium.launch({
    ...launchOptions,
    executablePath,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
}

/** Ends it, when it was started. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}
