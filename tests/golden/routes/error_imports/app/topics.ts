import { nothing } from "nothing_like_it";

export const made = nothing;
