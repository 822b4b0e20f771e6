/**
 * The `deno.json` of a new app: the one file that a template does not carry, because it says where Rally comes from.
 *
 * @module
 */
import { taskFlags } from "../app/permissions.ts";

/** Where an app gets Rally from. */
export type RallySource =
  | { readonly kind: "checkout"; readonly folder: string }
  | { readonly kind: "registry" };

/** What {@linkcode appConfig} is told about this Rally. */
export interface RallyRelease {
  readonly version: string;
  /** Its npm packages by bare name. An app shares those it imports itself, or there would be two of each. */
  readonly packages: Readonly<Record<string, string>>;
}

const sharedPackages = ["hono", "preact", "zod"];

const commandTasks = [
  "dev",
  "gen",
  "generate",
  "migrate",
  "seed",
  "reset",
  "db",
  "sql",
  "build",
  "start",
  "compile",
  "routes",
  "token",
  "openapi",
  "client",
];

/** The text of `deno.json`. */
export function appConfig(source: RallySource, { version, packages }: RallyRelease): string {
  const config = {
    tasks: tasks(),
    imports: {
      "@rally/rally": `jsr:@rally/rally@^${version}`,
      ...Object.fromEntries(sharedPackages.map((name) => [name, packages[name]])),
    },
    ...(source.kind === "checkout" ? { links: [source.folder] } : {}),
    nodeModulesDir: "auto",
    compilerOptions: {
      lib: ["deno.window", "dom", "dom.iterable", "dom.asynciterable", "esnext"],
      jsx: "precompile",
      jsxImportSource: "@rally/rally",
      jsxPrecompileSkipElements: ["select", "textarea", "option"],
    },
    fmt: { lineWidth: 120 },
    // An import map is not asked for plugins.
    lint: { plugins: [`jsr:@rally/rally@^${version}/lint`] },
    exclude: ["node_modules", ".rally", "bin", "data", "dist"],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function tasks(): Record<string, string> {
  const commands = commandTasks.map((name) => [name, `deno run ${taskFlags[name].join(" ")} @rally/rally/cli ${name}`]);
  return {
    ...Object.fromEntries(commands),
    test: `deno task gen && deno test ${taskFlags.test.join(" ")}`,
    check: "deno task gen --check && deno check && deno lint && deno fmt --check",
  };
}
