/**
 * Fakes and drivers for the tests of an app. Production code never imports this module.
 *
 * @module
 */
export { testPage } from "./test_page.ts";
export type { TestModule, TestPage, TestStart } from "./test_page.ts";
