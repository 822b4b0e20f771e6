/**
 * What an API token may be used for, as patterns over the names that the contracts have:
 *
 * ```
 * /games/:id            the data of a page, by its path as it is declared
 * /games/:id#adjust     one of its actions; layout:/admin#lock for one of a layout
 * topic:game/:id        the events of a topic, by its pattern
 * ```
 *
 * `*` stands for any characters but `#`, so that a scope for pages never covers what changes something: `/games/*`
 * reads, `/games/*#*` calls. `*` alone is everything.
 *
 * @module
 */

/** The name of an action in scopes. */
export function actionScope(owner: string, action: string): string {
  return `${owner}#${action}`;
}

/** The name of a topic in scopes. */
export function topicScope(pattern: string): string {
  return `topic:${pattern}`;
}

/** Whether a scope covers a name. */
export function allows(scope: string, name: string): boolean {
  if (scope === "*") return true;
  const parts = scope.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^#]*")}$`).test(name);
}
