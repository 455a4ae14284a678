// What machines ask of every site: who may index it, and its little picture.
import { get } from "#platform/http/route.ts";

export const robots = get({
  path: "/robots.txt",
  access: "public",
  handle: async (ctx) => {
    // A demonstration must not be found by somebody who looks for the real thing.
    const rules = ctx.demo
      ? ["Disallow: /"]
      : [
          "Disallow: /gestion",
          "Disallow: /en/gestion",
          "Disallow: /mis-aportes",
          "Disallow: /comprobante",
          "Disallow: /buscar",
        ];
    return {
      kind: "data",
      type: "text/plain; charset=utf-8",
      body: ["User-agent: *", ...rules, ""].join("\n"),
    };
  },
});

/** The woven mark, in the colours of the identity. */
const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="#FBF8F2"/><path fill="#0B5D4E" d="M8 6h8a2 2 0 0 1 0 5H8a2 2 0 0 1 0-5M6 16a2 2 0 0 1 5 0v8a2 2 0 0 1-5 0M24 29h8a2 2 0 0 1 0 5h-8a2 2 0 0 1 0-5M29 16a2 2 0 0 1 5 0v8a2 2 0 0 1-5 0"/><path fill="#A8441B" d="M24 6h8a2 2 0 0 1 0 5h-8a2 2 0 0 1 0-5M8 29h8a2 2 0 0 1 0 5H8a2 2 0 0 1 0-5"/><circle cx="20" cy="20" r="6" fill="#FFC94A"/></svg>`;

// Browsers ask for this name on their own, and take a drawing under it as well.
export const favicon = get({
  path: "/favicon.ico",
  access: "public",
  handle: async () => ({ kind: "data", type: "image/svg+xml", body: MARK, immutable: true }),
});
