export default new Hono(;
