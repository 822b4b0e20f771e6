/**
 * `rally dev`: the app under development, always in its newest good state.
 *
 * @module
 */
import { checkAppFolder, checkPackages, readConfig } from "./app/app_folder.ts";
import { extraFlags, serverFlags } from "./app/permissions.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { step } from "./core/step.ts";
import { createDevSession } from "./dev/dev_session.ts";
import { runDevLoop } from "./dev/dev_loop.ts";
import { findEditor } from "./dev/editor.ts";
import { watchApp } from "./dev/watch_app.ts";
import { onStopSignal, type ServerChild, startServer } from "./serve/server_child.ts";

const waitingServer = new URL("../runtime/server/dev/waiting_server.ts", import.meta.url).href;
const unnamedVariables = new URL("../runtime/server/dev/unnamed_variables.ts", import.meta.url).href;

/** What the process of a server is started with beyond what every one needs. */
interface ServeFlags {
  /** What the app grants its server. */
  readonly extra?: readonly string[];
  /** How its modules are found, and what is loaded before them. */
  readonly config?: readonly string[];
}

/** The command. */
export const dev: Command = defineCommand({
  name: "dev",
  operands: [],
  options: {
    port: { type: "text", value: "NUMBER", about: "Port to listen on (default: PORT, or 8000)" },
    host: { type: "text", value: "ADDRESS", about: "Address to listen on (default: HOST, or 127.0.0.1)" },
  },
  about: `Migrate the database, generate code, bundle the pages and serve the app; then again
after every change of pages, topics, SQL, migrations, static files and main.ts.

A change of code that browsers run, and of stylesheets, is taken over by the open
pages as they are: their models and what was typed stay. Everything else starts
the server again, and the open pages follow.

An app with a mistake is not taken over: the mistake is printed and shown in the
open pages, and the server goes on with the last good state. Types are checked
in the background. RALLY_EDITOR names the editor for the links in the pages.
RALLY_HOSTS names hosts to answer to beside addresses and localhost.`,
  examples: ["rally dev", "rally dev --port 3000"],
  async run({ terminal, options, directory: root, env }) {
    checkAppFolder(root);
    const { host, port, data, database } = appSettings(root, env, options);
    checkPackages(root);
    const changes = watchApp(root);
    const forget = onStopSignal(changes.close);
    const session = createDevSession({ root, database, terminal, editor: findEditor(root, env) });

    function serve(script: string, { extra = [], config = [] }: ServeFlags): ServerChild {
      const server = startServer({
        root,
        flags: [...config, ...serverFlags({ host, port, reads: ["."], data, extra })],
        script,
        env: { HOST: host, PORT: String(port), APP_ENV: "dev", RALLY_DEV: "1" },
        received: session.received,
      });
      session.connect(server.send);
      return server;
    }

    try {
      return await runDevLoop({
        terminal,
        changes,
        async build(paths) {
          if (paths) return await session.build(paths);
          return await step(terminal, "Migrating, generating, bundling", async () => {
            const result = await session.build();
            return result === "refused"
              ? { result, done: "The app has mistakes; its address shows them until they are mended", failed: true }
              : { result, done: "The app is ready" };
          });
        },
        settle: session.settle,
        startServer: () =>
          serve("main.ts", {
            extra: ["--allow-env=RALLY_HOSTS", ...extraFlags(readConfig(root))],
            config: [`--preload=${unnamedVariables}`],
          }),
        async startWaiting() {
          if (!await session.buildWaiting()) return undefined;
          // The modules of Rally are found by the configuration of the app, wherever they are.
          return serve(waitingServer, { config: ["--config=deno.json"] });
        },
      });
    } finally {
      forget();
      changes.close();
      await session.close();
    }
  },
});
