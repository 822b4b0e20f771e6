export const head = () => ({ title: "x" });
