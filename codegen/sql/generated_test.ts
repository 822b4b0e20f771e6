/**
 * Runs generated functions of the golden corpus against a real database, through the transactions that an app has.
 */
import assert from "node:assert";
import type { z } from "zod";
import type { Changes, Reader, Writer } from "../../db/types.ts";
import { Handle, Transaction } from "../../db/transaction.ts";
import { load, withDatabase } from "./test_generated.ts";

Deno.test("A generated query joins a table twice and filters by a parameter that may be null", async () => {
  const { listGames, gameById, ListGamesRow } = await load<Joins>(
    "joins_inner/expected/app/pages/games/sql/queries.ts",
  );
  await withDatabase("joins_inner", async (database) => {
    database.writer.exec(TEAMS);
    database.writer.exec("INSERT INTO games (id, home_id, away_id, final) VALUES (1, 1, 2, 0), (2, 2, 3, 1)");
    await database.read(async (db) => {
      const all = await listGames(db, { team: null });
      assert.deepStrictEqual(all[1], {
        id: 2,
        homeScore: 0,
        awayScore: 0,
        period: "Scheduled",
        final: true,
        attendance: null,
        home: "Montréal Meteors",
        homeCode: "MTL",
        away: "Ottawa Owls",
        motto: "Hoot",
      });
      assert.deepStrictEqual(all.map((row) => ListGamesRow.parse(row)), all);
      assert.deepStrictEqual((await listGames(db, { team: "TOR" })).map(({ id }) => id), [1]);
      assert.strictEqual((await gameById(db, { id: 2 }))?.away, "Ottawa Owls");
      assert.strictEqual(await gameById(db, { id: 9 }), undefined);
    });
  });
});

Deno.test("A generated update applies its delta in SQL and leaves a final game alone", async () => {
  const { adjustHome, finalize, patchTeam } = await load<Updates>(
    "update_delete/expected/app/pages/games/sql/queries.ts",
  );
  await withDatabase("update_delete", async (database) => {
    database.writer.exec(TEAMS);
    database.writer.exec("INSERT INTO games (id, home_id, away_id) VALUES (1, 1, 2)");
    const adjust = (delta: number) => database.write((db) => adjustHome(db, { id: 1, delta }));
    const scores = await Promise.all([adjust(1), adjust(1), adjust(-5), adjust(2)]);
    assert.deepStrictEqual(scores.map((row) => row?.homeScore), [1, 2, 0, 2]);
    assert.deepStrictEqual(scores[3], { id: 1, homeScore: 2, awayScore: 0, final: false });
    const done = await database.write((db) => finalize(db, { id: 1, period: "OT" }));
    assert.strictEqual(done.changes, 1);
    assert.strictEqual(await adjust(1), undefined);
    const patched = await database.write((db) => patchTeam(db, { code: "TOR", name: null, motto: null }));
    assert.strictEqual(patched?.name, "Toronto Tides");
    assert.strictEqual(patched?.motto, null);
  });
});

Deno.test("A generated insert answers its row, an upsert the row it met, and DO NOTHING may answer none", async () => {
  const queries = await load<Inserts>("insert/expected/app/pages/games/sql/queries.ts");
  await withDatabase("insert", async (database) => {
    await database.write(async (db) => {
      const team = await queries.addTeam(db, { id: null, code: "VAN", name: "Vipers", slug: "vipers", motto: null });
      assert.deepStrictEqual(team, { id: 1, code: "VAN", name: "Vipers", slug: "vipers", motto: null });
      const first = await queries.setMark(db, { team: 1, kind: "wins", value: 2, start: 0 });
      const second = await queries.setMark(db, { team: 1, kind: "wins", value: 3.5, start: 0 });
      assert.deepStrictEqual([first, second], [{ id: 1, value: 2 }, { id: 1, value: 5.5 }]);
      assert.strictEqual(await queries.addMarkOnce(db, { team: 1, kind: "wins" }), undefined);
      assert.strictEqual((await queries.addMarkOnce(db, { team: 1, kind: "losses" }))?.id, 2);
    });
    // A number bound as it is would be REAL in a column without affinity, and "1.0" in one of texts.
    assert.deepStrictEqual(database.writer.prepare("SELECT typeof(team_id), typeof(value) FROM marks").all([]), [
      ["integer", "real"],
      ["integer", "null"],
    ]);
  });
});

Deno.test("A generated query declared one or optional throws where the number of rows is another", async () => {
  const { theCaptain, maybeCaptain, surelyThere, renamed } = await load<Declared>(
    "cardinality_declared/expected/app/sql/queries.ts",
  );
  await withDatabase("cardinality_declared", async (database) => {
    database.writer.exec(TEAMS);
    database.writer.exec("UPDATE teams SET motto = 'Go' WHERE id < 3");
    await database.read(async (db) => {
      assert.deepStrictEqual(await theCaptain(db, { motto: "Hoot" }), { name: "Ottawa Owls" });
      await assert.rejects(theCaptain(db, { motto: "Go" }), rangeError("theCaptain", "2 rows", "exactly one"));
      await assert.rejects(theCaptain(db, { motto: "" }), rangeError("theCaptain", "0 rows", "exactly one"));
      await assert.rejects(surelyThere(db, { id: 9 }), rangeError("surelyThere", "0 rows", "exactly one"));
      assert.strictEqual(await maybeCaptain(db, { motto: "" }), undefined);
      await assert.rejects(maybeCaptain(db, { motto: "Go" }), rangeError("maybeCaptain", "2 rows", "at most one"));
    });
    const rename = database.write((db) => renamed(db, { name: "Both", motto: "Go" }));
    await assert.rejects(rename, rangeError("renamed", "2 rows", "exactly one"));
    const names = database.writer.prepare("SELECT count(*) FROM teams WHERE name = 'Both'").get([]);
    assert.deepStrictEqual(names, [0], "The transaction is rolled back");
  });
});

Deno.test("A generated function refuses a bad parameter by its name before it runs anything", async () => {
  const { addTeam, setMark } = await load<Inserts>("insert/expected/app/pages/games/sql/queries.ts");
  const { comparisons, casts } = await load<Parameters>("parameters/expected/app/pages/games/sql/queries.ts");
  const untouched = new Handle(new Transaction(() => assert.fail("The database was used")));
  const team = { id: null, code: "VAN", name: "Vipers", slug: "vipers", motto: null };
  const bad: [Promise<unknown>, query: string, parameter: string, got: string][] = [
    [addTeam(untouched, { ...team, name: undefined } as never), "addTeam", "name", "undefined"],
    [addTeam(untouched, { id: null, code: "VAN" } as never), "addTeam", "name", "undefined"],
    [addTeam(untouched, { ...team, id: NaN }), "addTeam", "id", "NaN"],
    [addTeam(untouched, { ...team, id: 1.5 }), "addTeam", "id", "1.5"],
    [addTeam(untouched, { ...team, id: 2 ** 53 }), "addTeam", "id", "9007199254740992"],
    [addTeam(untouched, { ...team, id: "7" } as never), "addTeam", "id", 'the text "7"'],
    [addTeam(untouched, { ...team, name: null } as never), "addTeam", "name", "NULL"],
    [addTeam(untouched, { ...team, name: "a\0b" }), "addTeam", "name", 'the text "a\\u0000b"'],
    [addTeam(untouched, { ...team, name: "\ud800" }), "addTeam", "name", 'the text "\\ud800"'],
    [addTeam(untouched, { ...team, motto: new Date(0) } as never), "addTeam", "motto", "an object of class Date"],
    [setMark(untouched, { team: 1, kind: "x", value: Infinity, start: 0 }), "setMark", "value", "Infinity"],
    [comparisons(untouched, { ...GAME, final: 1 } as never), "comparisons", "final", "1"],
    [comparisons(untouched, { ...GAME, period: "4th" } as never), "comparisons", "period", 'the text "4th"'],
    [casts(untouched, { n: 1, t: "", r: 1, b: [1] } as never), "casts", "b", "an object of class Array"],
  ];
  for (const [call, query, parameter, got] of bad) {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof TypeError);
      const start = `Cannot bind parameter "${parameter}" of query "${query}": got ${got}, expected `;
      assert.strictEqual(error.message.slice(0, start.length), start);
      return true;
    });
  }
});

Deno.test("A generated function reads every type, and refuses what an ordinary table holds against its declaration", async () => {
  const { listThings } = await load<Things>("select_plain/expected/app/sql/queries.ts");
  await withDatabase("select_plain", async (database) => {
    const good: Record<string, string> = {
      id: "1",
      name: "'ÿ 😀'",
      weight: "2",
      height: "0.5",
      picture: "x''",
      hash: "x'00ff'",
      active: "1",
      kind: "'big'",
      mood: `'it''s "bad"'`,
      title: "''",
    };
    const store = (values: Record<string, string>) => {
      const all = { ...good, ...values };
      database.writer.exec("DELETE FROM things");
      database.writer.exec(`INSERT INTO things (${Object.keys(all)}) VALUES (${Object.values(all)})`);
    };
    database.writer.exec("PRAGMA ignore_check_constraints = ON");
    store({});
    assert.deepStrictEqual(await database.read((db) => listThings(db)), [{
      id: 1,
      name: "ÿ 😀",
      note: null,
      weight: 2,
      height: 0.5,
      picture: new Uint8Array(),
      hash: new Uint8Array([0, 255]),
      active: true,
      checked: null,
      kind: "big",
      mood: 'it\'s "bad"',
      loose: null,
      doublePrice: null,
      title: "",
    }]);
    const bad: [column: string, sql: string, got: string][] = [
      ["weight", "'heavy'", 'the text "heavy"'],
      ["weight", "9e999", "Infinity"],
      ["name", "x'01'", "a BLOB of length 1"],
      ["hash", "'text'", 'the text "text"'],
      ["active", "2", "2"],
      ["active", "'yes'", 'the text "yes"'],
      ["kind", "'huge'", 'the text "huge"'],
      ["id", "9007199254740993", "9007199254740993"],
    ];
    for (const [column, sql, got] of bad) {
      store({ [column]: sql });
      await assert.rejects(
        database.read((db) => listThings(db)),
        (error) =>
          error instanceof TypeError &&
          error.message.startsWith(`Cannot read column "${column}" of query "listThings": got ${got}, expected `),
        `${column} = ${sql}`,
      );
    }
  });
});

const TEAMS = `INSERT INTO teams (id, code, name, slug, motto) VALUES
  (1, 'TOR', 'Toronto Tides', 'tides', NULL),
  (2, 'MTL', 'Montréal Meteors', 'meteors', NULL),
  (3, 'OTT', 'Ottawa Owls', 'owls', 'Hoot')`;

const GAME = { least: 0, most: 0, final: false, period: "OT", first: 1, second: 2, low: 0, high: 0 };

type Read<Params, Answer> = (db: Reader, params: Params) => Promise<Answer>;
type Write<Params, Answer> = (db: Writer, params: Params) => Promise<Answer>;

interface Joins {
  listGames: Read<{ team: string | null }, { id: number }[]>;
  gameById: Read<{ id: number }, { away: string } | undefined>;
  ListGamesRow: z.ZodType;
}

interface Updates {
  adjustHome: Write<{ id: number; delta: number }, { homeScore: number } | undefined>;
  finalize: Write<{ id: number; period: string }, Changes>;
  patchTeam: Write<
    { code: string; name: string | null; motto: string | null },
    { name: string; motto: string | null } | undefined
  >;
}

interface Inserts {
  addTeam: Write<{ id: number | null; code: string; name: string; slug: string; motto: string | null }, unknown>;
  setMark: Write<{ team: number; kind: string; value: number | null; start: number }, unknown>;
  addMarkOnce: Write<{ team: number; kind: string }, { id: number } | undefined>;
}

interface Declared {
  theCaptain: Read<{ motto: string }, { name: string }>;
  maybeCaptain: Read<{ motto: string }, { name: string } | undefined>;
  surelyThere: Read<{ id: number }, { name: string }>;
  renamed: Write<{ name: string; motto: string }, { id: number }>;
}

interface Parameters {
  comparisons: Read<typeof GAME, unknown>;
  casts: Read<{ n: number; t: string; r: number; b: Uint8Array }, unknown>;
}

interface Things {
  listThings: (db: Reader) => Promise<unknown[]>;
}

function rangeError(query: string, got: string, expected: string): (error: unknown) => boolean {
  const message = `Cannot answer query "${query}": got ${got}, expected ${expected}`;
  return (error) => error instanceof RangeError && error.message === message;
}
