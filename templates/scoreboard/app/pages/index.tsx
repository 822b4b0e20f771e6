/** The front page is the page of all games: the same functions under another path. */
import { page } from "@rally/rally";
import { contract as games } from "./games/index.tsx";

export const contract = page("/", games.spec);

export { head, init, load, subscriptions, update, view } from "./games/index.tsx";
