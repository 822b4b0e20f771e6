import { deepStrictEqual, strictEqual } from "node:assert";
import type { ServerLimits } from "../../runtime/server/limits.ts";
import { systemClock } from "../../runtime/live/clock.ts";
import { startNotes } from "./notes_app.tsx";

/** A socket without a network over a server with limits: every answer in the order of the frames. */
function connect(limits: ServerLimits, clock = () => 0) {
  const server = startNotes({ limits, clock: { ...systemClock, now: clock } });
  const open = (address: string) => {
    const frames: unknown[][] = [];
    const closes: number[] = [];
    const waiting: (() => void)[] = [];
    const connection = server.connect(new Request("http://localhost/_rally/socket"), {
      address,
      send(text) {
        frames.push(JSON.parse(text));
        for (const look of waiting.splice(0)) look();
      },
      close: (code) => void closes.push(code),
    });
    /** Waits until this many answers have come. */
    const answers = async (count: number) => {
      while (frames.length <= count) await new Promise<void>((resolve) => waiting.push(resolve));
    };
    return {
      frames,
      closes,
      connection,
      answers,
      send: (frame: unknown) => connection.receiveText(JSON.stringify(frame)),
    };
  };
  return { server, open };
}

const kinds = (frames: unknown[][]) =>
  frames.slice(1).map(([kind, , answer]) => kind === "no" ? (answer as { kind: string }).kind : kind);

Deno.test("frames over the rate of their socket are answered rate_limited, and taken again later", async () => {
  let now = 0;
  const { server, open } = connect({ socket: { burst: 2, perSecond: 1 } }, () => now);
  const [tab, other] = [open(""), open("")];
  for (const id of [1, 2, 3]) tab.send(["go", id, "/"]);
  tab.send(["join", 4, "/", ""]);
  other.send(["go", 1, "/"]);
  await Promise.all([tab.answers(4), other.answers(1)]);
  deepStrictEqual(kinds(tab.frames).sort(), ["ok", "ok", "rate_limited", "rate_limited"]);
  deepStrictEqual(kinds(other.frames), ["ok"]);
  now = 1000;
  tab.send(["go", 5, "/"]);
  await tab.answers(5);
  deepStrictEqual(kinds(tab.frames).at(-1), "ok");
  server.end();
});

Deno.test("a click over the rate is told so, and a ping is never over it", async () => {
  const { server, open } = connect({ socket: { burst: 1, perSecond: 0.001 } });
  const tab = open("");
  tab.send(["go", 1, "/"]);
  tab.send(["act", 9, 1, 1, {}]);
  for (let n = 0; n < 3; n++) tab.send(["ping"]);
  await tab.connection.finish();
  const answer = tab.frames.find(([kind]) => typeof kind === "number");
  deepStrictEqual(answer?.[0], 9);
  strictEqual((answer?.[1] as { refused: { kind: string } }).refused.kind, "rate_limited");
  strictEqual(tab.frames.filter(([kind]) => kind === "pong").length, 3);
  server.end();
});

Deno.test("a frame over the rate that has no answer closes the socket, so that nothing is missed unseen", () => {
  const { server, open } = connect({ socket: { burst: 1, perSecond: 1 } });
  const tab = open("");
  for (let n = 0; n < 2; n++) tab.send(["topics", "page", []]);
  deepStrictEqual(tab.closes, [1008]);
  server.end();
});

Deno.test("the sockets of one address share its rate", async () => {
  const { server, open } = connect({ address: { burst: 1, perSecond: 1 } });
  const tabs = [open("192.0.2.1"), open("192.0.2.1"), open("192.0.2.2")];
  for (const tab of tabs) tab.send(["go", 1, "/"]);
  await Promise.all(tabs.map((tab) => tab.connection.finish()));
  deepStrictEqual(tabs.map((tab) => kinds(tab.frames)), [["ok"], ["rate_limited"], ["ok"]]);
  server.end();
});
