import { strictEqual } from "node:assert";
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReadMemory } from "./read_memory.ts";

/** A clock by which whatever is on the disk has been there for long. */
const longAfter = () => Date.now() + 60_000;

Deno.test("createReadMemory() reads a path once while nothing changes it", () => {
  inFolder((folder) => {
    const file = join(folder, "a.ts");
    writeFileSync(file, "one");
    const { read, count } = countingReads(longAfter);
    for (let time = 0; time < 3; time++) strictEqual(read(file), "one");
    strictEqual(count(), 1);
  });
});

Deno.test("createReadMemory() sees a text of the same length that was given the old time", () => {
  inFolder((folder) => {
    const file = join(folder, "a.ts");
    writeFileSync(file, "one");
    const { atime, mtime, ctimeMs } = statSync(file);
    const { read } = countingReads(longAfter);
    strictEqual(read(file), "one");
    do {
      writeFileSync(file, "two");
      utimesSync(file, atime, mtime);
    } while (statSync(file).ctimeMs - ctimeMs < 1);
    strictEqual(read(file), "two");
  });
});

Deno.test("createReadMemory() sees another file that was renamed to the path", () => {
  inFolder((folder) => {
    const [file, other] = [join(folder, "a.ts"), join(folder, "b.ts")];
    writeFileSync(file, "one");
    writeFileSync(other, "two");
    const { read } = countingReads(longAfter);
    strictEqual(read(file), "one");
    renameSync(other, file);
    strictEqual(read(file), "two");
  });
});

Deno.test("createReadMemory() sees changes that follow a read faster than the file system's clock", () => {
  inFolder((folder) => {
    const file = join(folder, "a.ts");
    const { read } = countingReads(Date.now);
    for (let time = 100; time < 300; time++) {
      writeFileSync(file, `${time}`);
      strictEqual(read(file), `${time}`);
    }
  });
});

Deno.test("forgetUnread() of a memory forgets what was not read since the last time", () => {
  inFolder((folder) => {
    const [file, other] = [join(folder, "a.ts"), join(folder, "b.ts")];
    for (const path of [file, other]) writeFileSync(path, "one");
    const { read, forgetUnread, count } = countingReads(longAfter);
    for (const path of [file, other]) read(path);
    forgetUnread();
    read(file);
    forgetUnread();
    strictEqual(count(), 2);
    read(file);
    strictEqual(count(), 2);
    read(other);
    strictEqual(count(), 3);
  });
});

function countingReads(now: () => number) {
  let reads = 0;
  const memory = createReadMemory((path) => {
    reads++;
    return readFileSync(path, "utf8");
  }, { now });
  return { ...memory, count: () => reads };
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "rally_memory_"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
