/** A catch-all for the browser tests, with links to itself in every spelling of an address. */
import { page, type Start } from "@rally/rally";
import { link, type LinkValues } from "@rally/rally/wire";
import { z } from "zod";

export const contract = page("/lab/docs/:path*", {
  params: { path: z.array(z.string()) },
  query: { at: z.int().default(1), words: z.array(z.string()) },
});
type Page = typeof contract;
type Model = Pick<Start<Page>, "params" | "query">;

// As `href` of the generated links does.
const docs = (path: string[], query: LinkValues) => link("/lab/docs/:path*", { path }, query, { at: 1 });

export const init = ({ params, query }: Start<Page>): [Model, []] => [{ params, query }, []];
export const update = (model: Model, _msg: never): [Model, []] => [model, []];

export function view({ params, query }: Model) {
  return (
    <div>
      <h1>Docs {params.path.join(" | ")}</h1>
      <p>
        At {query.at}, words {query.words.join(" and ")}
      </p>
      <a href={docs(["größe", "a/b", "100 %"], { at: 1, words: ["ä & ö", "+"] })}>Awkward</a>
      <a href={docs(["how"], { at: query.at + 1 })}>Next</a>
      <a href="/lab/docs/new">New</a>
    </div>
  );
}
