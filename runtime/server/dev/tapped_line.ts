/**
 * Looks at what one socket, or one request, carries: numbers the frames, pairs answers with their questions, and writes
 * them to the log. What it looks at knows nothing of it.
 *
 * @module
 */
import type { Json } from "../../wire/codec.ts";
import { answeredBy, kindOf, questionOf } from "../../wire/dev/frame_names.ts";
import { liveNews } from "../../wire/dev/live_news.ts";
import { secretsIn, withoutSecrets } from "../../wire/dev/secrets.ts";
import type { WireEntry } from "../../wire/dev/wire_entry.ts";
import { describeFrame, type Frame, type FrameStory, hrefOf, type Shapes } from "./describe_frame.ts";
import type { WireLog } from "./wire_log.ts";

/** Which line it is. */
export interface LineInfo {
  readonly line: string;
  readonly session: string;
  /** Whether a program is at the other end, which is sent events with names. */
  readonly isProgram: boolean;
}

/** A line that is looked at. */
export interface TappedLine {
  received(text: string): void;
  sent(text: string): void;
}

/** What a tap writes to. */
export interface TapOptions {
  readonly log: WireLog;
  shapes(): Shapes;
  /** In milliseconds; only differences count. */
  now(): number;
}

/** A frame of the browser that is to be answered. */
interface Question {
  readonly number: number;
  readonly frame: Frame;
  readonly at: number;
}

/** Begins to look at a line. */
export function tapLine({ line, session, isProgram }: LineInfo, { log, shapes, now }: TapOptions): TappedLine {
  const count = { browser: 0, server: 0 };
  const questions = new Map<string, Question>();
  let href: string | undefined;
  let messages: string[] = [];

  /** Whatever somebody sends, the connection that is looked at goes on. */
  function shown(
    from: WireEntry["from"],
    text: string,
    frame: Frame,
    question?: Question,
  ): FrameStory & { raw: string } {
    try {
      const story = describeFrame(shapes(), frame, { from, asked: question?.frame, href, isProgram });
      const secrets = secretsIn(story.value);
      const raw = secrets.size === 0 ? text : JSON.stringify(withoutSecrets(frame as Json, secrets));
      return { ...story, value: withoutSecrets(story.value, secrets), raw };
    } catch (error) {
      const value = `Cannot be shown: ${error instanceof Error ? error.message : error}`;
      return { kind: "", words: "unreadable frame", name: "", page: "", value, raw: "" };
    }
  }

  function write(from: WireEntry["from"], text: string, frame: Frame, question?: Question): number {
    return log.add({
      ...shown(from, text, frame, question),
      line,
      session,
      from,
      at: Date.now(),
      index: count[from]++,
      bytes: new TextEncoder().encode(text).length,
      ...(question ? { answers: question.number } : {}),
      messages: [],
    });
  }

  function received(text: string): void {
    const frame = parsedFrame(text);
    if (!frame) return;
    // What a live loop was told before belongs to no patch.
    messages = [];
    const number = write("browser", text, frame);
    const name = questionOf(frame);
    if (name !== undefined) questions.set(name, { number, frame, at: now() });
    if (frame[0] !== "go" || frame[3] !== "ahead") href = hrefOf(frame, { from: "browser", href });
  }

  function sent(text: string): void {
    const frame = parsedFrame(text);
    if (!frame) return;
    if (frame[0] === liveNews) return noteMessage(frame[3]);
    const name = answeredBy(frame);
    const question = name === undefined ? undefined : questions.get(name);
    const number = write("server", text, frame, question);
    const isPatch = kindOf(frame) === "patch";
    const became = isPatch ? { messages } : {};
    if (isPatch) messages = [];
    if (question && name !== undefined) {
      questions.delete(name);
      const serverMs = now() - question.at;
      log.note(question.number, { serverMs, ...became });
      log.note(number, { serverMs, ...became });
    } else if (became.messages?.length) log.note(number, became);
  }

  function noteMessage(what: unknown): void {
    const { name } = (what ?? {}) as { readonly name?: unknown };
    if (typeof name === "string") messages.push(name);
  }

  return { received, sent };
}

function parsedFrame(text: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
