import { href } from "../../generated/routes.ts";

const menu = [href.index(), href.gamesId({ id: 3 })];
export const view = () => <p>{menu.join(" ")}</p>;
