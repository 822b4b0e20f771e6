/**
 * The table of commands. Each is loaded only when it runs: `help` and `init` need neither the bundler nor a parser.
 *
 * @module
 */
import type { CommandEntry } from "./command.ts";

/** All commands in the order of a project's life. */
export const commands: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "Write a new app into a folder",
    load: async () => (await import("../init.ts")).init,
  },
  {
    name: "dev",
    summary: "Migrate, generate, bundle, serve; again after every change",
    load: async () => (await import("../dev.ts")).dev,
  },
  {
    name: "gen",
    summary: "Generate routes, wire and SQL functions",
    load: async () => (await import("../gen.ts")).gen,
  },
  {
    name: "generate",
    summary: "Write a page, layout, topic, migration or a whole table",
    load: async () => (await import("../generate.ts")).generate,
  },
  {
    name: "migrate",
    summary: "Bring the database to the newest migration",
    load: async () => (await import("../migrate.ts")).migrate,
  },
  {
    name: "seed",
    summary: "Fill an empty database with the seeds",
    load: async () => (await import("../seed.ts")).seed,
  },
  {
    name: "reset",
    summary: "Delete the database, migrate and seed anew",
    load: async () => (await import("../reset.ts")).reset,
  },
  {
    name: "db",
    summary: "Copy the database to a file, and back",
    load: async () => (await import("../db.ts")).db,
  },
  {
    name: "sql",
    summary: "Explain a query, or check all of them",
    load: async () => (await import("../sql.ts")).sql,
  },
  {
    name: "build",
    summary: "Write everything that production needs into dist/",
    load: async () => (await import("../build.ts")).build,
  },
  {
    name: "start",
    summary: "Serve what build has written",
    load: async () => (await import("../start.ts")).start,
  },
  {
    name: "compile",
    summary: "Make one executable file of what build has written",
    load: async () => (await import("../compile.ts")).compile,
  },
  {
    name: "routes",
    summary: "List the pages with path, mode, file and layouts",
    load: async () => (await import("../routes.ts")).routes,
  },
  {
    name: "token",
    summary: "Make, list and revoke tokens of the HTTP API",
    load: async () => (await import("../token.ts")).token,
  },
  {
    name: "openapi",
    summary: "Print the HTTP API as an OpenAPI document",
    load: async () => (await import("../openapi.ts")).openapi,
  },
  {
    name: "client",
    summary: "Write a typed client of the HTTP API",
    load: async () => (await import("../client.ts")).client,
  },
  {
    name: "help",
    summary: "Show this text, or with a command its own",
    load: async () => (await import("../help.ts")).helpCommand(commands),
  },
];
