/** A static address beside a catch-all, in a group. */
export const view = () => <h1>A new document</h1>;
