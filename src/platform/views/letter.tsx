// A message by mail, once, as text and as HTML. Mail programs drop stylesheets, so the few styles are in the tags; nothing
// is fetched from anywhere and nothing tells who opened it.
import type { VNode } from "preact";
import { keptPart } from "./kept-part.ts";
import { renderHtml } from "./render-html.ts";

export type LetterBlock =
  | { kind: "text"; text: string }
  /** What somebody wrote, in their words. */
  | { kind: "said"; text: string }
  | { kind: "button"; text: string; url: string }
  | { kind: "link"; text: string; url: string }
  | { kind: "item"; title: string; url: string; text: string; over?: string };

export interface Letter {
  lang: string;
  /** The first line; the subject is the caller's. */
  title: string;
  /** Smaller, above the title: of what kind, when. */
  over?: string;
  /** Letters that share the very list share its HTML. */
  blocks: readonly LetterBlock[];
  /** Why it came, how to stop it, who sends it. */
  foot: readonly LetterBlock[];
}

const INK = "#22201C";
const SOFT = "#57524A";
const FONT = "font-family:Verdana,Arial,sans-serif";
const P = `margin:0 0 16px;font-size:17px;line-height:1.55;color:${INK}`;
const FINE = `margin:0 0 10px;font-size:14px;line-height:1.5;color:${SOFT}`;
const LINK = "color:#0A5566";
const BUTTON = `display:inline-block;padding:13px 22px;background:#0B5D4E;color:#FFFFFF;font-size:17px;font-weight:bold;text-decoration:none`;

/** The words alone; every address stands on a line of its own. */
export function letterText({ title, over, blocks, foot }: Letter): string {
  const parts = [over, title, ...blocks.map(blockText), "--", ...foot.map(blockText)];
  return `${parts.filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
}

function blockText(block: LetterBlock): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "said":
      return block.text.replaceAll(/^/gm, "> ");
    case "item":
      return [block.over, block.title, block.text, block.url].filter(Boolean).join("\n");
    default:
      return `${block.text}:\n${block.url}`;
  }
}

/** The whole document. */
export function letterHtml(letter: Letter): string {
  return `<!doctype html>${renderHtml(
    <html lang={letter.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{letter.title}</title>
      </head>
      <body style={`margin:0;padding:24px 16px;background:#FBF8F2;${FONT}`}>
        <div style="max-width:600px;margin:0 auto">
          {letter.over !== undefined && <p style={FINE}>{letter.over}</p>}
          <h1 style={`margin:0 0 16px;font-size:22px;line-height:1.3;color:${INK}`}>{letter.title}</h1>
          {keptPart([letter.blocks], "letter", () => (
            <>
              {letter.blocks.map((block) => (
                <Block block={block} look={P} />
              ))}
            </>
          ))}
          <hr style="border:0;border-top:1px solid #D9D1C3;margin:24px 0 16px" />
          {letter.foot.map((block) => (
            <Block block={block} look={FINE} />
          ))}
        </div>
      </body>
    </html>,
  )}`;
}

function Block({ block, look }: { block: LetterBlock; look: string }): VNode {
  switch (block.kind) {
    case "text":
      return <p style={look}>{block.text}</p>;
    case "said":
      return <blockquote style={`${look};padding-left:14px;border-left:3px solid #D9D1C3`}>{block.text}</blockquote>;
    case "item":
      return (
        <div style="margin:0 0 20px">
          {block.over !== undefined && <p style={`${FINE};margin:0`}>{block.over}</p>}
          <h2 style="margin:0 0 4px;font-size:17px;line-height:1.4">
            <a href={block.url} style={LINK}>
              {block.title}
            </a>
          </h2>
          <p style={`${look};margin:0`}>{block.text}</p>
        </div>
      );
    default:
      return (
        <p style={look}>
          <a href={block.url} style={block.kind === "button" ? BUTTON : LINK}>
            {block.text}
          </a>
        </p>
      );
  }
}
