import * as format from "../format.ts";

export const view = () => <h1>{format.shout("Teams")}</h1>;
