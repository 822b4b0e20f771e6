export const words = await Promise.resolve(["a"]);
export const first = () => 1;
