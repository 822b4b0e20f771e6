import { other } from "../helper.ts";

export const view = () => <p>{other}</p>;
