import { DatabaseSync } from "node:sqlite";

new DatabaseSync(":memory:").exec("PRAGMA optimize");
