/**
 * The server that is attacked, in a process of its own, with the limits that every app has: `server.ts DATABASE`. It
 * stands behind a proxy, so that visitors and attackers can have addresses of their own.
 */
import { listen } from "../../../runtime/server/listen.ts";
import { startSaves } from "../../http/saves_app.tsx";
import { liveTable } from "./live_app.tsx";

const server = startSaves({ path: Deno.args[0] ?? "", proxies: 1, table: liveTable() });
console.log((await listen(server, { port: 0 })).url);
