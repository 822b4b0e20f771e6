const two = Math.sqrt(4); import { nothing } from "../nothing.ts";

export const view = () => <p>{nothing + two}</p>;
