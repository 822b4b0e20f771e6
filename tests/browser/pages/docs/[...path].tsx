/** A catch-all for the browser tests, with links to itself in every spelling of an address. */
import { page, type Start } from "@rally/rally";
import { z } from "zod";
import { href } from "../../../../generated/routes.ts";

export const contract = page("/lab/docs/:path*", {
  params: { path: z.array(z.string()) },
  query: { at: z.int().default(1), words: z.array(z.string()) },
});
type Page = typeof contract;
type Model = Pick<Start<Page>, "params" | "query">;

export const init = ({ params, query }: Start<Page>): [Model, []] => [{ params, query }, []];
export const update = (model: Model, _msg: never): [Model, []] => [model, []];

export function view({ params, query }: Model) {
  return (
    <div>
      <h1>Docs {params.path.join(" | ")}</h1>
      <p>
        At {query.at}, words {query.words.join(" and ")}
      </p>
      <a href={href.labDocsPath({ path: ["größe", "a/b", "100 %"] }, { at: 1, words: ["ä & ö", "+"] })}>Awkward</a>
      <a href={href.labDocsPath({ path: ["how"] }, { at: query.at + 1 })}>Next</a>
      <a href={href.labDocsHowNew()}>New</a>
    </div>
  );
}
