import { helper } from "../nowhere.ts";

export const view = () => <p>{helper}</p>;
