/**
 * The server of `main.ts` in a process that dies, and the callers that outlive it.
 *
 * @module
 */
import { openConnection } from "@rally/rally/db";

/** A running server. */
export interface SavesProcess {
  readonly url: string;
  kill(): void;
  /** Resolves when it is gone, with the signal that ended it. */
  readonly gone: Promise<Deno.Signal | null>;
}

/** Starts a server over a database; see `main.ts` for `dyingAfter`. */
export async function startProcess(
  path: string,
  { dyingAfter, script = "main.ts" }: { readonly dyingAfter?: number; readonly script?: string } = {},
): Promise<SavesProcess> {
  const args = ["run", "-A", "--no-check", "--quiet", new URL(script, import.meta.url).pathname, path];
  const process = new Deno.Command(Deno.execPath(), {
    args: dyingAfter === undefined ? args : [...args, String(dyingAfter)],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await lines.read();
    if (done) throw new Error("The server ended before it listened");
    text += value;
  }
  return {
    url: text.trim(),
    kill: () => process.kill("SIGKILL"),
    gone: (async () => {
      await lines.cancel();
      return (await process.status).signal;
    })(),
  };
}

/** A save: its text is unlike that of any other, and so is its key. */
export interface Save {
  readonly text: string;
  readonly key: string;
}

/** What a caller sends saves through. */
export interface Caller {
  /** Resolves when the server says that it is saved, and when it has died without a word. */
  save(save: Save): Promise<"saved" | "unknown">;
  close(): void;
}

/** A caller over one socket. Ids say which answer is whose. */
export async function socketCaller(url: string): Promise<Caller> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`);
  const waiting = new Map<number, (outcome: "saved" | "unknown") => void>();
  let last = 0;
  const gone = new Promise<void>((resolve) => {
    socket.onclose = () => resolve();
    socket.onerror = () => resolve();
  });
  gone.then(() => {
    for (const resolve of waiting.values()) resolve("unknown");
  });
  socket.onmessage = ({ data }) => {
    const [kind, id, answer] = JSON.parse(data);
    const resolve = waiting.get(id);
    if (!resolve) return;
    waiting.delete(id);
    if (kind === "ok") resolve("saved");
    else throw new Error(`A save was refused: ${JSON.stringify(answer)}`);
  };
  const opened = new Promise<void>((resolve) => socket.onopen = () => resolve());
  await Promise.race([opened, gone]);
  return {
    save: (save) =>
      new Promise((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) return resolve("unknown");
        waiting.set(++last, resolve);
        socket.send(frameOf(last, save));
      }),
    close: () => socket.close(),
  };
}

/** A caller over HTTP, a request for each save. */
export function postCaller(url: string): Caller {
  return {
    async save(save) {
      const answer = await fetch(`${url}/_rally/frame`, { method: "POST", body: frameOf(1, save) })
        .then((response) => response.json(), () => undefined)
        .catch(() => undefined);
      if (answer !== undefined && answer[0] !== "ok") throw new Error(`A save was refused: ${JSON.stringify(answer)}`);
      return answer === undefined ? "unknown" : "saved";
    },
    close() {},
  };
}

function frameOf(id: number, { text, key }: Save): string {
  return JSON.stringify(["call", id, "/saves/:id", "/saves/1", "save", [text], key]);
}

/** Looks into the database of a server that is gone. */
export function readSaves(path: string): { readonly texts: readonly string[]; readonly integrity: string } {
  const connection = openConnection(path);
  try {
    return {
      texts: connection.prepare("SELECT text FROM saves").all([]).map(([text]) => String(text)),
      integrity: String(connection.prepare("PRAGMA integrity_check").get([])?.[0]),
    };
  } finally {
    connection.close();
  }
}
