/**
 * The frames byte by byte: what a browser sends (`>`) and what the server answers (`<`). `tests/golden/frames/1.txt`
 * is this version of the protocol; older files stay as they are, and their browsers must go on being understood: answers
 * may have more at their ends then, and nothing else. `UPDATE_GOLDEN=1` writes the newest file anew.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { protocol } from "../../runtime/wire/frames.ts";
import { startNotes } from "./notes_app.tsx";

const fileOf = (version: number) => new URL(`../golden/frames/${version}.txt`, import.meta.url);
const linesOf = (version: number) => readFileSync(fileOf(version), "utf8").trimEnd().split("\n");

for (let version = 0; version <= protocol; version++) {
  Deno.test(`the server speaks version ${version} of the protocol`, async () => {
    const lines = linesOf(version);
    const played = await play(lines.filter((line) => line.startsWith("> ")));
    if (version === protocol && Deno.env.get("UPDATE_GOLDEN") === "1") {
      return writeFileSync(fileOf(version), `${played.join("\n")}\n`);
    }
    if (version === protocol) return deepStrictEqual(played, lines);
    strictEqual(played.length, lines.length, played.join("\n"));
    lines.forEach((line, at) => holds(JSON.parse(played[at]!.slice(2)), JSON.parse(line.slice(2)), line));
  });
}

/** Sends the frames one after the other, and notes what the server says to each. */
async function play(sent: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const pending: Promise<unknown>[] = [];
  const { randomUUID } = crypto;
  crypto.randomUUID = () => "00000000-0000-4000-8000-000000000000";
  const server = startNotes({ watch: (_, work) => void pending.push(work) });
  const connection = server.connect(new Request("http://localhost/_rally/socket"), {
    send: (text) => void lines.push(`< ${text}`),
    close: (code, reason) => void lines.push(`< ${JSON.stringify(["closed", code, reason])}`),
  });
  try {
    for (const line of sent) {
      lines.push(line);
      connection.receiveText(line.slice(2));
      while (pending.length > 0) await Promise.allSettled(pending.splice(0));
    }
    return lines;
  } finally {
    crypto.randomUUID = randomUUID;
    connection.closed();
    server.end();
  }
}

/** Whether a newer value holds all of an older one: lists may be longer, and objects may have more. */
function holds(newer: unknown, older: unknown, line: string): void {
  if (typeof older !== "object" || older === null) return strictEqual(newer, older, line);
  for (const [key, value] of Object.entries(older)) holds((newer as Record<string, unknown>)[key], value, line);
}
