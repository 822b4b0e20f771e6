import { playPage } from "./play_page.ts";
import { compilePages } from "./compile_pages.ts";
import { randomPage } from "./live_pages.ts";
import { smaller, sourceOf, type View } from "./view.ts";
import { seeded } from "./views.ts";

const isCi = Deno.env.get("CI") === "true";
const steps = Number(Deno.env.get("RALLY_STEPS") ?? (isCi ? 100_000 : 5_000));
const seed = Number(Deno.env.get("RALLY_SEED") ?? 1);
const stepsPerPage = 25;

Deno.test("a live page is what its view draws after every message, on generated pages", async () => {
  const random = seeded(seed);
  const games = Array.from({ length: Math.ceil(steps / stepsPerPage) }, (_, at): Game => ({
    view: randomPage(random),
    how: at % 2 === 0 ? "adopt" : "build",
    seed: seed + at,
  }));
  const failure = await firstFailure(games);
  if (failure) throw new Error(await report(failure));
});

/** A page and how it is played. */
interface Game {
  readonly view: View;
  readonly how: "adopt" | "build";
  /** Of the messages. */
  readonly seed: number;
}

interface Failure extends Game {
  readonly error: unknown;
}

async function firstFailure(games: readonly Game[]): Promise<Failure | undefined> {
  const pages = await compilePages(games.map(({ view }) => sourceOf(view)));
  for (const [at, game] of games.entries()) {
    try {
      playPage(pages[at]!, { random: seeded(game.seed), steps: stepsPerPage, how: game.how });
    } catch (error) {
      // A part that was cut out of its surroundings may name what is not there.
      if (!(error instanceof ReferenceError)) return { ...game, error };
    }
  }
}

/** Takes away part after part as long as the page still fails. All pages of one step are compiled together. */
async function shrunk(failure: Failure): Promise<Failure> {
  const next = await firstFailure(smaller(failure.view).map((view) => ({ ...failure, view })));
  return next ? await shrunk(next) : failure;
}

async function report(failure: Failure): Promise<string> {
  const { view, how, error } = await shrunk(failure);
  return `A generated page fails (RALLY_SEED=${seed} RALLY_STEPS=${steps}). The smallest, by ${how}:\n` +
    `  ${sourceOf(view)}\n${error instanceof Error ? error.stack : error}`;
}
