/**
 * What only the server may use: answers that end `load` and handlers, and the server itself.
 *
 * @module
 */

// Answers
export { conflict, denied, invalid, notFound, Redirect, redirect, Refused } from "./answers.ts";
export { invalidBy } from "./invalid_by.ts";

// The server
export { serve } from "./serve.ts";
export type { RunningApp, ServeOptions } from "./serve.ts";
export { createServer } from "./create_server.ts";
export type { RallyServer, ServerOptions } from "./create_server.ts";
export type { ServerLimits } from "./limits.ts";
export type { Rate } from "./rate_limit.ts";
export type { AppRoutes } from "./request_app.ts";
export { listen } from "./listen.ts";
export type { Listening, ListenOptions } from "./listen.ts";

// The table that `rally gen` writes
export type {
  AppTable,
  EndpointEntry,
  LayoutEntry,
  PageEntry,
  PartEntry,
  ServerModule,
  TopicEntry,
} from "./app_table.ts";
