/**
 * What goes down from a live page to its browser: patches, effects, its head. Of its own accord or as an answer, nothing
 * is drawn while many versions have not been seen: a slow reader gets the latest state alone, and the handlers of all
 * that she may still see are known.
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { shownHead } from "../page/head.ts";
import type { LoopModule, ShownHead, View } from "../page/module.ts";
import { recordingSend } from "../page/send.ts";
import type { Json } from "../wire/codec.ts";
import type { SentEffect } from "../wire/frames.ts";
import type { LiveUpdate, PatchExtras } from "../wire/patch_frame.ts";
import { maxVersions } from "./handler_tables.ts";
import type { LiveView } from "./live_view.ts";

/** The outgoing side of one live page. */
export interface LiveOutput {
  /** Draws a model, when there is room for it. */
  render(model: unknown): void;
  /** Has the browser do something, when what was drawn before has arrived. */
  effect(effect: SentEffect): void;
  /**
   * Sends what there is to send.
   *
   * @param ref The event that this answers, even with nothing.
   */
  flush(ref?: number, outcome?: PatchExtras): void;
  /** The browser shows this version; `false` for one that it cannot show. */
  seen(version: number): boolean;
}

/** What {@linkcode createOutput} takes. */
export interface LiveOutputOptions {
  readonly module: LoopModule;
  /** The rendering that the browser shows. */
  readonly view: LiveView;
  /** The model of that rendering. */
  readonly model: unknown;
  /** What stands inside of a layout. */
  readonly children: View;
  send(update: LiveUpdate): void;
  /** Draws what waits for the end of a frame. */
  endFrame(): void;
  /** Renders the present model. */
  redraw(): void;
  /** More waits for the browser than is kept. */
  overflowed(): void;
}

/** As many as messages wait in a mailbox: a browser that is so far behind does not come back to them. */
const maxEffects = 1000;

/** The version that is shown has a table too. */
const maxUnseen = maxVersions - 1;

/** Begins with nothing to say. */
export function createOutput(options: LiveOutputOptions): LiveOutput {
  const { module, view, model, children, send, endFrame, redraw, overflowed } = options;
  let patch: readonly Json[] = [];
  let effects: SentEffect[] = [];
  let head = headOf(module, model);
  let sentHead = head;
  let shown = view.version;
  // What has changed since the last patch was not drawn, for want of room.
  let isBehind = false;

  const hasRoom = () => view.version - shown < maxUnseen;

  /** What a page does is meant for the page as the model has it: it waits for the patch. */
  function takeExtras(): PatchExtras {
    if (isBehind) return {};
    const extras = {
      ...(effects.length > 0 ? { effects } : {}),
      ...(head === sentHead || isDeepStrictEqual(head, sentHead)
        ? {}
        : { ...(isLess(head, sentHead) ? { html: {} } : {}), ...head }),
    };
    [effects, sentHead] = [[], head];
    return extras;
  }

  return {
    render(model) {
      isBehind = !hasRoom();
      if (isBehind) return;
      const drawn = view.update(module.view(model, recordingSend, children));
      // A frame has one patch, because each makes one version.
      if (drawn && patch.length > 0) send({ ref: 0, patch });
      patch = drawn ?? patch;
      head = headOf(module, model);
    },
    effect(effect) {
      if (effects.push(effect) > maxEffects) overflowed();
    },
    flush(ref = 0, outcome = {}) {
      if (effects.length > 0) endFrame();
      if (isBehind && hasRoom()) redraw();
      const extras = { ...takeExtras(), ...outcome };
      if (ref === 0 && patch.length === 0 && Object.keys(extras).length === 0) return;
      const update = { ref, patch, ...extras };
      patch = [];
      send(update);
    },
    seen(version) {
      if (version > view.version) return false;
      shown = Math.max(shown, version);
      view.ack(shown);
      return true;
    },
  };
}

/** Attributes, or a title, that are no more are told as no attributes. */
function isLess(head: ShownHead, before: ShownHead): boolean {
  return before.html !== undefined || (before.title !== undefined && head.title === undefined);
}

function headOf(module: LoopModule, model: unknown): ShownHead {
  return shownHead(module.head?.(model) ?? {});
}
