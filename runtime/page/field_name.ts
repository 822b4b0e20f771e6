/**
 * The names of a form's fields as types: the way to each value of an action's input.
 *
 * @module
 */

/** What one control of a form holds. */
type Single = string | number | bigint | boolean | Date | File | null | undefined;

/** An array or a set, and what is in it. */
type ListOf<I> = readonly I[] | ReadonlySet<I>;

/** How deep names are typed: deep enough for a form, and an end for schemas that contain themselves. */
type Deepest = 5;

/**
 * The names of an input's fields: `name`, `address.city`, `tags`, `items.0.name`. Objects and lists of objects have
 * names too, for their problems.
 */
export type FieldName<T, Depth extends readonly unknown[] = []> = Depth["length"] extends Deepest ? never
  : T extends Single ? never
  : { [K in keyof T & string]-?: NameFrom<K, NonNullable<T[K]>, [...Depth, 0]> }[keyof T & string];

type NameFrom<K extends string, V, Depth extends readonly unknown[]> = V extends Single ? K
  : V extends ListOf<infer I>
    ? I extends Single ? K : K | `${K}.${number}` | `${K}.${number}.${FieldName<NonNullable<I>, Depth>}`
  : K | `${K}.${FieldName<V, Depth>}`;

/** What one control of the field may stand for: an item, where the field is a list. */
export type FieldValue<T, N extends string> = T extends ListOf<infer I>
  ? N extends `${string}.${infer Rest}` ? FieldValue<I, Rest> : never
  : N extends keyof T ? NonNullable<T[N]> extends ListOf<infer I> ? I : NonNullable<T[N]>
  : N extends `${infer K}.${infer Rest}` ? K extends keyof T ? FieldValue<NonNullable<T[K]>, Rest> : never
  : never;
