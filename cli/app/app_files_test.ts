import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { seed, seeded } from "../../tests/fault/seeded.ts";
import { createAppReader } from "./app_files.ts";

Deno.test("createAppReader() gives an unchanged file as the same object, and only what generators look at", () => {
  inFolder((root) => {
    write(root, "app/pages/index.tsx", "one");
    write(root, "app/pages/sql/get.sql", "two");
    write(root, "app/pages/notes.md", "no source");
    write(root, "app/.cache/index.ts", "hidden");
    write(root, "tools/other.ts", "elsewhere");
    const reader = createAppReader(root);
    const before = reader.read();
    write(root, "app/pages/index.tsx", "three");
    const after = reader.read();
    deepStrictEqual([...after.keys()], ["app/pages/index.tsx", "app/pages/sql/get.sql"]);
    strictEqual(after.get("app/pages/sql/get.sql"), before.get("app/pages/sql/get.sql"));
    deepStrictEqual(after.get("app/pages/index.tsx"), { path: "app/pages/index.tsx", text: "three" });
  });
});

Deno.test("createAppReader() reads after random changes what a new reader reads", () => {
  inFolder((root) => {
    const random = seeded(seed);
    const reader = createAppReader(root);
    for (let step = 1; step <= 2000; step++) {
      const what = changeSomething(root, random);
      deepStrictEqual(
        [...reader.read()],
        [...createAppReader(root).read()],
        `after ${what} in step ${step}, FAULT_SEED=${seed}`,
      );
    }
    ok(reader.read().size > 0);
  });
});

const folders = ["app", "app/pages", "app/pages/(a)", "app/pages/a-b", "app/sql", "db/migrations", "generated/wire"];
const names = ["a.ts", "b.tsx", "c.sql", "d.md"];

/** Writes, renames or deletes a file or a folder, and says so. Texts are of one length, and times may be old ones. */
function changeSomething(root: string, random: (most: number) => number): string {
  const pick = <T>(items: readonly T[]): T => items[random(items.length) - 1]!;
  const anyFile = () => `${pick(folders)}/${pick(names)}`;
  switch (pick(["write", "write", "write", "rename", "delete", "move", "delete all"])) {
    case "write": {
      const file = anyFile();
      const before = statSync(join(root, file), { throwIfNoEntry: false });
      write(root, file, String(10 + random(80)));
      if (before && random(2) === 1) utimesSync(join(root, file), before.atime, before.mtime);
      return `a write to ${file}`;
    }
    case "rename": {
      const [from, to] = [anyFile(), anyFile()];
      return changed(`a rename of ${from} to ${to}`, () => renameSync(join(root, from), join(root, to)));
    }
    case "delete": {
      const file = anyFile();
      return changed(`the end of ${file}`, () => rmSync(join(root, file)));
    }
    case "move": {
      const [from, to] = [pick(folders), pick(folders)];
      return changed(`a move of ${from} to ${to}`, () => renameSync(join(root, from), join(root, to)));
    }
    default: {
      const folder = pick(folders);
      return changed(`the end of ${folder}`, () => rmSync(join(root, folder), { recursive: true }));
    }
  }
}

/** What the file system refuses, such as a folder that moves into itself, changes nothing. */
function changed(what: string, change: () => void): string {
  try {
    change();
    return what;
  } catch {
    return `${what}, which failed`;
  }
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function inFolder(work: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), "rally_files_"));
  try {
    work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
