import { nothing } from "no-such-package";

export const view = () => <p>{nothing}</p>;
