/**
 * What of playwright-core the driver over a browser needs. An app's tests bring their own; nothing is imported from it.
 *
 * @module
 */

/** A launched browser, as `chromium.launch()` of playwright-core gives it. */
export interface TestBrowser {
  newContext(options: { readonly baseURL: string }): Promise<BrowserWindow>;
}

/** A window with cookies of its own. */
export interface BrowserWindow {
  newPage(): Promise<BrowserTab>;
  addInitScript(code: string): Promise<unknown>;
  addCookies(cookies: readonly { name: string; value: string; url: string }[]): Promise<void>;
  setOffline(isOffline: boolean): Promise<void>;
  cookies(): Promise<{ readonly name: string; readonly value: string }[]>;
  close(): Promise<void>;
  readonly clock: {
    install(options: { readonly time: number }): Promise<void>;
    pauseAt(time: number): Promise<void>;
    runFor(ms: number): Promise<void>;
  };
}

/** An answer that a tab has got. */
export interface BrowserResponse {
  status(): number;
  request(): { isNavigationRequest(): boolean };
}

/** A tab of a window. */
export interface BrowserTab {
  on(event: "request" | "requestfinished" | "requestfailed", listener: (request: unknown) => void): unknown;
  on(event: "response", listener: (response: BrowserResponse) => void): unknown;
  on(event: "pageerror", listener: (error: Error) => void): unknown;
  setDefaultTimeout(ms: number): void;
  goto(url: string): Promise<unknown>;
  goBack(): Promise<unknown>;
  url(): string;
  title(): Promise<string>;
  evaluate(code: string): Promise<unknown>;
  locator(selector: string): BrowserElements;
}

/** The elements that a description fits, looked up when they are used. */
export interface BrowserElements {
  // deno-lint-ignore no-explicit-any -- a literal union of all roles there; a test's role is any string
  getByRole(role: any, options?: object): BrowserElements;
  getByLabel(text: string | RegExp, options?: { exact?: boolean }): BrowserElements;
  // deno-lint-ignore no-explicit-any -- the other elements are of the library's own type
  or(others: any): BrowserElements;
  filter(options: { hasText: string | RegExp }): BrowserElements;
  first(): BrowserElements;
  all(): Promise<BrowserElements[]>;
  waitFor(options: { state: "attached" | "detached" }): Promise<void>;
  click(): Promise<void>;
  fill(value: string): Promise<void>;
  selectOption(option: { label: string }): Promise<unknown>;
  check(): Promise<void>;
  uncheck(): Promise<void>;
  press(key: string): Promise<void>;
  innerText(): Promise<string>;
  inputValue(): Promise<string>;
  isChecked(): Promise<boolean>;
  isDisabled(): Promise<boolean>;
  ariaSnapshot(): Promise<string>;
}
