/**
 * The browser's half of a live page or layout in a test: what `client/live/live_engine.ts` is in a browser. The loop runs on the
 * server; its patches are written by the same patcher.
 *
 * @module
 */
import { createPatcher, type Patcher, type Templates } from "../client/live/patcher.ts";
import type { SendOptions } from "../page/send.ts";
import type { ClientFrame, SentQuestion, ServerFrame } from "../wire/frames.ts";
import { isPatchFrame, readPatch } from "../wire/patch_frame.ts";
import { regionEnd, regionOf } from "../wire/region.ts";
import type { LayoutSnapshot, LiveSnapshot, Snapshot } from "../wire/snapshot.ts";
import { answerPacked, liveSources } from "./browser_half.ts";
import { requireSame, requireShown, spelled } from "./drawn_page.ts";
import { type MirrorTemplates, PageMirror } from "./page_mirror.ts";
import { emptyForm, type Region, type RegionStart, type RegionTab, wireEvent } from "./region.ts";
import { inWindow, type TestWindow } from "./test_window.ts";

/** What the live pages of one document were sent of templates: as the patcher keeps it, and as the mirror does. */
interface Learned {
  readonly shown: Templates;
  readonly mirrored: MirrorTemplates;
}

const learnedIn = new WeakMap<TestWindow, Learned>();

/** Takes over the server's HTML and joins the page's loop. */
export function startLiveRegion(tab: RegionTab, start: RegionStart): Region {
  const { region, entry, outlet, snapshot, hydrate, html } = start;
  const { window, work } = tab;
  const what = `the live ${region === "page" ? "page" : "layout"} "${entry.file}"`;
  let { href } = snapshot;
  let patcher: Patcher | undefined;
  let mirror: PageMirror | undefined;
  // What was drawn when the page was last found to show it, until it is sent something again.
  let checked: string | undefined;
  let running = true;
  let joined = false;
  let lastRef = 0;
  const { html: given = "", live: waiting } = partOf(snapshot);
  let token = waiting?.token ?? "";
  const early: ClientFrame[] = [];
  const submitted = new Map<number, Element>();
  const sources = liveSources(tab, say);
  const learned: Learned = learnedIn.get(window) ?? { shown: new Map(), mirrored: new Map() };
  learnedIn.set(window, learned);

  function make(live: LiveSnapshot): void {
    patcher?.dispose();
    patcher = inWindow(window, () => createPatcher(outlet, live, { isNew: true, emit, known: learned.shown }));
    mirror = new PageMirror(live, learned.mirrored);
    checked = undefined;
  }

  function partOf(page: Snapshot): Pick<LayoutSnapshot, "html" | "live"> {
    return page.layouts.find(({ id }) => id === region) ?? page;
  }

  function say(frame: ClientFrame): void {
    tab.transport.send([...frame, ...regionEnd(region)] as unknown as ClientFrame);
  }

  function emit(slot: number, version: number, event: Event, options: SendOptions | undefined): void {
    const target = event.currentTarget as HTMLElement;
    if (event.type === "submit") {
      // Left to the tab: the answer of a form over `post` is a document.
      if (target.getAttribute("data-over") === "post") return;
      event.preventDefault();
    }
    // Nothing is held back, and every question is answered with yes.
    if (options?.preventDefault) event.preventDefault();
    const ref = ++lastRef;
    if (event.type === "submit") submitted.set(ref, target);
    const frame: ClientFrame = ["act", ref, version, slot, wireEvent(window, event)];
    if (joined) say(frame);
    else early.push(frame);
  }

  async function join(token: string, mark?: "stays"): Promise<void> {
    // The loop that asked for them is gone, or there was none; what the new one asks for may come with its answer.
    if (!mark) sources.listen([]);
    const answer = await tab.transport.request((id) => ["join", id, href, token, mark, ...regionEnd(region)]);
    if (!running) return;
    if (answer[0] === "to") return void tab.navigate(answer[2], { replace: true });
    if (answer[0] === "no" && answer[2].kind === "offline") return;
    if (answer[0] === "no") throw new Error(`T${what.slice(1)} could not be joined: ${answer[2].message}`);
    if (answer[0] !== "ok") return;
    joined = true;
    const live = (answer[2] as unknown as Snapshot | null)?.live;
    if (live && mark) sources.listen([]);
    if (live) {
      make(live);
      early.length = 0;
    }
    for (const frame of early.splice(0)) say(frame);
  }

  function frame(received: ServerFrame): void {
    if (regionOf(received) !== region) return;
    if (received[0] === "ended") work.fail(new Error(`T${what.slice(1)} has failed: ${received[1]}`));
    if (received[0] === "sources") return sources.listen(received[1]);
    if (!isPatchFrame(received)) return;
    const { ref, patch, effects = [], title, html, submitted: isDone } = readPatch(received);
    if (patch.length > 0) {
      inWindow(window, () => patcher?.apply(patch));
      mirror?.apply(patch);
      checked = undefined;
      say(["seen", patcher?.version ?? 0]);
    }
    const form = submitted.get(ref);
    submitted.delete(ref);
    if (form && isDone) emptyForm(form);
    if (title !== undefined || html) tab.applyHead(region, { title, html });
    for (const effect of effects) {
      if (effect.type !== "ask") tab.run(effect);
      else work.watch("a question to the browser", tell(effect.id, effect.question));
    }
  }

  async function tell(id: number, question: SentQuestion): Promise<void> {
    say(["told", id, await answerPacked(tab, question)]);
  }

  const live = waiting as LiveSnapshot | undefined;
  if (!hydrate) outlet.innerHTML = given;
  if (live && hydrate) {
    patcher = inWindow(window, () => createPatcher(outlet, live, { isNew: false, emit, known: learned.shown }));
    mirror = new PageMirror({ ...live, html }, learned.mirrored);
  } else if (live) make(live);
  if (tab.transport.open) rejoin();

  function rejoin(): void {
    tab.watchAnswer(`join of ${href}`, join(token));
    token = "";
  }

  return {
    reloaded(later) {
      ({ href } = later);
      tab.watchAnswer(`join of ${href}`, join(partOf(later).live?.token ?? "", "stays"));
    },
    receive: () => {},
    frame,
    reconnected() {
      // What was done while there was no connection is gone with it, as in a browser.
      joined = false;
      early.length = 0;
      submitted.clear();
      rejoin();
    },
    check() {
      const drawn = joined ? tab.drawn(region) : undefined;
      if (drawn === undefined || drawn === checked || !mirror) return;
      requireSame(spelled(mirror.html()), spelled(drawn), `What ${what} was sent`);
      requireShown(window, outlet, drawn, `What ${what} shows`);
      checked = drawn;
    },
    stop() {
      running = false;
      sources.listen([]);
      patcher?.dispose();
      say(["leave"]);
    },
  };
}
