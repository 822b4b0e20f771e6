/** A static page in a live layout. */
export const view = () => <h1>Third</h1>;
