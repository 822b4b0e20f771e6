/**
 * What several scripts of a tab do with events, forms and links. The tab hands it to them: as imports it would be one
 * more file to load.
 *
 * @module
 */
import { empty, isLocked, postHere, setBusy } from "./form_submit.ts";
import { anchorOf, linkTarget } from "./links.ts";
import { formFields, wireEvent } from "./page_event.ts";
import { obey } from "./send_options.ts";

/** Helpers without a state. */
export const dom = { anchorOf, empty, formFields, isLocked, linkTarget, obey, postHere, setBusy, wireEvent };

/** See {@linkcode dom}. */
export type Dom = typeof dom;
