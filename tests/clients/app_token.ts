/**
 * Tokens of a running app, made as its owner makes them.
 *
 * @module
 */
import { ok } from "node:assert";
import type { RunningApp } from "../browser/running_app.ts";
import { type CommandProcess, startDeno } from "../cli/command_process.ts";

/** The file of the database of an app. */
export function databaseOf(app: RunningApp): string {
  const [row] = app.rows("PRAGMA database_list") as { file: string }[];
  return row!.file;
}

/** Makes a token with every scope. */
export async function createToken(folder: string, database: string, user: string): Promise<string> {
  const create = await taskToken(folder, database, ["create", "--user", user, "--scope", "*"]);
  const secret = /^rally_\S+$/m.exec(create.printed())?.[0];
  ok(secret, create.printed());
  return secret;
}

/** Runs `deno task token` to its end. */
export async function taskToken(folder: string, database: string, args: readonly string[]): Promise<CommandProcess> {
  const env = { DATABASE_PATH: database };
  const command = startDeno(["task", "token", ...args], { cwd: folder, env });
  await command.exit;
  return command;
}
