/**
 * How the process of a server tells the command that has started it why it ended.
 *
 * @module
 */

/** It could not listen on its address, and has said why. `dev` then ends too; after other failures it waits for a change. */
export const cannotListenCode = 69;
