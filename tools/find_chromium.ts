/**
 * Finds the browser for the tests, and installs one where there is none. Called by `test.ts` and by the browser tests.
 */
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";
import { repositoryRoot } from "./repository.ts";
import { runCommand } from "./run_command.ts";

/** What decides where a browser may be. */
export interface Places {
  /** The environment variable `CHROMIUM`: a path that the user names goes before everything else. */
  readonly named: string | undefined;
  readonly searchPath: string;
  /** Where Playwright would have put its own download. */
  readonly downloaded: string;
}

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * The path of an installed Chromium or Chrome, or `undefined`.
 *
 * @throws {Error} When `CHROMIUM` names a file that is not there.
 */
export function findChromium(places: Places = machinePlaces()): string | undefined {
  const { named, searchPath, downloaded } = places;
  if (named) {
    if (isFile(named)) return named;
    throw new Error(
      `Cannot start the browser: CHROMIUM is "${named}", which is no file\nhint: unset CHROMIUM or correct it`,
    );
  }
  const folders = searchPath.split(delimiter).filter((folder) => folder !== "");
  const installed = folders.flatMap((folder) => programs.map((name) => join(folder, name)));
  return [...installed, macChrome, downloaded].find(isFile);
}

/**
 * The path of a browser; installs one when there is none, and says so on stdout.
 *
 * @throws {Error} When the installation fails.
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  for (const [command, ...args] of installation()) {
    console.log(`No Chromium found, installing one: ${command} ${args.join(" ")}`);
    const { ok } = await runCommand(command, args, {
      cwd: repositoryRoot,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      show: true,
    });
    if (!ok) throw new Error(`Cannot install Chromium: "${command} ${args.join(" ")}" failed\nhint: ${byHand}`);
  }
  const installed = findChromium();
  if (!installed) throw new Error(`Cannot find Chromium after installing it\nhint: ${byHand}`);
  return installed;
}

const byHand = "install Chromium or Chrome yourself and name its path in the environment variable CHROMIUM";

/** Debian's own package where this process may install it; elsewhere Playwright's download, which needs no rights. */
function installation(): string[][] {
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    return [["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]];
  }
  return [["npx", "playwright-core", "install", "chromium"]];
}

function machinePlaces(): Places {
  return {
    named: process.env.CHROMIUM,
    searchPath: `${process.env.PATH ?? ""}${delimiter}/usr/bin`,
    downloaded: chromium.executablePath(),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
