import { deepStrictEqual } from "node:assert";
import { mergeHeads } from "./head.ts";

Deno.test("mergeHeads() takes the inner title and adds attributes of html up", () => {
  deepStrictEqual(
    mergeHeads([
      { title: "Site", html: { lang: "en", "data-theme": "dark" } },
      { html: { lang: "fr" } },
      { title: "Page" },
      {},
    ]),
    { title: "Page", meta: [], links: [], html: { lang: "fr", "data-theme": "dark" } },
  );
});

Deno.test("mergeHeads() lets an inner meta replace an outer one of the same name or property", () => {
  const { meta } = mergeHeads([
    {
      meta: [
        { name: "description", content: "site" },
        { property: "og:image", content: "/site.png" },
        { name: "author", content: "Ada" },
      ],
    },
    {
      meta: [
        { name: "Description", content: "page" },
        { property: "og:image", content: "/1.png" },
        { property: "og:image", content: "/2.png" },
      ],
    },
  ]);
  deepStrictEqual(meta, [
    { name: "author", content: "Ada" },
    { name: "Description", content: "page" },
    { property: "og:image", content: "/1.png" },
    { property: "og:image", content: "/2.png" },
  ]);
});

Deno.test("mergeHeads() keeps a theme colour for each medium", () => {
  const [light, dark] = ["light", "dark"].map((media) => ({ name: "theme-color", media, content: media }));
  deepStrictEqual(mergeHeads([{ meta: [light!] }, { meta: [dark!] }]).meta, [light, dark]);
});

Deno.test("mergeHeads() keeps one canonical address, one icon a size, and every stylesheet once", () => {
  const { links } = mergeHeads([
    {
      links: [
        { rel: "stylesheet", href: "/styles.css" },
        { rel: "canonical", href: "/" },
        { rel: "icon", href: "/icon.svg" },
        { rel: "icon", href: "/32.png", sizes: "32x32" },
      ],
    },
    {
      links: [
        { rel: "canonical", href: "/page" },
        { rel: "icon", href: "/red.svg" },
        { href: "/styles.css", rel: "stylesheet" },
        { rel: "stylesheet", href: "/page.css" },
      ],
    },
  ]);
  deepStrictEqual(links, [
    { rel: "stylesheet", href: "/styles.css" },
    { rel: "icon", href: "/32.png", sizes: "32x32" },
    { rel: "canonical", href: "/page" },
    { rel: "icon", href: "/red.svg" },
    { rel: "stylesheet", href: "/page.css" },
  ]);
});
