/**
 * `rally start`: serves `dist/`. The sources are not needed.
 *
 * @module
 */
import { checkBuilt, readConfig } from "./app/app_folder.ts";
import { extraFlags, serverFlags } from "./app/permissions.ts";
import { appSettings } from "./app/settings.ts";
import { cannotListenCode } from "../runtime/server/exit_codes.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { onStopSignal, startServer } from "./serve/server_child.ts";

/** The command. */
export const start: Command = defineCommand({
  name: "start",
  operands: [],
  options: {
    port: { type: "text", value: "NUMBER", about: "Port to listen on (default: PORT, or 8000)" },
    host: { type: "text", value: "ADDRESS", about: "Address to listen on (default: HOST, or 127.0.0.1)" },
  },
  about: `Serve what build has written into dist/. The sources are not needed.

The server migrates the database first and, unless APP_ENV is prod, seeds an
empty one. It may listen on its address, read dist/, and read and write the
folder of the database (DATABASE_PATH, or data/app.db). What else an app needs
stands in its deno.json: "permissions": { "server": { "net": ["example.com"] } }.`,
  examples: ["rally start", "APP_ENV=prod rally start --port 80 --host 0.0.0.0"],
  async run({ options, directory: root, env }) {
    checkBuilt(root);
    const { host, port, data } = appSettings(root, env, options);
    const server = startServer({
      root,
      // No configuration and no lock file: both speak of sources that need not be there.
      flags: [
        "--no-config",
        "--no-lock",
        "--no-remote",
        ...serverFlags({ host, port, reads: ["dist"], data, extra: extraFlags(readConfig(root)) }),
      ],
      script: "dist/server.js",
      env: { HOST: host, PORT: String(port) },
    });
    const forget = onStopSignal(() => void server.stop());
    const code = await server.ended;
    forget();
    return code === cannotListenCode ? 1 : code;
  },
});
