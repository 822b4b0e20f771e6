/**
 * A session as a file: the first model and the messages. Playing it again gives the same models, because `update` is
 * pure; effects are not run.
 *
 * @module
 */
import type { Session } from "./history.ts";
import type { RunningPart } from "./hot_part.ts";

/** Saves the session of a part as a download. */
export function saveSession({ info, history }: RunningPart): void {
  const { first, entries } = history;
  const session: Session = { part: info.id, first, messages: entries.map(({ message }) => message) };
  const blob = new Blob([`${JSON.stringify(session, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${info.id}_session.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Plays a saved session in the part that it is of.
 *
 * @returns What is wrong with it, or `undefined`.
 */
export function playSession(text: string, parts: ReadonlyMap<string, RunningPart>): string | undefined {
  const session = parseSession(text);
  if (!session) return "This file is no session: expected JSON with part, first and messages";
  const part = parts.get(session.part);
  if (!part) return `This session is of "${session.part}", which is not shown here`;
  const { history } = part;
  history.begin(session.first);
  let model = session.first;
  for (const message of session.messages) {
    model = part.step(model, message);
    history.add({ message, model, effects: [] });
  }
  part.goOnFrom(model);
  return undefined;
}

function parseSession(text: string): Session | undefined {
  try {
    const value: Partial<Session> | null = JSON.parse(text);
    const fits = typeof value?.part === "string" && "first" in value && Array.isArray(value.messages);
    return fits ? value as Session : undefined;
  } catch {
    return undefined;
  }
}
