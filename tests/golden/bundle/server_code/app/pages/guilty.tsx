// The way to the database leads through three files.
import { teamTitle } from "../format.ts";

const title = (id: number) => teamTitle(id);

export const view = () => <h1>{title(1)}</h1>;
