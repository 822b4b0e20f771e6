/**
 * What a server does when its database has trouble: another process keeps the lock, the disk is full, the file is
 * damaged.
 */
import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert";
import { existsSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import {
  type Connection,
  DatabaseCorrupt,
  DatabaseFull,
  openConnection,
  openDatabase,
  type Query,
  TransactionEnded,
} from "@rally/rally/db";
import { startSaves } from "../http/saves_app.tsx";
import { askForPage, checkLatencies, latenciesWhile } from "./latencies.ts";
import { readSaves, startProcess } from "./saves_process.ts";

const add: Query<never> = {
  name: "addSave",
  sql: "INSERT INTO saves (text) VALUES (?1)",
  row: () => {
    throw new TypeError("Expected no row");
  },
};
const texts: Query<string> = {
  name: "texts",
  sql: "SELECT text FROM saves ORDER BY id",
  row: ([text]) => String(text),
};

Deno.test("a save waits for the lock of another process, and is refused after five seconds", async () => {
  // Side by side: both wait for a clock.
  await Promise.all([
    withLock({ seconds: 3, rows: 1 }, (answer, waited) => {
      deepStrictEqual(answer.slice(0, 2), ["ok", 1]);
      ok(waited > 2_900 && waited < 5_000, `waited ${waited} ms`);
    }),
    withLock({ seconds: 8, rows: 0 }, (answer, waited) => {
      deepStrictEqual([answer[0], (answer[2] as { kind: string }).kind], ["no", "timeout"]);
      ok(waited > 4_900 && waited < 8_000, `waited ${waited} ms`);
    }),
  ]);
});

interface Locked {
  readonly seconds: number;
  /** How many rows are there in the end. */
  readonly rows: number;
}

/** Saves while this process, which is not the server's, keeps the lock; others look at pages meanwhile. */
async function withLock(
  { seconds, rows }: Locked,
  check: (answer: unknown[], waited: number) => void,
): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  const process = await startProcess(path);
  const lock = openConnection(path);
  lock.exec("BEGIN IMMEDIATE");
  const began = performance.now();
  const passed = () => performance.now() - began;
  const saving = save(process.url).then((answer) => [answer, passed()] as const);
  const taken = await latenciesWhile(() => passed() < seconds * 1_000, () => askForPage(`${process.url}/saves/1`));
  lock.exec("COMMIT");
  lock.close();
  check(...await saving);
  // The server is as it was.
  strictEqual((await save(process.url))[0], "ok");
  process.kill();
  await process.gone;
  strictEqual(readSaves(path).texts.length, rows + 1);
  checkLatencies(`a foreign lock for ${seconds} s`, taken);
  Deno.removeSync(folder, { recursive: true });
}

async function save(url: string): Promise<unknown[]> {
  const body = JSON.stringify(["call", 1, "/saves/:id", "/saves/1", "save", ["a text"], crypto.randomUUID()]);
  return await (await fetch(`${url}/_rally/frame`, { method: "POST", body })).json();
}

Deno.test("a full disk is told as DatabaseFull, loses nothing that was acknowledged, and is no more once there is room", async () => {
  await onSmallDisk(async (folder) => {
    const path = `${folder}/app.db`;
    const database = openDatabase(path);
    database.writer.exec("CREATE TABLE saves (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    for (let round = 0; failures.length === 0; round++) {
      // Several at once, which share a COMMIT.
      const batch = Array.from({ length: 8 }, (_, at) => `${round}.${at} `.padEnd(20_000, "x"));
      await Promise.all(
        batch.map((text) =>
          database.write((db) => db.run(add, [text])).then(
            () => acknowledged.push(text),
            (error) => failures.push(error),
          )
        ),
      );
    }
    ok(failures.some((error) => error instanceof DatabaseFull), String(failures[0]));
    for (const error of failures) ok(error instanceof DatabaseFull || error instanceof TransactionEnded, String(error));
    // Reads go on.
    deepStrictEqual(await database.read((db) => db.all(texts, [])), acknowledged);
    rmSync(`${folder}/filler`);
    await database.write((db) => db.run(add, ["there is room"]));
    database.close();
    const { texts: saved, integrity } = readSaves(path);
    deepStrictEqual([saved, integrity], [[...acknowledged, "there is room"], "ok"]);
  });
});

Deno.test("a server on a full disk answers that it has failed, goes on serving pages, and saves again", async () => {
  await onSmallDisk(async (folder) => {
    const log: string[] = [];
    const server = startSaves({ path: `${folder}/app.db`, log: (line) => void log.push(line) });
    const call = async (text: string): Promise<unknown[]> => {
      const body = JSON.stringify(["call", 1, "/saves/:id", "/saves/1", "save", [text], crypto.randomUUID()]);
      return await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
    };
    let answer: unknown[] = [];
    let count = 0;
    do {
      answer = await call("x".repeat(20_000));
      if (answer[0] === "ok") count++;
    } while (answer[0] === "ok");
    strictEqual((answer[2] as { kind: string }).kind, "failed");
    match(log.join("\n"), /DatabaseFull: .* failed: the disk is full\nhint: free space/);
    strictEqual((await server.app.request("/saves/1")).status, 200);
    rmSync(`${folder}/filler`);
    strictEqual((await call("again"))[0], "ok");
    strictEqual(server.saved().length, count + 1);
    server.end();
  });
});

/** Runs `work` in a folder on a disk of its own, with a file in it that can be removed to make room. */
async function onSmallDisk(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]);
  if (mounted !== undefined) {
    Deno.removeSync(folder);
    return console.log(`No small disk to fill, so nothing is tested: ${mounted}`);
  }
  try {
    writeFileSync(`${folder}/filler`, new Uint8Array(1_000_000));
    await work(folder);
  } finally {
    const left = await run("umount", [folder]);
    if (left !== undefined) console.log(left);
    if (existsSync(folder)) Deno.removeSync(folder, { recursive: true });
  }
}

/** Why a program has failed, or nothing. */
async function run(program: string, args: string[]): Promise<string | undefined> {
  try {
    const { success, stderr } = await new Deno.Command(program, { args, stdout: "null", stderr: "piped" }).output();
    return success ? undefined : new TextDecoder().decode(stderr).trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

Deno.test("a damaged file is told as DatabaseCorrupt, by the query that meets the damage and at the start", async () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  makeSaves(path, 2_000);
  // Everything behind the first pages, which have the schema.
  const bytes = Deno.readFileSync(path);
  bytes.fill(0xa5, 2 * 4_096);
  Deno.writeFileSync(path, bytes);
  const database = openDatabase(path);
  await rejects(database.read((db) => db.all(texts, [])), (error) => {
    ok(error instanceof DatabaseCorrupt, String(error));
    match(
      error.message,
      /^Query "texts" failed: database disk image is malformed\nhint: restore the file from a backup/,
    );
    return true;
  });
  database.close();
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  writeFileSync(path, "no database at all ".repeat(1_000));
  throws(() => openDatabase(path), (error) => {
    ok(error instanceof DatabaseCorrupt, String(error));
    match(error.message, /^Opening ".*app\.db" failed: file is not a database\nhint: restore/);
    return true;
  });
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("a file that was cut is told as DatabaseCorrupt", () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/app.db`;
  makeSaves(path, 2_000);
  truncateSync(path, 3 * 4_096);
  throws(() => openDatabase(path), (error) => error instanceof DatabaseCorrupt);
  Deno.removeSync(folder, { recursive: true });
});

function makeSaves(path: string, rows: number): void {
  const connection: Connection = openConnection(path);
  connection.exec("CREATE TABLE saves (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  connection.exec(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
     INSERT INTO saves (text) SELECT 'save ' || i FROM n`,
  );
  connection.close();
}
