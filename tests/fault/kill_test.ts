/**
 * Saves over a server that is killed again and again, over real sockets and HTTP. `CI=true` runs the full counts;
 * `RALLY_CASES=200` sets how often the server of the second test is killed.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { type Caller, postCaller, readSaves, type Save, socketCaller, startProcess } from "./saves_process.ts";
import { seed, seeded } from "./seeded.ts";

const isCi = Deno.env.get("CI") === "true";
// Said first: a run that fails can be played again.
console.log(`FAULT_SEED=${seed}`);

Deno.test("saves that are sent again after a kill between COMMIT and answer are saved once", async () => {
  const { saves, kills } = isCi ? { saves: 1_000, kills: 100 } : { saves: 100, kills: 10 };
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  const random = seeded(seed);
  const waiting: Save[] = Array.from({ length: saves }, (_, at) => ({ text: `save ${at}`, key: crypto.randomUUID() }));
  let saved: readonly string[] = [];
  let lost = 0;
  for (let killed = 0; killed < kills; killed++) {
    // Each of the kills to come has a row of its own, even when one COMMIT saves all that are sent now.
    const most = saves - saved.length - (kills - killed - 1);
    const rows = random(Math.min(2 * saves / kills - 1, most));
    const process = await startProcess(path, { dyingAfter: rows });
    const again = waiting.filter(({ text }) => saved.includes(text));
    const unsaved = waiting.filter(({ text }) => !saved.includes(text));
    const callers = [await socketCaller(process.url), postCaller(process.url)];
    await sendAll(waiting, [...again, ...unsaved.slice(0, Math.min(rows + 5, most))], callers);
    strictEqual(await process.gone, "SIGKILL");
    const before = new Set(saved);
    saved = readSaves(path).texts;
    const silent = waiting.filter(({ text }) => saved.includes(text) && !before.has(text)).length;
    ok(silent > 0, "each kill comes between a COMMIT and its answer");
    lost += silent;
  }
  const process = await startProcess(path);
  await sendAll(waiting, [...waiting], [await socketCaller(process.url)]);
  process.kill();
  await process.gone;
  const { texts, integrity } = readSaves(path);
  console.log(`seed ${seed}: ${saves} saves, ${kills} kills, ${lost} answers lost, ${texts.length} rows`);
  deepStrictEqual([waiting.length, texts.length, new Set(texts).size, integrity], [0, saves, saves, "ok"]);
  Deno.removeSync(folder, { recursive: true });
});

/** Sends saves at the same time, and takes from `waiting` what was answered. */
async function sendAll(waiting: Save[], saves: readonly Save[], callers: readonly Caller[]): Promise<void> {
  await Promise.all(saves.map(async (save, at) => {
    if (await callers[at % callers.length]!.save(save) === "saved") waiting.splice(waiting.indexOf(save), 1);
  }));
  for (const caller of callers) caller.close();
}

Deno.test("no acknowledged save of 50 clients is lost when the server is killed at any moment, and none is there twice", async () => {
  const rounds = Number(Deno.env.get("RALLY_CASES") ?? (isCi ? 50 : 5));
  const clients = 50;
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  const random = seeded(seed + 1);
  const acknowledged = new Set<string>();
  const unknown: (Save | undefined)[] = Array(clients).fill(undefined);
  let made = 0;
  for (let round = 0; round < rounds; round++) {
    const process = await startProcess(path);
    let left = random(250);
    await Promise.all(Array.from({ length: clients }, async (_, client) => {
      const caller = await socketCaller(process.url);
      for (;;) {
        const save = unknown[client] ??= { text: `save ${made++}`, key: crypto.randomUUID() };
        if (await caller.save(save) === "unknown") return;
        acknowledged.add(save.text);
        unknown[client] = undefined;
        if (--left === 0) process.kill();
      }
    }));
    strictEqual(await process.gone, "SIGKILL");
    const { texts, integrity } = readSaves(path);
    const saved = new Set(texts);
    strictEqual(integrity, "ok");
    strictEqual(texts.length, saved.size, "nothing is there twice");
    deepStrictEqual([...acknowledged].filter((text) => !saved.has(text)), []);
  }
  console.log(`seed ${seed}: ${rounds} kills, ${clients} clients, ${acknowledged.size} saves acknowledged`);
  Deno.removeSync(folder, { recursive: true });
});
