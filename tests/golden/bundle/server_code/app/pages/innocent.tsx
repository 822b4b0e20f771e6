import { shout, teamTitle } from "../format.ts";

export const view = () => <h1>{shout("Standings")}</h1>;

export const load = () => teamTitle(1);
