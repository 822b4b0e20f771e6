/**
 * Calls an action for a loop in the browser.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import type { Result } from "../page/result.ts";
import type { ActionCodecs, Json } from "../wire/codec.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { Position, Request } from "../wire/frames.ts";
import type { Tab } from "./tab.ts";

/** The input of an action as its frame carries it: packed already, or the fields of a form. */
export type ActInput =
  | readonly [kind: "call", packed: Json]
  | readonly [kind: "form", fields: readonly TextEntry[]];

/** What becomes of the answer. */
export interface ActOptions {
  /** Those of the page's own script. */
  readonly codecs: ActionCodecs | undefined;
  /** Aborted when the loop that asks has stopped: then nobody there hears of a refusal. */
  readonly signal: AbortSignal;
  /** Where the events stand that the action has caused: they are no news to the loop that is told the result. */
  own(places: readonly Position[]): void;
}

/** Runs an action and gives its result; a redirect is followed and gives none. */
export async function act(
  tab: Pick<Tab, "acts" | "current" | "lostSave" | "navigate" | "renew" | "transport">,
  { owner, action }: Call,
  [kind, input]: ActInput,
  { codecs, signal, own }: ActOptions,
): Promise<Result<unknown> | undefined> {
  tab.acts++;
  const { href } = tab.current;
  const key = createKey();
  const answer = await tab.transport.request((id) =>
    [kind, id, owner, href, action, input, key, codecs?.hash] as Request
  );
  tab.acts++;
  switch (answer[0]) {
    case "to":
      return void tab.navigate(answer[2]);
    case "no":
      if (signal.aborted) tab.lostSave(action, answer[2]);
      return answer[2];
    case "reload":
      return tab.renew() ? undefined : answer[2];
    case "ok":
      own(answer[3]);
      return { ok: true, value: codecs?.output?.unpack(answer[2]) };
  }
}

/** A key that no other call has: 128 random bits. (`crypto.randomUUID` is missing on plain http.) */
function createKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
