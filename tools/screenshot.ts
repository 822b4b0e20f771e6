/**
 * Makes the picture in the README from the running scoreboard: `deno run -A tools/screenshot.ts docs/scoreboard.png`.
 */
import { chromium } from "playwright-core";
import { startApp } from "../tests/browser/running_app.ts";
import { ensureChromium } from "./find_chromium.ts";

async function takeScreenshot(file: string): Promise<void> {
  const app = await startApp({});
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ baseURL: app.origin, viewport: { width: 1200, height: 760 } });
    await page.goto("/games", { waitUntil: "load" });
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
    await app.stop();
  }
}

if (import.meta.main) {
  const [file, ...rest] = Deno.args;
  if (file === undefined || rest.length > 0) {
    console.error("Cannot take a screenshot: got no single file name\nhint: deno run -A tools/screenshot.ts FILE.png");
    Deno.exit(2);
  }
  await takeScreenshot(file);
}
