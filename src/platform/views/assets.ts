// What the browser downloads besides HTML: one stylesheet, one font, the islands. Read once; each address carries a hash
// of its content, so it can be cached for ever.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Brand, brandRules } from "./brand.ts";

export type Asset = { name: string; ext: string; hash: string; body: Buffer; type: string; path: string };

export const ASSET_ROOT = "/activos";
const FONT_NAME = "atkinson-hyperlegible-next";

/**
 * The stylesheet with the brand of the entity. Without `fontUrl` it declares no font, for people who save data.
 * @throws when a colour of the brand cannot carry readable text.
 */
export function stylesheet(brand: Brand = {}, fontUrl?: string): string {
  const font = fontUrl
    ? `@font-face{font-family:"Atkinson Hyperlegible Next";src:url("${fontUrl}") format("woff2");font-weight:400 700;font-display:swap}`
    : "";
  return font + minify(readFileSync(viewsFile("plaza.css"), "utf8")) + brandRules(brand);
}

/** The logo of the entity as it comes in its folder. */
export type Logo = { body: Buffer; ext: "svg" | "png" };

/**
 * Everything to serve, as `/activos/{name}-{hash}.{ext}`: `plaza` (stylesheet), `plaza-ligero` (the same without font, for
 * people who save data), the font, the islands and, if there is one, `logo`.
 */
export function assets(brand: Brand = {}, logo?: Logo): Asset[] {
  const font = asset(FONT_NAME, "woff2", "font/woff2", readFileSync(viewsFile(`font/${FONT_NAME}.woff2`)));
  const css = (name: string, fontUrl?: string): Asset =>
    asset(name, "css", "text/css; charset=utf-8", Buffer.from(stylesheet(brand, fontUrl)));
  return [font, css("plaza", font.path), css("plaza-ligero"), ...logoAssets(logo), ...islands()];
}

function logoAssets(logo: Logo | undefined): Asset[] {
  return logo ? [asset("logo", logo.ext, logo.ext === "svg" ? "image/svg+xml" : "image/png", logo.body)] : [];
}

function islands(): Asset[] {
  const folder = join(projectRoot(), "dist", "islands");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .sort()
    .map((file) =>
      asset(basename(file, ".js"), "js", "text/javascript; charset=utf-8", readFileSync(join(folder, file))),
    );
}

function asset(name: string, ext: string, type: string, body: Buffer): Asset {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return { name, ext, hash, body, type, path: `${ASSET_ROOT}/${name}-${hash}.${ext}` };
}

/** Enough for a flat stylesheet without strings that hold spaces: comments and the air around punctuation. */
export function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .trim();
}

function viewsFile(name: string): string {
  return join(projectRoot(), "src", "platform", "views", name);
}

/** The code runs bundled from dist/ and, in tests, from src/: the folder of package.json is common to both. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    if (dirname(folder) === folder) throw new Error("package.json not found above the views");
    folder = dirname(folder);
  }
  return folder;
}
