/**
 * The fields of `--fields title,pages:int`: what each is in SQL, in a schema, in a form.
 *
 * @module
 */
import { didYouMean } from "../core/did_you_mean.ts";
import { usage } from "../core/command_error.ts";
import { checkName } from "./names.ts";

/** What a field holds. */
export type FieldType = "text" | "int" | "real" | "bool";

/** One field. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

const types: readonly FieldType[] = ["text", "int", "real", "bool"];

/**
 * Reads the option.
 *
 * @throws {CommandError} Of kind `usage`.
 */
export function parseFields(text: string | undefined): Field[] {
  const fields = (text ?? "").split(",").filter((part) => part.trim() !== "").map(parseField);
  const twice = fields.find(({ name }, at) => name === "id" || fields.findIndex((field) => field.name === name) !== at);
  if (!twice) return fields;
  throw usage(
    `Option "--fields" names "${twice.name}" twice: every table has an id`,
    "Give each name once, without id",
  );
}

/** The type of a column in a STRICT table. */
export function columnOf({ name, type }: Field): string {
  switch (type) {
    case "text":
      return `${name} TEXT NOT NULL`;
    case "int":
      return `${name} INTEGER NOT NULL`;
    case "real":
      return `${name} REAL NOT NULL`;
    case "bool":
      return `${name} INTEGER NOT NULL CHECK (${name} IN (0, 1))`;
  }
}

/** What fills a new column in the rows that are there. */
export function defaultOf({ type }: Field): string {
  return type === "text" ? "''" : "0";
}

/** How a query reads it. */
export function selected({ name, type }: Field): string {
  return type === "bool" ? `CAST(${name} AS BOOLEAN) AS "${name}!"` : name;
}

/** How a query writes it. */
export function given({ name, type }: Field): string {
  return type === "bool" ? `CAST(:${name} AS BOOLEAN)` : `:${name}`;
}

function parseField(part: string): Field {
  const [name = "", type = "text"] = part.trim().split(":");
  checkName("field", name);
  const known = types.find((each) => each === type);
  if (known) return { name, type: known };
  const near = didYouMean(type, types);
  throw usage(
    `Option "--fields" does not know the type of "${name}": got "${type}", expected ${types.join(", ")}`,
    `Write ${name}:${near ?? "text"}`,
  );
}
