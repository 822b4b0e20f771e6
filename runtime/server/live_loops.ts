/**
 * The loops that one socket has on the server: that of its page and those of its layouts. A frame for one of them comes
 * when the frames before it have been handled.
 *
 * @module
 */
import { refuse } from "../page/result.ts";
import type { RenderOptions } from "../render/render_html.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { Region } from "../wire/frames.ts";
import { patchFrame } from "../wire/patch_frame.ts";
import { Refused } from "./answers.ts";
import type { Core } from "./core.ts";
import { malformed } from "./dispatch.ts";
import { joinLivePage } from "./join_live_page.ts";
import type { JoinRequest } from "./join_request.ts";
import type { LivePage } from "./live_page.ts";
import type { OpenedPage } from "./load_page.ts";
import { openPage } from "./open_page.ts";
import { localHref } from "./security.ts";
import type { Visit } from "./visit.ts";

/** The loops of a socket. */
export interface LiveLoops {
  /** Starts a loop, or tells the one that runs where it stands now, and answers. */
  join(region: Region, frame: readonly unknown[]): Promise<void>;
  /** Takes what a browser has to say to a loop. */
  handle(region: Region, frame: readonly unknown[]): Promise<void>;
  leave(region: Region): void;
  leaveAll(): void;
  /** Takes an event of a topic; `false` when no such loop runs here. */
  receive(region: Region, event: PlacedEvent): boolean;
  /** What a view draws now from nothing, for tests. */
  drawn(region: Region, options: RenderOptions): string | undefined;
}

/** What {@linkcode createLiveLoops} takes. */
export interface LiveLoopsOptions extends Pick<JoinRequest, "visitor" | "connection" | "known" | "send" | "refused"> {
  /** Whether the socket is gone: nothing starts for it any more. */
  isGone(): boolean;
}

/** Starts with none. */
export function createLiveLoops(core: Core, options: LiveLoopsOptions): LiveLoops {
  const { send, isGone, ...shared } = options;
  const loops = new Map<Region, LivePage>();
  const opening = new Map<string, Promise<OpenedPage>>();

  // After an outage the loops of a tab begin anew together: that is one load.
  function open(visit: Visit): Promise<OpenedPage> {
    const opened = opening.get(visit.href) ?? openPage(core, visit).finally(() => opening.delete(visit.href));
    opening.set(visit.href, opened);
    return opened;
  }

  function leave(region: Region): void {
    loops.get(region)?.stop();
    loops.delete(region);
  }

  return {
    async join(region, [, id, href, token, mark]) {
      if (!isId(id)) return;
      if (typeof href !== "string" || typeof token !== "string") {
        return send(["no", id, malformed("address and token must be strings")]);
      }
      if (isGone()) return;
      const request = { ...shared, send, open, region, href, token };
      try {
        if (mark === "stays" && await loops.get(region)?.stay(request)) return send(["ok", id, null, []]);
        leave(region);
        // The browser shows what the last loop has drawn: nothing that was rendered for another one fits it.
        const joined = await joinLivePage(core, mark === "stays" ? { ...request, token: "" } : request);
        if (isGone()) return joined?.page.stop();
        if (!joined) return send(["to", id, localHref(href)]);
        loops.set(region, joined.page);
        send(["ok", id, joined.answer, []]);
        await joined.start();
      } catch (error) {
        leave(region);
        const refusal = error instanceof Refused ? error.refusal : undefined;
        send(["no", id, refusal ?? refuse.failed(core.trace(`join ${href.slice(0, 200)}`, error))]);
      }
    },
    async handle(region, frame) {
      const loop = loops.get(region);
      const [kind, ref] = frame;
      if (loop) return await loop.handle(frame);
      if (kind === "act" && isId(ref)) send(patchFrame({ ref, patch: [], ...(region === "page" ? {} : { region }) }));
    },
    leave,
    leaveAll: () => [...loops.keys()].forEach(leave),
    receive(region, event) {
      const loop = loops.get(region);
      loop?.receive(event);
      return loop !== undefined;
    },
    drawn: (region, drawing) => loops.get(region)?.drawn(drawing),
  };
}

/** Whether a value is the number of a request or an event. */
export function isId(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
