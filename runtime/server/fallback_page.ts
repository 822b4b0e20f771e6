/**
 * The page of an app that has no `not_found.tsx` or `error.tsx`, and of one whose layouts or error page cannot be loaded.
 *
 * @module
 */
import type { ErrorInfo } from "../page/module.ts";
import { jsx, jsxs } from "../render/jsx_runtime.ts";
import type { PageEntry } from "./app_table.ts";

/** A page without layouts that shows an {@linkcode ErrorInfo}. */
export const fallbackPage: PageEntry = {
  id: "error",
  file: "built in",
  path: "/_rally/error",
  mode: "static",
  layouts: [],
  wire: { actions: {} },
  module: {
    view: ({ status, message, traceId }: ErrorInfo) =>
      jsxs("main", {
        children: [
          jsx("h1", { children: String(status) }),
          jsx("p", { children: message }),
          traceId === undefined ? null : jsx("p", { children: `Trace id: ${traceId}` }),
        ],
      }),
    head: ({ status }: ErrorInfo) => ({ title: String(status) }),
  },
};
