/**
 * What every browser test starts from: a fresh app with a database of its own, and visitors in one real Chromium. A
 * test fails too when a visitor's browser reports an error or a violation of the content security policy.
 */
import { cachingBrowser, closeBrowser, launched } from "./browser.ts";
import { type AppOptions, type RunningApp, startApp } from "./running_app.ts";
import { openVisitor, type Visitor, type VisitorOptions } from "./visitor.ts";

export { launched };

/** What a test gets. */
export interface World {
  readonly app: RunningApp;
  /** A person with cookies of her own, who opens a path of the app. */
  visit(path: string, options?: VisitorOptions): Promise<Visitor>;
}

/** How a test differs from the others. */
export interface BrowserTestOptions extends AppOptions {
  /**
   * Whether pages that were left may rest in the browser's cache, as they do outside of tests.
   * @default {false}
   */
  readonly backForwardCache?: boolean;
}

/** Registers a test with an app and a browser; both are gone when it ends. */
export function browserTest(
  name: string,
  run: (world: World) => Promise<void>,
  options: BrowserTestOptions = {},
): void {
  // Playwright keeps its pipe to the browser and timers of its own open between tests.
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: () => inWorld(run, options) });
}

/** Registers a test twice: with the pages as they declare it, and with every page live. It must not tell the difference. */
export function browserTestLiveToo(name: string, run: (world: World) => Promise<void>): void {
  browserTest(name, run);
  browserTest(`${name}, with every page live`, run, { modes: "live" });
}

async function inWorld(run: (world: World) => Promise<void>, options: BrowserTestOptions): Promise<void> {
  const [browser, app] = await Promise.all([
    options.backForwardCache ? cachingBrowser() : launched(),
    startApp(options),
  ]);
  const visitors: Visitor[] = [];
  let failure: unknown;
  try {
    await run({
      app,
      visit: async (path, visitorOptions) => {
        const visitor = await openVisitor(browser, app.origin, visitorOptions);
        visitors.push(visitor);
        await visitor.go(path);
        return visitor;
      },
    });
    for (const visitor of visitors) visitor.requireNoProblem();
  } catch (error) {
    failure = new Error(await evidence(app, visitors), { cause: error });
  }
  await Promise.all(visitors.map(({ close }) => close()));
  // A test that fails while its server is down fails for its own reason, not because there is nothing to stop.
  await app.stop().catch((error) => failure ??= error);
  if (options.backForwardCache) await browser.close();
  if (failure) throw failure;
}

/** What is needed to understand a failure without running it again. */
async function evidence(app: RunningApp, visitors: readonly Visitor[]): Promise<string> {
  const stories = await Promise.all(visitors.map((visitor, index) => visitor.story(`visitor ${index + 1}`)));
  return ["Browser test failed; its cause is below", ...stories, "server:", app.log()].join("\n");
}

Deno.test.afterAll(closeBrowser);
