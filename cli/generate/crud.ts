/**
 * `rally generate crud NAME`: a table with pages that list, add, change and remove its rows.
 *
 * @module
 */
import { usage } from "../core/command_error.ts";
import { crudPages } from "./crud_pages.ts";
import { crudTests } from "./crud_tests.ts";
import type { Field } from "./fields.ts";
import { given, selected } from "./fields.ts";
import { generateMigration } from "./migration.ts";
import { checkName } from "./names.ts";
import type { Proposal } from "./proposal.ts";

/** The names and fields from which everything is written. */
export interface Crud {
  /** The table and the folder: `books`. */
  readonly many: string;
  /** One row: `book`. */
  readonly one: string;
  readonly fields: readonly Field[];
}

/** All files. */
export function generateCrud(crud: Crud, migrations: readonly string[]): Proposal[] {
  const { many, one, fields } = crud;
  checkName("table", many);
  checkName("row", one);
  if (one === many) {
    throw usage(`"${many}" is the name of one and of many`, "Name one row with --one, e.g. --one sheep_row");
  }
  if (fields.length === 0) throw usage(`"${many}" has no fields`, `e.g. --fields name,pages:int`);
  return [
    generateMigration(`create_${many}`, fields, migrations),
    ...queries(crud),
    ...crudPages(crud),
    ...crudTests(crud),
  ];
}

function queries({ many, one, fields }: Crud): Proposal[] {
  const names = fields.map(({ name }) => name).join(", ");
  const file = (name: string, text: string): Proposal => ({ path: `app/pages/${many}/sql/${name}.sql`, text });
  const columns = ["id", ...fields.map(selected)].join(", ");
  const changes = fields.map((field) => `${field.name} = ${given(field)}`).join(", ");
  return [
    file(`list_${many}`, `-- All ${many}, the newest first.\nSELECT ${columns} FROM ${many} ORDER BY id DESC;\n`),
    file(`get_${one}`, `SELECT ${columns} FROM ${many} WHERE id = :id;\n`),
    file(`add_${one}`, `INSERT INTO ${many} (${names}) VALUES (${fields.map(given).join(", ")});\n`),
    file(`change_${one}`, `UPDATE ${many} SET ${changes} WHERE id = :id;\n`),
    file(`remove_${one}`, `DELETE FROM ${many} WHERE id = :id;\n`),
  ];
}
