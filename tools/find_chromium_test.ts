import { strictEqual, throws } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium } from "./find_chromium.ts";

Deno.test("findChromium goes by CHROMIUM, then PATH in order, then Playwright's download", () => {
  const folder = mkdtempSync(join(tmpdir(), "chromium-"));
  try {
    for (const name of ["first", "second"]) mkdirSync(join(folder, name));
    const [named, onPath, downloaded] = ["my-browser", "second/google-chrome", "downloaded"].map((name) => {
      writeFileSync(join(folder, name), "");
      return join(folder, name);
    });
    const searchPath = [join(folder, "first"), join(folder, "second")].join(delimiter);
    strictEqual(findChromium({ named, searchPath, downloaded }), named);
    strictEqual(findChromium({ named: undefined, searchPath, downloaded }), onPath);
    strictEqual(findChromium({ named: undefined, searchPath: "", downloaded }), downloaded);
    strictEqual(findChromium({ named: undefined, searchPath: "", downloaded: join(folder, "none") }), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("findChromium refuses a CHROMIUM that is not there instead of taking another browser", () => {
  throws(() => findChromium({ named: "/nowhere/chromium", searchPath: "", downloaded: "" }), {
    message: /CHROMIUM is "\/nowhere\/chromium", which is no file\nhint: /,
  });
});
