/**
 * The frames byte by byte; `frame_player.ts` draws the files. `tests/golden/frames/1/` is this version of the protocol;
 * older ones stay as they are, and their browsers must go on being understood: answers may have more at their ends
 * then, and nothing else. `UPDATE_GOLDEN=1` writes the newest version anew.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServerOptions } from "@rally/rally/server";
import { protocol } from "../../runtime/wire/frames.ts";
import { play, readLine, sceneOf } from "./frame_player.ts";
import { networkScene } from "./frame_network.ts";

const folderOf = (version: number) => new URL(`../golden/frames/${version}/`, import.meta.url);

/** What the server of a file has that the others have not. */
const options: Readonly<Record<string, Partial<ServerOptions>>> = {
  "live_forms.txt": { modes: { "/books/:id": "live" } },
  "live_templates.txt": { modes: { "/books/:id": "live" } },
  "limits.txt": { limits: { socket: { burst: 2, perSecond: 1 }, address: { burst: 1, perSecond: 1 } } },
  "timeouts.txt": { limits: { handlerMs: 1 } },
};

for (let version = 0; version <= protocol; version++) {
  for (const name of readdirSync(folderOf(version))) {
    Deno.test(`the server speaks version ${version} of the protocol: ${name}`, async () => {
      const file = new URL(name, folderOf(version));
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      const played = await play(lines, () => name === "sockets.txt" ? networkScene() : sceneOf(options[name] ?? {}));
      if (version < protocol) return isUnderstood(played, lines);
      if (Deno.env.get("UPDATE_GOLDEN") === "1") return writeFileSync(file, `${played.join("\n")}\n`);
      deepStrictEqual(played, lines);
    });
  }
}

/** Whether an older browser gets what it was made for. */
function isUnderstood(played: readonly string[], lines: readonly string[]): void {
  strictEqual(played.length, lines.length, played.join("\n"));
  lines.forEach((line, at) => {
    const [older, newer] = [readLine(line), readLine(played[at]!)];
    if (older?.mark !== "<") return strictEqual(played[at], line);
    deepStrictEqual({ ...newer, text: "" }, { ...older, text: "" }, line);
    holds(JSON.parse(newer!.text), JSON.parse(older.text), line);
  });
}

/** Whether a newer value holds all of an older one: lists may be longer, and objects may have more. */
function holds(newer: unknown, older: unknown, line: string): void {
  if (typeof older !== "object" || older === null) return strictEqual(newer, older, line);
  for (const [key, value] of Object.entries(older)) holds((newer as Record<string, unknown>)[key], value, line);
}
