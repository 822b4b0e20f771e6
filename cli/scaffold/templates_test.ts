import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packFiles, scanTemplate, unpackFiles } from "./templates.ts";

Deno.test("packFiles() and unpackFiles() keep every byte", () => {
  const files = [
    { path: "app/pages/index.tsx", bytes: new TextEncoder().encode("\uFEFFé ✓\r\n") },
    { path: "static/icon.png", bytes: new Uint8Array([0x89, 0x50, 0xff, 0x00]) },
  ];
  const packed = packFiles(files);
  strictEqual(packed["app/pages/index.tsx"], "\uFEFFé ✓\r\n");
  deepStrictEqual(packed["static/icon.png"], { base64: "iVD/AA==" });
  deepStrictEqual(
    unpackFiles(JSON.parse(JSON.stringify(packed))).map(({ path, bytes }) => [path, [...bytes]]),
    files.map(({ path, bytes }) => [path, [...bytes]]),
  );
});

Deno.test("scanTemplate() leaves out what is made in an app", () => {
  const folder = mkdtempSync(join(tmpdir(), "rally_template_"));
  const kept = ["app/data/x.ts", "app/sql/list.sql", "gitignore", "main.ts"];
  const made = ["app/sql/queries.ts", "data/app.db", "deno.json", "generated/app.ts", ".rally/manifest.json"];
  for (const path of [...kept, ...made]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
  deepStrictEqual(scanTemplate(folder).map(({ path }) => path), kept);
  rmSync(folder, { recursive: true });
});
