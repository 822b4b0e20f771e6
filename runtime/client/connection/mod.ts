/**
 * What a tab needs to keep its connection, and when that is gone. One script, loaded with the first socket: without a
 * connection it could not be.
 *
 * @module
 */
export { createKeeper } from "./keeper.ts";
export { tellLostSave, tellRefused } from "./lost_save.ts";
export { rememberWork, tellTyped } from "../live/recovery.ts";
