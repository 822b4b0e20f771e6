import { rejects } from "node:assert";
import { type FieldProblems, refuse } from "@rally/rally";
import { openDatabase, type Query } from "@rally/rally/db";
import { invalidBy } from "@rally/rally/server";

const SCHEMA = `
  CREATE TABLE teams (id INTEGER PRIMARY KEY);
  CREATE TABLE members (
    email TEXT NOT NULL UNIQUE, team INTEGER NOT NULL REFERENCES teams, season INTEGER, seats INTEGER CHECK (seats < 9),
    nick TEXT,
    UNIQUE (team, season), CONSTRAINT some_seats CHECK (seats > 0)
  ) STRICT;
  CREATE UNIQUE INDEX any_case ON members (lower(nick));
  CREATE TRIGGER guard BEFORE INSERT ON members WHEN new.season = 0 BEGIN SELECT RAISE(ABORT, 'no season'); END;
  INSERT INTO teams VALUES (1), (2);
  INSERT INTO members VALUES ('a@b.c', 1, 2024, 1, 'Ada');
`;

const rules = {
  email: { email: ["Taken"] },
  "team, season": { "": ["Twice"] },
  id: { id: ["This team is there"] },
  any_case: { nick: ["Taken in another spelling"] },
  some_seats: { seats: ["At least one"] },
  "seats < 9": { seats: ["At most eight"] },
  "NOT NULL email": { email: ["Who are you?"] },
  "FOREIGN KEY": { team: ["There is no such team"] },
};

const BROKEN: readonly (readonly [string, FieldProblems])[] = [
  ["INSERT INTO members VALUES ('a@b.c', 2, 2024, 1, NULL)", rules.email],
  ["INSERT INTO members VALUES ('d@b.c', 1, 2024, 1, NULL)", rules["team, season"]],
  ["INSERT INTO teams VALUES (1)", rules.id],
  ["INSERT INTO members VALUES ('d@b.c', 2, 2024, 1, 'ADA')", rules.any_case],
  ["INSERT INTO members VALUES ('d@b.c', 2, 2024, 0, NULL)", rules.some_seats],
  ["INSERT INTO members VALUES ('d@b.c', 2, 2024, 9, NULL)", rules["seats < 9"]],
  ["INSERT INTO members VALUES (NULL, 2, 2024, 1, NULL)", rules["NOT NULL email"]],
  ["INSERT INTO members VALUES ('d@b.c', 3, 2024, 1, NULL)", rules["FOREIGN KEY"]],
];

/** Runs a statement as a handler does. */
async function run(sql: string, caught = rules): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const database = openDatabase(`${folder}/app.db`);
  database.writer.exec(SCHEMA);
  const query: Query<never> = { name: "save", sql, row: () => undefined as never };
  try {
    await database.write((db) => db.run(query, []).catch(invalidBy(caught)));
  } finally {
    database.close();
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("invalidBy answers with the problems of the rule that was broken", async () => {
  for (const [sql, fields] of BROKEN) {
    await rejects(run(sql), { name: "Refused", refusal: refuse.invalid(fields) }, sql);
  }
});

Deno.test("invalidBy lets every other error go on", async () => {
  const violation = { name: "ConstraintViolation" };
  for (const [sql] of BROKEN) await rejects(run(sql, {} as typeof rules), violation, sql);
  await rejects(run("INSERT INTO members VALUES ('d@b.c', NULL, 2024, 1, NULL)"), violation);
  await rejects(run("INSERT INTO members VALUES ('d@b.c', 2, 'text', 1, NULL)"), violation);
  await rejects(run("INSERT INTO members VALUES ('d@b.c', 2, 0, 1, NULL)"), violation);
  await rejects(Promise.reject(new TypeError("x")).catch(invalidBy(rules)), { name: "TypeError" });
});
