/**
 * Drivers for the tests of an app, from a page's pure functions to the whole app. Production code never imports this
 * module.
 *
 * @module
 */

// One page alone
export { testPage } from "./test_page.ts";
export type { TestModule, TestPage, TestStart } from "./test_page.ts";

// The whole app
export { testApp } from "./test_app.ts";
export type { TestApp, VisitOptions } from "./test_app.ts";
export type { TestAppOptions } from "./app_server.ts";
export type { BrowserElements, BrowserTab, BrowserWindow, TestBrowser } from "./browser.ts";
export type { RecordedPage } from "./page_part.ts";
export type { SentPatch } from "./sent_patch.ts";
export type { ElementStates, FoundElement, Name, PagePart, VisitedPage } from "./visited_page.ts";
