interface Deno {
  process: number;
}
const label = (process: Deno) => ({ Deno: "Deno", process: process.process });

export const view = () => <p title={label({ process: 1 }).Deno}>process</p>;

export const load = () => Deno.cwd() + process.pid;
