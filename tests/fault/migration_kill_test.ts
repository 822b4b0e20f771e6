/**
 * Migrations over processes that are killed before each of their statements: the database is as it was before a file or
 * as it is after it, never between, and the next process goes on.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { migrate, openConnection, readSqlFiles } from "@rally/rally/db";

const first = `
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE players (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE);
INSERT INTO teams VALUES (1, 'Toronto'), (2, 'Boston');
INSERT INTO players VALUES (1, 1), (2, 2), (3, 2);
`;
const rebuild = `
CREATE TABLE new_teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL, wins INTEGER NOT NULL);
INSERT INTO new_teams SELECT id, upper(name), 0 FROM teams;
DROP TABLE teams;
ALTER TABLE new_teams RENAME TO teams;
CREATE INDEX teams_by_name ON teams (name);
UPDATE teams SET wins = wins + 1;
`;
const wins = "UPDATE teams SET wins = wins + 10;\nINSERT INTO players VALUES (4, 1);\n";

Deno.test("a migration that is killed before any of its statements is done as a whole or not at all, and goes on", async () => {
  const folder = Deno.makeTempDirSync();
  const files = `${folder}/migrations`;
  Deno.mkdirSync(files);
  Deno.writeTextFileSync(`${files}/001_first.sql`, first);
  const before = `${folder}/before.db`;
  const connection = openConnection(before);
  migrate(connection, readSqlFiles(files));
  const stateBefore = stateOf(before);
  connection.close();
  Deno.writeTextFileSync(`${files}/002_rebuild.sql`, rebuild);
  Deno.writeTextFileSync(`${files}/003_wins.sql`, wins);
  // What each number of applied files looks like, from runs that nobody kills.
  const whole = [stateBefore];
  for (const last of ["002_rebuild.sql", "003_wins.sql"]) {
    const path = `${folder}/whole.db`;
    Deno.copyFileSync(before, path);
    const own = openConnection(path);
    migrate(own, readSqlFiles(files).filter(({ name }) => name <= last));
    own.close();
    whole.push(stateOf(path));
  }
  const seen = new Set<number>();
  let kills = 0;
  for (;; kills++) {
    const path = `${folder}/app_${kills}.db`;
    Deno.copyFileSync(before, path);
    const signal = await migrateIn(path, files, kills + 1);
    if (signal === null) break;
    strictEqual(signal, "SIGKILL");
    const state = stateOf(path);
    const applied = whole.findIndex((one) => JSON.stringify(one) === JSON.stringify(state));
    ok(applied >= 0, `between two migrations after the kill before statement ${kills + 1}: ${JSON.stringify(state)}`);
    seen.add(applied);
    strictEqual(await migrateIn(path, files, Infinity), null);
    deepStrictEqual(stateOf(path), whole[2]);
  }
  console.log(`killed before each of ${kills} statements`);
  // 8 statements stand in the two files; the transactions and what is remembered of them come to it.
  ok(kills >= 14, String(kills));
  deepStrictEqual([...seen], [0, 1]);
  Deno.removeSync(folder, { recursive: true });
});

/** Migrates in a process of its own, and gives the signal that ended it. */
async function migrateIn(path: string, files: string, dyingBefore: number): Promise<Deno.Signal | null> {
  const script = new URL("migrating.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--no-check", "--quiet", script, path, files, String(dyingBefore)];
  const { signal, success, stderr } = await new Deno.Command(Deno.execPath(), { args, stderr: "piped" }).output();
  if (signal === null) ok(success, new TextDecoder().decode(stderr));
  return signal;
}

/** The schema, all rows, what is remembered as applied, and SQLite's own opinion. */
function stateOf(path: string): unknown {
  const connection = openConnection(path);
  try {
    const rows = (sql: string) => connection.prepare(sql).all([]);
    return {
      schema: rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"),
      teams: rows("SELECT * FROM teams ORDER BY id"),
      players: rows("SELECT * FROM players ORDER BY id"),
      applied: rows("SELECT version, name FROM _rally_migrations ORDER BY version"),
      sound: [...rows("PRAGMA integrity_check"), ...rows("PRAGMA foreign_key_check")],
    };
  } finally {
    connection.close();
  }
}
