/**
 * What a tab has asked and could not send, or was sent and lost its answer with the connection. It is sent again in its
 * order, one after the other, over the next socket or by `fetch`. An action keeps its key: the server does it once, however often it is sent.
 *
 * @module
 */
import type { pause } from "../../page/effect_host.ts";
import type { Refusal } from "../../page/result.ts";
import type { Answer, Request } from "../../wire/frames.ts";

/** A request on its way. */
export interface Asked {
  readonly frame: Request;
  /** Takes the answer; later ones of the same request are dropped. */
  answer(answer: Answer): void;
  /** Whether it was sent: the server may have had it, although no answer has come. */
  sent?: boolean;
  /** Whether its time is counted from now on, or over: then it is not worth sending again. */
  patience?: "counted" | "over";
}

/** The requests that wait. */
export interface Outbox {
  /** How many they are. */
  readonly waiting: number;
  /** How many of them are actions. */
  readonly actions: number;
  /** Whether the latest attempt to send one has failed. */
  readonly stuck: boolean;
  /** Takes one in its order, or answers it when there are too many. */
  keep(asked: Asked): void;
  /** Sends what waits, each when the one before it is answered, as far as that goes now. */
  drain(): Promise<void>;
}

/** What the outbox needs of the connection. */
export interface OutboxHost {
  /** Asks over the open socket; `false` when there is none, or it was lost before an answer came. */
  transmit(asked: Asked): Promise<boolean>;
  /** Asks over HTTP; `false` when no answer has come. */
  post(asked: Asked): Promise<boolean>;
  /** Told whenever something has begun or ended to wait, or to be stuck. */
  changed(): void;
  /** Calls `work` after a pause. */
  readonly after: typeof pause;
}

/** More than anybody does by hand before she looks at the sign; and a burst that the server's rate lets through. */
const maxWaiting = 100;
/** Whoever waits for an answer so long wants to know where she stands. */
const patienceMs = 60_000;

const offline = (message: string): Refusal => ({ ok: false, kind: "offline", message });
const unsent = offline("There is no connection. Nothing was saved.");
// The server may have had it: only its answer is missing.
const unanswered = offline("The connection was lost. It is not known whether this was saved.");

/** Starts with none. */
export function createOutbox({ transmit, post, changed, after }: OutboxHost): Outbox {
  let waiting: readonly Asked[] = [];
  let draining = false;
  let stuck = false;

  function replace(next: readonly Asked[]): void {
    waiting = next;
    changed();
  }

  function refuse(asked: Asked): void {
    asked.answer(["no", asked.frame[1], asked.sent ? unanswered : unsent]);
  }

  function keep(asked: Asked): void {
    if (isPassing(asked) || waiting.length >= maxWaiting || asked.patience === "over") return refuse(asked);
    replace([...waiting, asked].sort((one, other) => one.frame[1] - other.frame[1]));
    limit(asked);
  }

  // An action that was never sent may wait as long as its page does: it is known that nothing was saved.
  function limit(asked: Asked): void {
    if (asked.patience || (isAction(asked) && !asked.sent)) return;
    asked.patience = "counted";
    after(patienceMs, () => {
      asked.patience = "over";
      if (!waiting.includes(asked)) return;
      replace(waiting.filter((other) => other !== asked));
      refuse(asked);
    });
  }

  async function send(asked: Asked): Promise<boolean> {
    // A socket may open while it is asked over HTTP.
    return await transmit(asked) || navigator.onLine !== false && await post(asked) || await transmit(asked);
  }

  async function drain(): Promise<void> {
    if (draining) return;
    draining = true;
    for (let asked = waiting[0]; asked; asked = waiting[0]) {
      stuck = !await send(asked);
      if (stuck) {
        limit(asked);
        break;
      }
      replace(waiting.filter((other) => other !== asked));
    }
    draining = false;
    replace(waiting);
  }

  return {
    get waiting() {
      return waiting.length;
    },
    get actions() {
      return waiting.filter(isAction).length;
    },
    get stuck() {
      return stuck;
    },
    keep,
    drain,
  };
}

/** A live page joins anew by itself, a page that was asked for ahead may never be wanted, and a form changes meanwhile. */
function isPassing({ frame }: Asked): boolean {
  return frame[0] === "join" || frame[0] === "check" || (frame[0] === "go" && frame[3] === "ahead");
}

function isAction({ frame: [kind] }: Asked): boolean {
  return kind === "call" || kind === "form";
}
