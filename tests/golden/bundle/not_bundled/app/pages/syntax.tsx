export const view = () => <p>{"é"} {1 +}</p>;
