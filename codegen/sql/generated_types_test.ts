/** Lists, dates, big integers and JSON, as generated functions store and read them. */
import assert from "node:assert";
import type { Changes, Reader, Writer } from "../../db/types.ts";
import type {
  LastSeenRow,
  SeeParams,
  TaggedParams,
  TaggedRow,
} from "../../tests/golden/sql/json_columns/expected/app/sql/queries.ts";
import { load, withDatabase } from "./test_generated.ts";

type Read<Params, Answer> = (db: Reader, params: Params) => Promise<Answer>;
type Write<Params, Answer> = (db: Writer, params: Params) => Promise<Answer>;

interface Lists {
  byIds: Read<{ ids: readonly number[] }, { id: number }[]>;
  notNamed: Read<{ names: readonly string[] }, { id: number }[]>;
  ofKinds: Read<{ kinds: readonly string[]; states: readonly boolean[] }, { id: number }[]>;
  byWeight: Read<{ weights: readonly number[] }, { id: number }[]>;
  remove: Write<{ ids: readonly number[] }, Changes>;
}

Deno.test("A list parameter takes no item, one and ten thousand, and texts of any kind", async () => {
  const { byIds, notNamed, ofKinds, byWeight, remove } = await load<Lists>("lists/expected/app/sql/queries.ts");
  await withDatabase("lists", async (database) => {
    const insert = database.writer.prepare("INSERT INTO things (id, kind, name, weight) VALUES (?1, ?2, ?3, ?4)");
    const tricky = ["'", '"]', "\\", "😀", "a,b", "\n", "null"];
    tricky.forEach((name, at) => insert.run([BigInt(at), at % 2 === 0 ? "big" : "small", name, at / 4]));
    insert.run([-2n, "big", "heavy", 4119307167860858400]);
    insert.run([-1n, "big", "heavier", 1e300]);
    const ids = (rows: { id: number }[]) => rows.map(({ id }) => id);
    await database.read(async (db) => {
      assert.deepStrictEqual(await byIds(db, { ids: [] }), []);
      assert.deepStrictEqual(ids(await byIds(db, { ids: [3] })), [3]);
      const many = Array.from({ length: 10_000 }, (_, at) => at + 2);
      assert.deepStrictEqual(ids(await byIds(db, { ids: many })), [2, 3, 4, 5, 6]);
      assert.strictEqual((await notNamed(db, { names: [] })).length, tricky.length + 2);
      for (const [at, name] of tricky.entries()) {
        assert.ok(!ids(await notNamed(db, { names: [name] })).includes(at), name);
      }
      assert.deepStrictEqual(ids(await ofKinds(db, { kinds: ["small"], states: [true] })), [1, 3, 5]);
      assert.deepStrictEqual(ids(await ofKinds(db, { kinds: ["small"], states: [false] })), []);
      assert.deepStrictEqual(ids(await byWeight(db, { weights: [0.25, 1] })), [1, 4]);
      // Its digits are rounded.
      assert.deepStrictEqual(ids(await byWeight(db, { weights: [1e300, 4119307167860858400] })), [-2, -1]);
      const bad: [Promise<unknown>, string][] = [
        [byIds(db, { ids: 3 } as never), 'Cannot bind parameter "ids" of query "byIds": got 3, expected an array'],
        [byIds(db, { ids: [1, "2"] } as never), 'Cannot bind parameter "ids" of query "byIds": got the text "2"'],
        [byIds(db, { ids: [1, null] } as never), 'Cannot bind parameter "ids" of query "byIds": got NULL'],
        [notNamed(db, { names: ["a\0"] }), 'Cannot bind parameter "names" of query "notNamed": got the text'],
        [ofKinds(db, { kinds: ["huge"], states: [] }), 'Cannot bind parameter "kinds" of query "ofKinds"'],
      ];
      for (const [call, start] of bad) {
        await assert.rejects(call, (error) => error instanceof TypeError && error.message.startsWith(start), start);
      }
    });
    assert.strictEqual((await database.write((db) => remove(db, { ids: [0, 1, 99] }))).changes, 2);
  });
});

interface Dates {
  addEvent: Write<{ day: string; startsAt: Date; endsAt: Date | null; title: string }, { startsAt: Date }>;
  listEvents: Read<
    { from: string; until: string; since: Date },
    { day: string; startsAt: Date; endsAt: Date | null }[]
  >;
}

Deno.test("A date and a moment come back as they were stored, compare, and are read by SQLite's own functions", async () => {
  const { addEvent, listEvents } = await load<Dates>("dates/expected/app/sql/queries.ts");
  await withDatabase("dates", async (database) => {
    const moments = ["2024-02-29T23:59:59.000Z", "2024-02-29T23:59:59.001Z", "0001-01-01T00:00:00.000Z"];
    for (const moment of moments) {
      const event = { day: moment.slice(0, 10), startsAt: new Date(moment), endsAt: null, title: "" };
      const { startsAt } = await database.write((db) => addEvent(db, event));
      assert.strictEqual(startsAt.toISOString(), moment);
    }
    const since = new Date(moments[0]);
    const found = await database.read((db) => listEvents(db, { from: "2024-01-01", until: "2024-12-31", since }));
    assert.deepStrictEqual(found.map(({ startsAt }) => startsAt.toISOString()), moments.slice(0, 2));
    database.writer.exec("INSERT INTO events (day, title, starts_at) VALUES ('2024-03-01', '', '2024-02-29 23:59:59')");
    const same = database.writer.prepare("SELECT count(*), min(unixepoch(starts_at)) FROM events WHERE starts_at = ?1");
    assert.deepStrictEqual(same.get(["2024-02-29 23:59:59"]), [2, since.getTime() / 1000]);
    const bad: [Partial<{ day: unknown; startsAt: unknown }>, string][] = [
      [{ day: "2024-02-30" }, 'the text "2024-02-30"'],
      [{ day: new Date() }, "an object of class Date"],
      [{ startsAt: new Date(NaN) }, "an object of class Date"],
      [{ startsAt: new Date(Date.UTC(12_000, 0)) }, "an object of class Date"],
      [{ startsAt: "2024-02-29" }, 'the text "2024-02-29"'],
    ];
    for (const [values, got] of bad) {
      const event = { day: "2024-02-29", startsAt: since, endsAt: null, title: "", ...values };
      const call = database.write((db) => addEvent(db, event as never));
      await assert.rejects(
        call,
        (error) => error instanceof TypeError && error.message.includes(`: got ${got}, exp`),
        got,
      );
    }
    for (const stored of ["1709251199", "'2024-02-29T23:59:59Z'", "'2024-02-30 00:00:00'", "'2024-02-29 24:61:00'"]) {
      database.writer.exec(`UPDATE events SET starts_at = ${stored} WHERE day = '2024-03-01'`);
      const all = { from: "2024-03-01", until: "2024-03-01", since: new Date(0) };
      const read = database.read((db) => listEvents(db, all));
      if (stored === "1709251199") assert.deepStrictEqual(await read, [], "A number comes before every text");
      else await assert.rejects(read, TypeError, stored);
    }
  });
});

interface BigIntegers {
  sizes: Read<{ least: bigint }, { size: bigint; total: bigint }[]>;
  ofSizes: Read<{ sizes: readonly bigint[] }, { id: number }[]>;
}

Deno.test("A column said to be bigint holds all 64 bits", async () => {
  const { sizes, ofSizes } = await load<BigIntegers>("big_integers/expected/app/sql/queries.ts");
  await withDatabase("big_integers", async (database) => {
    database.writer.exec("INSERT INTO facts (day, size) VALUES ('2024-02-29', 5), ('2024-02-29', 9007199254740993)");
    await database.read(async (db) => {
      const big = 9007199254740993n;
      assert.deepStrictEqual(await sizes(db, { least: 4n }), [
        { size: 5n, total: big + 5n },
        { size: big, total: big + 5n },
      ]);
      assert.deepStrictEqual(await sizes(db, { least: big - 1n }), [{ size: big, total: big }]);
      assert.deepStrictEqual(await ofSizes(db, { sizes: [big, 1n] }), [{ id: 2 }]);
      await assert.rejects(sizes(db, { least: 2n ** 63n }), TypeError);
      await assert.rejects(sizes(db, { least: 1 } as never), TypeError);
    });
  });
});

interface JsonColumns {
  getPrefs: Read<{ id: number }, { prefs: { theme: string } } | undefined>;
  setPrefs: Write<{ id: number; prefs: unknown }, Changes>;
  see: Write<SeeParams, Changes>;
  lastSeen: Read<void, LastSeenRow[]>;
  tagged: Write<TaggedParams, TaggedRow>;
  withAnyTags: Read<{ tags: readonly string[] }, { id: number }[]>;
  seeWithoutJson: Write<{ seen: unknown }, Changes>;
}

Deno.test("A JSON column is checked by its schema on its way in and out", async () => {
  const { getPrefs, setPrefs } = await load<JsonColumns>("json_columns/expected/app/sql/queries.ts");
  await withDatabase("json_columns", async (database) => {
    database.writer.exec("INSERT INTO events (id, day, title) VALUES (1, '2024-02-29', '')");
    const read = () => database.read((db) => getPrefs(db, { id: 1 }));
    assert.deepStrictEqual((await read())?.prefs, { theme: "light" }, "The schema's default");
    await database.write((db) => setPrefs(db, { id: 1, prefs: { theme: "dark" } }));
    assert.deepStrictEqual((await read())?.prefs, { theme: "dark" });
    await assert.rejects(
      database.write((db) => setPrefs(db, { id: 1, prefs: { theme: "pink" } })),
      /^TypeError: Cannot bind parameter "prefs" of query "setPrefs": got an object of class Object, expected a value of/,
    );
    for (const stored of ["{", '{"theme":"pink"}', "[]"]) {
      database.writer.prepare("UPDATE events SET prefs = ?1").run([stored]);
      await assert.rejects(read(), /^TypeError: Cannot read column "prefs" of query "getPrefs": got the text/, stored);
    }
  });
});

Deno.test("A JSON column takes what its schema takes, and gives what its schema makes of that", async () => {
  const { see, lastSeen, tagged, withAnyTags, seeWithoutJson } = await load<JsonColumns>(
    "json_columns/expected/app/sql/queries.ts",
  );
  await withDatabase("json_columns", async (database) => {
    const stored = () => database.writer.prepare("SELECT title, prefs FROM events").get([]);
    const row = await database.write((db) => tagged(db, { tags: "red,blue" }));
    assert.deepStrictEqual(row.tags, ["red", "blue"]);
    const seen = { at: "2024-02-29T12:00:00Z", by: "Ada" };
    await database.write((db) => see(db, { seen }));
    assert.deepStrictEqual(stored(), ['"red,blue"', JSON.stringify(seen)], "Stored as it was given");
    await database.read(async (db) => {
      const rows: { seen: { at: Date } }[] = await lastSeen(db);
      assert.deepStrictEqual(rows, [{ seen: { at: new Date(seen.at) } }]);
      assert.deepStrictEqual(await withAnyTags(db, { tags: ["green", "red,blue"] }), [{ id: 1 }]);
    });
    const circle: Record<string, unknown> = { at: new Date(0) };
    circle.self = circle;
    const refused: [unknown, RegExp][] = [
      [{ at: "yesterday" }, /expected a value of its schema: /],
      [{ at: new Date(0) }, /expected a value whose JSON is of its schema, too: /],
      [{ at: new Date(0), size: 1n }, /expected a value that JSON can hold$/],
      [circle, /expected a value that JSON can hold$/],
      [undefined, /got undefined, expected a value of its schema: /],
    ];
    for (const [value, message] of refused) {
      await assert.rejects(database.write((db) => seeWithoutJson(db, { seen: value })), message);
    }
    assert.deepStrictEqual(stored()?.[1], JSON.stringify(seen));
  });
});

interface Each {
  addTeams: Write<readonly { name: string }[], { id: number; name: string }[]>;
  addPlayers: Write<readonly Player[], Changes>;
  removePlayers: Write<readonly { teamId: number; names: readonly string[] }[], Changes>;
}

interface Player {
  teamId: number;
  name: string;
  position: string;
  height: number | null;
  born: string | null;
}

Deno.test("A query for each item writes none, one and ten thousand, and answers the rows of all", async () => {
  const { addTeams, addPlayers, removePlayers } = await load<Each>("each/expected/app/sql/queries.ts");
  await withDatabase("each", async (database) => {
    const count = () => Number(database.writer.prepare("SELECT count(*) FROM players").get([])?.[0]);
    assert.deepStrictEqual(await database.write((db) => addTeams(db, [{ name: "Tides" }, { name: "Owls" }])), [
      { id: 1, name: "Tides" },
      { id: 2, name: "Owls" },
    ]);
    assert.deepStrictEqual(await database.write((db) => addTeams(db, [])), []);
    const add = (players: readonly Player[]) => database.write((db) => addPlayers(db, players));
    assert.deepStrictEqual(await add([]), { changes: 0, lastInsertRowid: 0 });
    assert.deepStrictEqual(await add([player(0)]), { changes: 1, lastInsertRowid: 1 });
    const many = Array.from({ length: 10_000 }, (_, at) => player(at + 1));
    assert.deepStrictEqual(await add(many), { changes: 10_000, lastInsertRowid: 10_001 });
    assert.strictEqual(count(), 10_001);
    const names = [{ teamId: 1, names: ["p1", "p2"] }, { teamId: 1, names: [] }, { teamId: 1, names: ["p3", "p1"] }];
    assert.strictEqual((await database.write((db) => removePlayers(db, names))).changes, 3);
  });
});

Deno.test("A query for each item writes nothing when one is refused, also when its error is caught", async () => {
  const { addTeams, addPlayers } = await load<Each>("each/expected/app/sql/queries.ts");
  await withDatabase("each", async (database) => {
    await database.write((db) => addTeams(db, [{ name: "Tides" }]));
    const good = [player(0), player(1)];
    const holed = [...good, , player(2)] as Player[];
    const refused: [unknown, RegExp][] = [
      [[...good, { ...player(2), name: undefined }], /parameter "name" of .*got undefined, .*\(items\[2\]\)$/],
      [[...good, { ...player(2), position: "coach" }, null], /parameter "position" of .*\(items\[2\]\)$/],
      [[player(0), null], /^Cannot bind items\[1\] of query "addPlayers": got NULL, expected an object$/],
      [holed, /^Cannot bind items\[2\] of query "addPlayers": got undefined, expected an object$/],
      [
        { length: 1 },
        /^Cannot run query "addPlayers" for each item: got an object of class Object, expected an array$/,
      ],
      [[...good, player(1)], /^Query "addPlayers" for items\[2\] failed: UNIQUE constraint failed: players\.name\n/],
      [[...good, { ...player(2), teamId: 9 }], /for items\[2\] failed: FOREIGN KEY constraint failed\n/],
    ];
    for (const [items, message] of refused) {
      await database.write(async (db) => {
        await addTeams(db, [{ name: "Kept" }]);
        const error = await addPlayers(db, items as Player[]).catch((error: unknown) => error);
        assert.match((error as Error).message, message);
      });
    }
    const rows = database.writer.prepare("SELECT (SELECT count(*) FROM players), (SELECT count(*) FROM teams)").get([]);
    assert.deepStrictEqual(rows, [0, 1 + refused.length], "What came before in the transaction stays");
  });
});

function player(at: number): Player {
  return { teamId: 1, name: `p${at}`, position: "forward", height: null, born: "2001-02-03" };
}
