/**
 * `rally dev`: the app under development, always in its newest good state.
 *
 * @module
 */
import { createBundler } from "../codegen/bundle/bundle_browser.ts";
import { checkAppFolder, readConfig } from "./app/app_folder.ts";
import { extraFlags, serverFlags } from "./app/permissions.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { step } from "./core/step.ts";
import { buildForDev } from "./serve/build_for_dev.ts";
import { runDevLoop } from "./serve/dev_loop.ts";
import { onStopSignal, startServer } from "./serve/server_child.ts";
import { watchApp } from "./serve/watch_app.ts";

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
The pages that are open in a browser follow.

An app with a mistake is not taken over: the mistake is printed, and the server
goes on with the last good state.`,
  examples: ["rally dev", "rally dev --port 3000"],
  async run({ terminal, options, directory: root, env }) {
    checkAppFolder(root);
    const { host, port, data, database } = appSettings(root, env, options);
    const changes = watchApp(root);
    const bundler = createBundler();
    const forget = onStopSignal(changes.close);
    const build = () => buildForDev({ root, database, bundler, terminal });
    let first = true;
    try {
      await runDevLoop({
        terminal,
        changes,
        async build() {
          if (!first) return await build();
          first = false;
          return await step(terminal, "Migrating, generating, bundling", async () => {
            const ready = await build();
            return ready
              ? { result: ready, done: "The app is ready" }
              : { result: ready, done: "The app has mistakes; nothing is served until they are mended", failed: true };
          });
        },
        startServer: () =>
          startServer({
            root,
            flags: serverFlags({ host, port, reads: ["."], data, extra: extraFlags(readConfig(root)) }),
            script: "main.ts",
            env: { HOST: host, PORT: String(port), APP_ENV: "dev", RALLY_DEV: "1" },
          }),
      });
    } finally {
      forget();
      changes.close();
      await bundler.dispose();
    }
    return 0;
  },
});
