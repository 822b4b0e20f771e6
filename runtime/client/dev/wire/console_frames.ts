/**
 * The frames of this tab in the browser's console, a line for each, with its value to open. They are printed as
 * `console.debug`: Chromium and Safari show those only to whoever asks for them.
 *
 * @module
 */
import type { WireEntry } from "../../../wire/dev/wire_entry.ts";
import { bytesText, latencyText } from "./frame_text.ts";

/** What prints them. */
export interface ConsoleFrames {
  /** Whether frames are printed; the browser remembers it. */
  readonly on: boolean;
  turn(on: boolean): void;
  /** Prints frames that have not been printed, when it is known what became of them. */
  print(entries: readonly WireEntry[]): void;
}

const onKey = "rally dev console";
/** The page takes its frame, and makes a message of it. */
const patienceMs = 50;

/** @param complete Adds what is known of a frame when it is printed. */
export function createConsoleFrames(complete: (entry: WireEntry) => WireEntry): ConsoleFrames {
  const waiting = new Map<string, WireEntry>();
  // How many frames were printed, by line and sender: what is remembered comes again with a new socket.
  const printed = new Map<string, number>();
  let on = localStorage.getItem(onKey) !== "off";

  function printOne(key: string): void {
    const entry = waiting.get(key);
    waiting.delete(key);
    if (entry) console.debug(...lineOf(complete(entry)));
  }

  return {
    get on() {
      return on;
    },
    turn(next) {
      on = next;
      localStorage.setItem(onKey, on ? "on" : "off");
    },
    print(entries) {
      for (const entry of entries) {
        const { kind, line, from, index } = entry;
        if (kind === "ping" || kind === "pong") continue;
        const [side, key] = [`${line} ${from}`, `${line} ${from} ${index}`];
        if (waiting.has(key)) waiting.set(key, entry);
        if (index < (printed.get(side) ?? 0)) continue;
        printed.set(side, index + 1);
        if (!on) continue;
        waiting.set(key, entry);
        setTimeout(printOne, patienceMs, key);
      }
    },
  };
}

/** What the console is given. */
function lineOf(entry: WireEntry): readonly unknown[] {
  const { from, words, name, page, bytes, messages, value } = entry;
  const became = messages.length === 0 ? "" : `became ${messages.join(", ")}`;
  // A question is printed before it is answered, however fast that is.
  const latency = from === "server" ? latencyText(entry) : "";
  const figures = [page === name ? "" : page, bytesText(bytes), latency, became].filter((text) => text !== "");
  const arrow = from === "browser" ? "→" : "←";
  // Names come from the app, and the console reads a percent sign.
  const text = (given: string) => given.replaceAll("%", "%%");
  return [`%c${arrow} ${words} %c${text(name)}%c ${text(figures.join(" · "))}`, ...styles, value];
}

const styles = ["color: #7c6fb0", "font-weight: bold", "font-weight: normal; opacity: 0.75"];
