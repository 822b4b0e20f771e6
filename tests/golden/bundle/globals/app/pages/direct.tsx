export const load = () => Deno.cwd();
const place = `${1 + 1} ${Deno.build.os}`;

export function view() {
  return <p title={place}>x</p>;
}
