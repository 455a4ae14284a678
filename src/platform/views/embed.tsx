// A page for other sites to put within theirs: no menu, no script, and links that open a page of their own.
import type { ComponentChildren, VNode } from "preact";
import { ASSET_ROOT, assets } from "./assets.ts";
import { renderPage } from "./frame.tsx";

type EmbedProps = { title: string; lang: string; cssHref: string; children?: ComponentChildren };

function Embed({ title, lang, cssHref, children }: EmbedProps): VNode {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <base target="_blank" />
        <link rel="stylesheet" href={cssHref} />
      </head>
      <body>
        <main class="main">{children}</main>
      </body>
    </html>
  );
}

const paths = new WeakMap<object, string>();

/** Address of the stylesheet with the brand of the entity. */
function stylesheetOf(brand: NonNullable<Parameters<typeof assets>[0]>): string {
  const known = paths.get(brand);
  if (known !== undefined) return known;
  const path = assets(brand).find((asset) => asset.name === "plaza" && asset.ext === "css")?.path ?? ASSET_ROOT;
  paths.set(brand, path);
  return path;
}

/** The answer of an address that any site may frame: the only ones in which a page of ours is shown within another. */
export function embedded(
  brand: Parameters<typeof stylesheetOf>[0],
  page: { title: string; lang: string; body: VNode },
) {
  return {
    kind: "data",
    type: "text/html; charset=utf-8",
    body: renderPage(
      <Embed title={page.title} lang={page.lang} cssHref={stylesheetOf(brand)}>
        {page.body}
      </Embed>,
    ),
    headers: {
      "content-security-policy":
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *",
    },
  } as const;
}
