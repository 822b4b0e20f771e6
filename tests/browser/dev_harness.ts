/**
 * What every test of the dev loop starts from: an app of its own under `rally dev`, and visitors in one real Chromium.
 */
import { closeBrowser } from "./browser.ts";
import { type DevOptions, type DevWorld, inDevWorld } from "./dev_world.ts";

/** Registers a test; app and visitors are gone when it ends. */
export function devTest(name: string, run: (world: DevWorld) => Promise<void>, options: DevOptions = {}): void {
  // Playwright keeps its pipe to the browser and timers of its own open between tests.
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: () => inDevWorld(run, options) });
}

Deno.test.afterAll(closeBrowser);
