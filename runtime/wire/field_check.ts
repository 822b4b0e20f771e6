/**
 * What the browser checks of a field before its form is sent: a few words of data for each, made by the server out of
 * the action's schema and fetched when somebody enters the form.
 *
 * @module
 */

/**
 * One check: what is compared, with what, and what the schema itself would say. A field's checks are made in their
 * order; the first that fails speaks.
 */
export type FieldCheck =
  /** Blanks around the text do not count, here and in what follows. */
  | readonly ["trim"]
  | readonly ["required", null, message: string]
  | readonly ["match", readonly [source: string, flags: string], message: string]
  | readonly ["oneOf", readonly string[], message: string]
  | readonly ["url", null, message: string]
  | readonly ["whole", null, message: string]
  | readonly [
    "min" | "max" | "above" | "below" | "step" | "minLength" | "maxLength" | "minItems" | "maxItems" | "maxSize",
    number,
    message: string,
  ]
  /** Of the whole form, whose name is empty: the server has more to say, and may be asked while somebody types. */
  | readonly ["ask"]
  | readonly ["mime", readonly string[], message: string];

/** The checks of a form by the patterns of its fields: `items.*.name`. */
export type FormChecks = Readonly<Record<string, readonly FieldCheck[]>>;
