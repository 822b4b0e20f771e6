import * as format from "../format.ts";

export const view = () => <h1>{format.teamTitle(1)}</h1>;
