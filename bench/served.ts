/**
 * Server processes of benches: started, found by the address that they print, stopped.
 */

/** A server that listens. */
export interface Served {
  readonly url: string;
  stop(): void | Promise<void>;
}

/**
 * Runs a script that prints `Listening on URL`, and waits for that.
 *
 * @param script The script and its arguments.
 */
export async function startServer(
  script: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<Served> {
  const server = new Deno.Command(Deno.execPath(), {
    ...options,
    args: ["run", "-A", ...script],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  return {
    url: await listeningAt(server.stdout),
    async stop() {
      server.kill("SIGTERM");
      await server.status;
    },
  };
}

async function listeningAt(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let printed = "";
  for await (const bytes of output) {
    printed += decoder.decode(bytes, { stream: true });
    const url = /Listening on (http:\S+)/.exec(printed)?.[1];
    if (url) return url;
  }
  throw new Error(`The server of the bench ended before it listened\n${printed}`);
}
