import { serve } from "@hono/node-server";

export const view = () => <p onClick={serve}>x</p>;
