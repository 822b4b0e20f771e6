export const score = 3;
