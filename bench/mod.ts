/**
 * `deno task bench [name]`: runs one bench or all of them. Benches print; nothing depends on what they print. On a shared
 * machine only ratios within one run mean something.
 */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ssr: async () => await (await import("./ssr.ts")).bench(),
  gen: async () => await (await import("./gen.ts")).bench(),
  hmr: async () => await (await import("./hmr.ts")).bench(),
  bundle: async () => await (await import("./bundle.ts")).bench(),
  wire: async () => await (await import("./wire.ts")).bench(),
  rows: async () => await (await import("./rows.ts")).bench(),
  action: async () => await (await import("./action.ts")).bench(),
  hostile: async () => await (await import("./hostile.ts")).bench(),
  live: async () => await (await import("./live.ts")).bench(),
  routes: async () => await (await import("./routes.ts")).bench(),
  sql: async () => await (await import("./sql.ts")).bench(),
};

if (import.meta.main) {
  const [name, ...rest] = Deno.args;
  const chosen = name === undefined ? Object.keys(benches) : [name];
  if (rest.length > 0 || chosen.some((each) => !Object.hasOwn(benches, each))) {
    console.error(
      `Cannot run this bench: got "${Deno.args.join(" ")}", expected one of ${Object.keys(benches).join(", ")}`,
    );
    console.error("hint: deno task bench NAME, or no name for all of them");
    Deno.exit(2);
  }
  for (const each of chosen) {
    console.log(`\n# ${each}\n`);
    await benches[each]();
  }
}
