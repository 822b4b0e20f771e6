import { testDriver } from "./driver_suite.ts";
import { nodeSqlite } from "./node_sqlite.ts";

testDriver(nodeSqlite, { hasOrigins: true, isDefensive: true });
