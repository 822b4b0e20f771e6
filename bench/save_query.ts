/**
 * From the write of a changed query to the function that is generated of it, under `rally dev`. `gen.ts` prints it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../tests/cli/app_fixture.ts";
import { median } from "./table.ts";

const saves = 9;

/** Milliseconds, the median of some saves in an app of the minimal template. */
export async function timeOfSave(): Promise<number> {
  const app = await createApp();
  const folder = join(app.root, "app/pages/sql");
  const query = readFileSync(join(folder, "latest_guests.sql"), "utf8");
  const dev = app.task("dev", { env: { PORT: "0" } });
  try {
    await dev.waitFor(/http:\/\/\S+/);
    const times: number[] = [];
    for (let save = 0; save < saves; save++) {
      const limit = `LIMIT ${20 + save}`;
      const generated = generatedWith(folder, limit);
      const started = performance.now();
      writeFileSync(join(folder, "latest_guests.sql"), query.replace("LIMIT 12", limit));
      times.push(await generated - started);
      // Nobody saves faster than the app starts again.
      await dev.waitFor(/✓ app\/pages\/sql\/latest_guests\.sql/);
      await dev.waitFor(/http:\/\/\S+/);
    }
    return median(times);
  } finally {
    dev.signal("SIGTERM");
    await dev.exit;
    app.remove();
  }
}

/** When the generated functions have this text. */
async function generatedWith(folder: string, text: string): Promise<number> {
  const watcher = Deno.watchFs(folder);
  for await (const _ of watcher) {
    const at = performance.now();
    if (!readFileSync(join(folder, "queries.ts"), "utf8").includes(text)) continue;
    watcher.close();
    return at;
  }
  throw new Error("Cannot see the generated functions: the watcher has ended");
}
