import { db, denied, schemas, sqlite, storedTitle, teamTitle, z } from "../barrel.ts";

const Query = z.object({ id: schemas.z.int() });

export function view() {
  return <p>{teamTitle(1)}</p>;
}

export function load() {
  return db instanceof sqlite.DatabaseSync ? Query.parse({ title: storedTitle(1) }) : denied();
}
