/**
 * Listens for a process that has nothing to do without its port.
 *
 * @module
 */
import type { RallyServer } from "./create_server.ts";
import { cannotListenCode } from "./exit_codes.ts";
import { listen, ListenError, type Listening, type ListenOptions } from "./listen.ts";

/** Opens the port, or ends the process: an exception that nobody catches would be printed as a fault of the code. */
export async function listenOrExit(server: RallyServer, options: ListenOptions): Promise<Listening> {
  try {
    return await listen(server, options);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    console.error(`error: ${error.message}\nhint: ${error.hint}`);
    Deno.exit(cannotListenCode);
  }
}
