/**
 * What both engines do with events and forms.
 *
 * @module
 */
import { empty, isLocked, postHere, setBusy } from "./form_submit.ts";
import { formFields, pageEvent } from "./page_event.ts";

/** A tab hands this to its engines. */
export const dom = { empty, formFields, isLocked, pageEvent, postHere, setBusy };

/** See {@linkcode dom}. */
export type Dom = typeof dom;
