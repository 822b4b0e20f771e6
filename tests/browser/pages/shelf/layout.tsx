/** A layout without a loop for the browser tests: what it shows depends on the query. */
import { layout, type Load, type Start, type View } from "@rally/rally";
import { z } from "zod";

export const contract = layout("/lab/shelf", {
  mode: "static",
  query: { mark: z.string().default("none") },
  data: z.object({ marked: z.string() }),
});
type Layout = typeof contract;

type Model = { readonly marked: string };

export const init = ({ data }: Start<Layout>): [Model, []] => [{ marked: data.marked }, []];

export function view({ marked }: Model, _send: unknown, children: View) {
  return (
    <section>
      <p>Marked: {marked}</p>
      {children}
    </section>
  );
}

export const head = ({ marked }: Model) => ({ html: { lang: "fr", "data-marked": marked } });

export const load: Load<Layout> = ({ query }) => ({ marked: query.mark });
