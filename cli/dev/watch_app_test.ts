import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isSource, watchApp } from "./watch_app.ts";

Deno.test("isSource() takes what the author writes", () => {
  for (
    const path of ["main.ts", "deno.json", "app/pages/games/[id].tsx", "db/seeds/001_a.sql", "static/a.css", "lib/x.ts"]
  ) {
    strictEqual(isSource(path), true, path);
  }
});

Deno.test("isSource() leaves out what tools and editors write", () => {
  const others = [
    "deno.lock",
    "generated/app.ts",
    "app/pages/sql/queries.ts",
    "data/app.db",
    "db/app.db-wal",
    ".rally/x.js",
  ];
  for (const path of [...others, "app/pages/index.tsx~", "app/pages/.index.tsx.swp", "app/4913", ".git/HEAD"]) {
    strictEqual(isSource(path), false, path);
  }
});

Deno.test("watchApp() gives one change for a save by rename, and none for generated files", async () => {
  const root = createApp();
  const changes = watchApp(root);
  writeFileSync(join(root, "generated", "app.ts"), "export {};");
  writeFileSync(join(root, "app", "index.tsx.tmp"), "1");
  renameSync(join(root, "app", "index.tsx.tmp"), join(root, "app", "index.tsx"));
  deepStrictEqual(await changes.next(), ["app/index.tsx"]);
  changes.close();
  rmSync(root, { recursive: true });
});

Deno.test("watchApp() gives a file at the top that an editor saves beside a file without an ending", async () => {
  const root = createApp();
  writeFileSync(join(root, "deno.json"), "{}");
  const changes = watchApp(root);
  // Vim tries the folder with a file "4913"; sed -i writes to a name of its own, which becomes the file.
  writeFileSync(join(root, "4913"), "");
  rmSync(join(root, "4913"));
  writeFileSync(join(root, "sedX1y2Z3"), "{ }");
  renameSync(join(root, "sedX1y2Z3"), join(root, "deno.json"));
  deepStrictEqual(await changes.next(), ["deno.json"]);
  changes.close();
  rmSync(root, { recursive: true });
});

Deno.test("watchApp() sees into a folder that was made later, and ends with undefined", async () => {
  const root = createApp();
  const changes = watchApp(root);
  mkdirSync(join(root, "static"));
  writeFileSync(join(root, "static", "styles.css"), "a {}");
  deepStrictEqual(await changes.next(), ["static/styles.css"]);
  changes.close();
  strictEqual(await changes.next(), undefined);
  rmSync(root, { recursive: true });
});

Deno.test("watchApp() gives a file in folders that were made later, and its end", async () => {
  const root = createApp();
  const changes = watchApp(root);
  // Folder in folder: whether each is watched in time is chance.
  for (const name of ["a", "b", "c", "d"]) {
    const path = `app/${name}/${name}/${name}/index.tsx`;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "1");
    strictEqual((await changes.next())?.includes(path), true);
    rmSync(join(root, path));
    deepStrictEqual(await changes.next(), [path]);
  }
  changes.close();
  rmSync(root, { recursive: true });
});

function createApp(): string {
  const root = mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_watch_"));
  for (const folder of ["app", "generated"]) mkdirSync(join(root, folder));
  return root;
}
