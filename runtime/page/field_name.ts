/**
 * The names of a form's fields as types: the way to each value of an action's input.
 *
 * @module
 */

/** What one control of a form holds. */
export type FieldLeaf = string | number | bigint | boolean | Date | File | null | undefined;

/** An array or a set, and what is in it. */
export type FieldList<I> = readonly I[] | ReadonlySet<I>;

/**
 * The names of an input's fields: `name`, `address.city`, `tags`, `items.0.name`. Objects and lists of objects have
 * names too, for their problems. They are typed five levels deep: an end for schemas that contain themselves.
 */
export type FieldName<T, Depth extends readonly unknown[] = []> = Depth["length"] extends 5 ? never
  : T extends FieldLeaf ? never
  : { [K in keyof T & string]-?: FieldNameFrom<K, NonNullable<T[K]>, [...Depth, 0]> }[keyof T & string];

/** The names that begin with the key `K` of an object, for its value `V`. */
export type FieldNameFrom<K extends string, V, Depth extends readonly unknown[]> = V extends FieldLeaf ? K
  : V extends FieldList<infer I>
    ? I extends FieldLeaf ? K : K | `${K}.${number}` | `${K}.${number}.${FieldName<NonNullable<I>, Depth>}`
  : K | `${K}.${FieldName<V, Depth>}`;

/** What one control of the field may stand for: an item, where the field is a list. */
export type FieldValue<T, N extends string> = T extends FieldList<infer I>
  ? N extends `${string}.${infer Rest}` ? FieldValue<I, Rest> : never
  : N extends keyof T ? NonNullable<T[N]> extends FieldList<infer I> ? I : NonNullable<T[N]>
  : N extends `${infer K}.${infer Rest}` ? K extends keyof T ? FieldValue<NonNullable<T[K]>, Rest> : never
  : never;
