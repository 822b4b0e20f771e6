/**
 * What one event of a page with 1,000 rows costs: from the text of its frame to the text of the answer, in this process.
 */
import { LiveView } from "../../runtime/live/live_view.ts";
import { type Outgoing, recordingSend } from "../../runtime/page/send.ts";
import { emptyTable, startTable } from "../../tests/http/table_app.tsx";
import { median } from "../table.ts";
import * as page from "./rows.tsx";

/** One kind of event. */
export interface Cost {
  readonly name: string;
  /** Of the whole frame down. */
  readonly bytes: number;
  /** Median of the rounds. */
  readonly microseconds: number;
}

/** What it costs here. */
export interface OwnCost extends Cost {
  /** Of the microseconds those of the page's own `view`. */
  readonly viewing: number;
}

/** What is done, and how it is taken back. */
const events: Readonly<Record<string, readonly [page.Msg["type"], page.Msg["type"] | undefined]>> = {
  "counter": ["counted", undefined],
  "one cell": ["scored", "restored"],
  "append": ["appended", "restored"],
  "prepend": ["prepended", "restored"],
};

/** Measures each kind of event, and the page from nothing. */
export async function measureEvents(isLazy: boolean, rounds: number): Promise<OwnCost[]> {
  const session = await startSession(isLazy);
  const costs: OwnCost[] = [];
  for (const [name, [event, undo]] of Object.entries(events)) {
    const answers = [];
    for (let round = 0; round < rounds; round++) {
      answers.push(await session.act(event));
      if (undo) await session.act(undo);
    }
    costs.push(costOf(name, answers));
  }
  const joins = [];
  for (let round = 0; round < rounds / 20; round++) joins.push(await session.join());
  costs.push(costOf("full render", joins));
  session.end();
  return costs;
}

/** A frame that came down, and how long the server took for it. */
interface Answer {
  readonly text: string;
  readonly microseconds: number;
  readonly viewing: number;
}

// What is compiled late makes the first rounds slow: the second half counts.
function costOf(name: string, answers: readonly Answer[]): OwnCost {
  const counted = answers.slice(answers.length / 2);
  return {
    name,
    bytes: median(counted.map(({ text }) => new TextEncoder().encode(text).length)),
    microseconds: median(counted.map(({ microseconds }) => microseconds)),
    viewing: median(counted.map(({ viewing }) => viewing)),
  };
}

async function startSession(isLazy: boolean) {
  const init = (): ReturnType<typeof page.init> => [{ ...page.init()[0], isLazy }, []];
  const server = startTable({
    ...emptyTable,
    pages: [{
      id: "rows",
      file: "app/pages/rows.tsx",
      path: "/rows",
      mode: "live",
      layouts: [],
      wire: { actions: {} },
      module: { ...page, init },
    }],
  }, { limits: { session: false, address: false, socket: false } });
  let answered = (_text: string) => {};
  const connection = server.connect(new Request("http://localhost/_rally/socket"), {
    send: (text) => answered(text),
    close: (_code, reason) => {
      throw new Error(`The socket of the bench was closed: ${reason}`);
    },
  });
  async function ask(frame: unknown): Promise<Omit<Answer, "viewing">> {
    const text = JSON.stringify(frame);
    const { promise, resolve } = Promise.withResolvers<Omit<Answer, "viewing">>();
    const started = performance.now();
    answered = (text) => resolve({ text, microseconds: (performance.now() - started) * 1000 });
    connection.receiveText(text);
    return await promise;
  }

  // The same page once more tells where its buttons are, and which version is shown.
  let [model] = init();
  let shown = new LiveView(page.view(model, recordingSend));
  let ref = 0;
  const join = () => ask(["join", ++ref, "/rows", ""]);
  // It does what the server has just done, so its view takes as long.
  function drawn() {
    const started = performance.now();
    const view = page.view(model, recordingSend);
    return { view, viewing: (performance.now() - started) * 1000 };
  }
  await join();
  return {
    async join(): Promise<Answer> {
      const answer = await join();
      [model] = init();
      const { view, viewing } = drawn();
      shown = new LiveView(view);
      return { ...answer, viewing };
    },
    async act(type: page.Msg["type"]): Promise<Answer> {
      const event = { type: "click", value: "", checked: false, key: "", form: [] };
      const answer = await ask(["act", ++ref, shown.version, slotOf(shown, type), event]);
      [model] = page.update(model, messageIn(shown, type));
      const { view, viewing } = drawn();
      shown.update(view);
      return { ...answer, viewing };
    },
    end() {
      connection.closed();
      server.end();
    },
  };
}

function slotOf(shown: LiveView, type: string): number {
  for (let slot = 1; slot < 100; slot++) if (messageAt(shown, slot)?.type === type) return slot;
  throw new Error(`The page of the bench has no button for "${type}"`);
}

function messageIn(shown: LiveView, type: string): page.Msg {
  return messageAt(shown, slotOf(shown, type))!;
}

function messageAt(shown: LiveView, slot: number): page.Msg | undefined {
  const handler = shown.handler(shown.version, slot) as Partial<Extract<Outgoing, { type: "message" }>> | undefined;
  return handler?.message as page.Msg | undefined;
}
