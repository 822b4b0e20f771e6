import { listGames } from "./sql/queries.ts";

export const View = () => <p>Hello</p>;
export const queries = [listGames];
