/**
 * A package registry on the loopback address that takes what the real `deno publish` sends and gives it to the real
 * `deno run jsr:…`: the way of a release, without a release.
 */
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { runDeno } from "../../tools/run_command.ts";
import { readTar } from "./read_tar.ts";

/** A running registry. */
export interface Registry extends AsyncDisposable {
  /** For the variable `JSR_URL`. */
  readonly url: string;
  /** Publishes the package whose `deno.json` lies in the folder. */
  publish(folder: string): Promise<void>;
}

/** One published version. */
interface Release {
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Starts a registry that holds nothing. */
export function startRegistry(): Registry {
  const releases = new Map<string, Release>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    return await publishing(releases, request) ?? reading(releases, pathname) ??
      new Response("Not found", { status: 404 });
  });
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return {
    url,
    async publish(folder) {
      // The gate checks types and slow types; here only the way through the registry matters.
      const args = ["publish", "--no-check", "--allow-slow-types", "--allow-dirty", "--token", "any"];
      const { ok, output } = await runDeno(args, { cwd: folder, env: { JSR_URL: url } });
      if (!ok) throw new Error(`Cannot publish "${folder}": ${output}`);
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The requests of `deno publish`: is this version there, what of the package, here it is, has it arrived. */
async function publishing(releases: Map<string, Release>, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/api/publish_status/")) return Response.json({ id: "1", status: "success", error: null });
  const [, scope, name, version] =
    /^\/api\/scopes\/([\w-]+)\/packages\/([\w-]+)(?:\/versions\/([\w.-]+))?$/.exec(pathname) ?? [];
  if (scope === undefined) return undefined;
  if (request.method === "POST") {
    const files = readTar(gunzipSync(await request.arrayBuffer()));
    const config = JSON.parse(new TextDecoder().decode(files.get("/deno.json")));
    const exports = typeof config.exports === "string" ? { ".": config.exports } : config.exports;
    releases.set(`@${scope}/${name}`, { version, exports, files });
    return Response.json({ id: "1", status: "success", error: null });
  }
  if (version !== undefined) return undefined;
  return Response.json({ scope, name, latestVersion: null, versionCount: 0 });
}

/** The requests of a run: the versions, what one of them holds, its files. */
function reading(releases: ReadonlyMap<string, Release>, pathname: string): Response | undefined {
  const [, name, path] = /^\/(@[\w-]+\/[\w-]+)(\/.+)$/.exec(pathname) ?? [];
  const release = releases.get(name ?? "");
  if (release === undefined || path === undefined) return undefined;
  const { version, exports, files } = release;
  if (path === "/meta.json") {
    return Response.json({ scope: name.slice(1).split("/")[0], name: name.split("/")[1], versions: { [version]: {} } });
  }
  if (path === `/${version}_meta.json`) {
    const manifest = Object.fromEntries([...files].map(([file, bytes]) => [file, entryOf(bytes)]));
    return Response.json({ exports, manifest });
  }
  const bytes = path.startsWith(`/${version}/`) ? files.get(path.slice(version.length + 1)) : undefined;
  return bytes && new Response(bytes, { headers: { "content-type": contentType(path) } });
}

function entryOf(bytes: Uint8Array): { size: number; checksum: string } {
  return { size: bytes.byteLength, checksum: `sha256-${createHash("sha256").update(bytes).digest("hex")}` };
}

function contentType(path: string): string {
  if (/\.tsx?$/.test(path)) return "text/typescript";
  return path.endsWith(".json") ? "application/json" : "text/plain";
}
