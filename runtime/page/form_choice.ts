/**
 * Controls that stand for one value of a field: only pages that have such controls load this.
 *
 * @module
 */
import type { FieldName, FieldValue } from "./field_name.ts";
import type { FormParts, RefusedAttributes } from "./form.ts";

/** The attributes of a checkbox or a radio button. */
export interface ChoiceAttributes extends RefusedAttributes {
  readonly name: string;
  readonly value: string;
  readonly defaultChecked: boolean;
  readonly required: true | undefined;
}

/** The attributes of an option. */
export interface OptionAttributes {
  readonly value: string;
  readonly defaultSelected: boolean;
}

/**
 * Spread onto a checkbox or a radio button that stands for one value of a field; for a boolean that is `true`.
 *
 * @param first Whether it is on before anybody has chosen.
 * @example
 * ```tsx
 * import { choice, type FormParts } from "@rally/rally";
 *
 * export const terms = (form: FormParts<{ agreed: boolean; size: "s" | "m" }>) => (
 *   <p>
 *     <input type="checkbox" {...choice(form, "agreed", true)} />
 *     <input type="radio" {...choice(form, "size", "s", true)} /> <input type="radio" {...choice(form, "size", "m")} />
 *   </p>
 * );
 * ```
 */
export function choice<Input, N extends FieldName<Input>>(
  form: FormParts<Input>,
  name: N,
  value: FieldValue<Input, N>,
  first = false,
): ChoiceAttributes {
  const { required, "aria-invalid": invalid, "aria-describedby": describedBy } = form.field(name);
  return {
    name,
    value: String(value),
    defaultChecked: isChosen(form, name, { value, first }),
    required,
    "aria-invalid": invalid,
    "aria-describedby": describedBy,
  };
}

/**
 * Spread onto an `<option>` that stands for one value of a field.
 *
 * @param first Whether it is chosen before anybody has chosen.
 * @example
 * ```tsx
 * import { type FormParts, option } from "@rally/rally";
 *
 * export const sizes = (form: FormParts<{ size: "s" | "m" }>) => (
 *   <select {...form.field("size")}>
 *     <option {...option(form, "size", "s", true)}>Small</option>
 *     <option {...option(form, "size", "m")}>Medium</option>
 *   </select>
 * );
 * ```
 */
export function option<Input, N extends FieldName<Input>>(
  form: FormParts<Input>,
  name: N,
  value: FieldValue<Input, N>,
  first = false,
): OptionAttributes {
  return { value: String(value), defaultSelected: isChosen(form, name, { value, first }) };
}

function isChosen(
  { typed }: { readonly typed: FormParts<unknown>["typed"] },
  name: string,
  { value, first }: { readonly value: unknown; readonly first: boolean },
): boolean {
  return typed ? typed[name]?.includes(String(value)) ?? false : first;
}
