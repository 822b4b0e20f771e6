/** A part that a page uses twice: a stopwatch with everything that a part may have. */
import { after, cancel, type Effect, every, type Send, type Subscription } from "@rally/rally";

export type Watch = { readonly running: boolean; readonly seconds: number; readonly notice: string };
export type WatchMsg = "started" | "stopped" | "ticked" | "hidden";

/** The names of effects are the page's: each use of the part has its own. */
export const init = (): Watch => ({ running: false, seconds: 0, notice: "" });

export function update(watch: Watch, msg: WatchMsg, name: string): [Watch, Effect<WatchMsg>[]] {
  switch (msg) {
    case "started":
      return [{ ...watch, running: true, notice: "Started" }, [after(1500, "hidden", { name })]];
    case "stopped":
      return [{ ...watch, running: false }, [cancel(name)]];
    case "ticked":
      return [{ ...watch, seconds: watch.seconds + 1 }, []];
    case "hidden":
      return [{ ...watch, notice: "" }, []];
  }
}

export const subscriptions = (watch: Watch): Subscription<WatchMsg>[] => watch.running ? [every(1000, "ticked")] : [];

export function view(watch: Watch, send: Send<WatchMsg>, label: string) {
  return (
    <section aria-label={label}>
      <output>{`${watch.seconds} s ${watch.notice}`}</output>
      <button type="button" onClick={send("started")}>Start</button>
      <button type="button" onClick={send("stopped")}>Stop</button>
    </section>
  );
}
