/**
 * The script that documents in development load before their own: takes new code over, shows what is wrong, and draws
 * the panel. No production bundle holds any of it.
 *
 * @module
 */
import type { DevMessage, ShownProblem, UpdatedPart } from "../../wire/dev/dev_messages.ts";
import { wireElementId } from "../../wire/dev/wire_entry.ts";
import { type BrowserModule, stateElementId } from "../../wire/snapshot.ts";
import { openDevSocket } from "./dev_socket.ts";
import { createDevView } from "./dev_view.ts";
import { createEdgeTab } from "./edge_tab.ts";
import { failureProblem } from "./failure_problem.ts";
import type { PartInfo, RunningPart } from "./hot_part.ts";
import { latency, setLatency, slowDown } from "./latency.ts";
import { type ListedPart, listRunning } from "./listed_part.ts";
import { keepLiveFields } from "./live_fields.ts";
import { hearLiveLoops } from "./live_loops.ts";
import { playSession, saveSession } from "./sessions.ts";
import { type RunTimeFailure, shared, type Update } from "./shared.ts";
import { refreshStaticFiles } from "./static_files.ts";
import { refreshStaticParts } from "./static_parts.ts";
import { createConsoleFrames } from "./wire/console_frames.ts";
import { watchLines } from "./wire/tab_lines.ts";

/** A note that outlives the load of the document. */
const noteKey = "rally dev note";

const { rallyBuild: build, rallyRevision } = document.querySelector<HTMLElement>("script[data-rally-build]")?.dataset ??
  {};
const hasLoop = document.getElementById(stateElementId) !== null;
const openedAt = location.href;
const state = {
  revision: Number(rallyRevision ?? 0),
  problems: { build: [] as readonly ShownProblem[], types: [] as readonly ShownProblem[] },
  failures: [] as readonly ShownProblem[],
  notes: [] as readonly string[],
  editor: null as string | null,
  closed: false,
  typesOpen: false,
  panelOpen: false,
  panelProblem: undefined as string | undefined,
  part: undefined as string | undefined,
};

slowDown();
const liveLoops = hearLiveLoops(() => redraw());
const lines = watchLines((news) => socket.send(["came", news]));
const consoleFrames = createConsoleFrames(lines.complete);
const wireElement = document.getElementById(wireElementId);
const wirePage = wireElement && import("./wire/wire_page.ts").then(({ openWirePage }) => openWirePage(wireElement));
const { host, draw } = createDevView();
const tab = createEdgeTab(host, { open: togglePanel, changed: redraw });
const socket = openDevSocket(received);
shared.changed = redraw;
shared.failed = (failure) => void failed(failure);
shared.became = lines.became;
shared.loaded = loaded;
shared.anew = ({ info }, error) =>
  note(`${info.file} started anew: its new code cannot show the old model (${textOf(error)})`);
[...shared.parts.values()].forEach(loaded);

addEventListener("error", ({ error }) => void (error && failed({ error, title: "The page" })));
addEventListener("unhandledrejection", ({ reason }) => void failed({ error: reason, title: "A promise of the page" }));
addEventListener("keydown", keyPressed, { capture: true });
const kept = sessionStorage.getItem(noteKey);
sessionStorage.removeItem(noteKey);
if (kept !== null) note(kept);
redraw();

function received(message: DevMessage): void {
  switch (message[0]) {
    case "hello":
      state.editor = message[2];
      // A page with a loop hears of the new build over its own socket.
      if (!hasLoop && message[1] !== build) location.reload();
      wirePage?.then(({ begin }) => begin());
      return socket.send(["watch", wirePage ? null : lines.tab]);
    case "update":
      // What the document holds already, or this page has taken before its socket was cut.
      if (message[2] <= state.revision) return;
      state.revision = message[2];
      return message[1].forEach(takeOver);
    case "html":
      mended();
      return void refreshStaticParts(message[1]);
    case "ready":
      if (hasFailed()) location.reload();
      return;
    case "live":
      mended();
      keepLiveFields(message[1]);
      return socket.send(["kept"]);
    case "anew":
      return startAnew(message[1], message[2]);
    case "styles":
      return refreshStaticFiles(message[1]);
    case "problems":
      state.problems = { ...state.problems, [message[1]]: message[2] };
      if (message[1] === "build") state.closed = false;
      return redraw();
    case "failure":
      return addFailure(message[1]);
    case "frames":
      if (wirePage) return void wirePage.then(({ take }) => take(message[1]));
      return consoleFrames.print(message[1].filter(({ line }) => lines.has(line)));
  }
}

/** Whether the document that is shown is the server's answer to a page that has thrown: no part of that page runs here. */
function hasFailed(): boolean {
  const [document] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return document?.responseStatus === 500 && location.href === openedAt;
}

/** After a change the page gets another chance: what had failed may be mended. */
function mended(): void {
  state.failures = [];
  state.closed = false;
  redraw();
}

function takeOver({ id, url, verdict }: UpdatedPart): void {
  const last = shared.updates.get(id);
  // Code that was overtaken may have been the one with another model.
  const risky = verdict === "risky" || last?.taken === false && last.verdict === "risky";
  const update: Update = { url, verdict: risky ? "risky" : "fine", taken: false };
  shared.updates.set(id, update);
  const part = shared.parts.get(id);
  if (part) void replace(part, update);
}

async function replace(part: RunningPart, update: Update): Promise<void> {
  const { id } = part.info;
  try {
    const module: BrowserModule = await import(update.url);
    // A newer one may have come meanwhile.
    if (shared.updates.get(id) !== update) return;
    shared.updates.set(id, { ...update, taken: true });
    mended();
    part.replace(module, update.verdict);
  } catch (error) {
    await failed({ error, title: part.info.file });
  }
}

/** The script of a part may be older than the newest code: the document was made before. */
function loaded(part: RunningPart): void {
  const update = shared.updates.get(part.info.id);
  if (update) queueMicrotask(() => void replace(part, update));
  socket.send(["showing", [...shared.parts.keys()]]);
  redraw();
}

function startAnew(id: string, reason: string): void {
  if (!document.querySelector(`rally-outlet[data-part="${id}"]`)) return;
  sessionStorage.setItem(noteKey, reason);
  location.reload();
}

async function failed(failure: RunTimeFailure): Promise<void> {
  console.error(failure.error);
  addFailure(await failureProblem(failure));
}

function addFailure(problem: ShownProblem): void {
  state.failures = [problem, ...state.failures.filter(({ message }) => message !== problem.message)].slice(0, 5);
  state.closed = false;
  redraw();
}

function note(text: string): void {
  state.notes = [...state.notes.filter((known) => known !== text), text].slice(-3);
  redraw();
}

function keyPressed(event: KeyboardEvent): void {
  if (event.altKey && event.shiftKey && event.code === "KeyD") {
    event.preventDefault();
    togglePanel();
  }
  const covered = !state.closed && (state.problems.build.length > 0 || state.failures.length > 0) || state.typesOpen;
  if (event.key !== "Escape" || !covered) return;
  event.stopPropagation();
  closeOverlay();
}

function closeOverlay(): void {
  state.closed = true;
  state.typesOpen = false;
  redraw();
}

function togglePanel(): void {
  state.panelOpen = !state.panelOpen;
  redraw();
}

function chosenPart(): ListedPart | undefined {
  const infos = partInfos();
  const info = infos.find(({ id }) => id === state.part) ?? infos.findLast(({ kind }) => kind === "page") ?? infos[0];
  const running = info && shared.parts.get(info.id);
  return running ? listRunning(running) : info && liveLoops.get(info.id);
}

function partInfos(): PartInfo[] {
  return [...shared.parts.values(), ...liveLoops.values()].map(({ info }) => info);
}

function redraw(): void {
  tab.place();
  const { problems, failures, notes, editor, closed, typesOpen } = state;
  draw({
    overlay: {
      build: problems.build,
      failures,
      types: problems.types,
      typesOpen,
      closed,
      editorHref: ({ file, line, column }) =>
        editor?.replace("{file}", file).replace("{line}", String(line)).replace("{column}", String(column)),
      openEditor: ({ file, line, column }) => socket.send(["open", file, line, column]),
      close: closeOverlay,
      toggleTypes() {
        state.typesOpen = !state.typesOpen;
        redraw();
      },
    },
    notes: {
      notes,
      close() {
        state.notes = [];
        redraw();
      },
    },
    panel: {
      open: state.panelOpen,
      tab,
      parts: partInfos(),
      // To find what differs between all models is work for those who look.
      chosen: state.panelOpen ? chosenPart() : undefined,
      latency: latency(),
      problem: state.panelProblem,
      logsFrames: consoleFrames.on,
      logFrames(on) {
        consoleFrames.turn(on);
        redraw();
      },
      toggle: togglePanel,
      choosePart(id) {
        state.part = id;
        redraw();
      },
      travel(index) {
        const running = chosenPart()?.running;
        running?.history.choose(index);
        running?.redraw();
        redraw();
      },
      exportSession() {
        const running = chosenPart()?.running;
        if (running) saveSession(running);
      },
      async importSession(file) {
        state.panelProblem = playSession(await file.text(), shared.parts);
        redraw();
      },
      setLatency(ms) {
        setLatency(ms);
        redraw();
      },
    },
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Keys that are pressed in the panel are not the app's.
for (const type of ["keydown", "keyup", "keypress"]) {
  host.addEventListener(type, (event) => event.stopPropagation());
}
