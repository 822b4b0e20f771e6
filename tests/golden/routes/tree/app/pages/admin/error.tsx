export const view = () => <p>Hello</p>;
