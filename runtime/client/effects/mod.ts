/**
 * What stands in the place of `page/browser_code.ts` in the scripts of pages: each effect brings its code along.
 *
 * @module
 */
export { callFunction } from "./call_function.ts";
export { cookie, focus, navigate, reload } from "./common.ts";
export { announce, copy, download, scrollTo } from "./rare.ts";
export { useStorage } from "./storage.ts";
