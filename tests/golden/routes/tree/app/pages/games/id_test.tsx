export const notRun = true;
