import { teamName } from "../db.ts";
import { teamTitle } from "../format.ts";

export const load = () => teamName(1);

export const view = () => <h1>{teamTitle(1)}</h1>;
