// What the guards of pages read in the HTML of a page.

export function titleProblems(html: string): string[] {
  const titles = [...html.matchAll(/<title>([\s\S]*?)<\/title>/g)].filter(([whole]) => !/<svg/.test(whole));
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0;
  return [
    ...(titles.length >= 1 && (titles[0]?.[1] ?? "").trim() !== "" ? [] : ["no title"]),
    ...(headings === 1 ? [] : [`${headings} first headings`]),
  ];
}

/** Forms where the Enter key, in a line of text, presses a button that goes elsewhere than the form: browsers press the first. */
export function strayEnter(html: string): string[] {
  return [...html.matchAll(/<form[\s>][\s\S]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((form) => /<input(?![^>]*type="(?:hidden|checkbox|radio|file|image|submit|button)")[^>]*>/.test(form))
    .map((form) => /<button(?![^>]*type="button")[^>]*>|<input[^>]*type="(?:image|submit)"[^>]*>/.exec(form)?.[0] ?? "")
    .filter((first) => first.includes(" formaction="));
}

/** Styles, scripts and handlers that a strict policy would refuse. */
export function inlineCode(html: string): string[] {
  return [
    ...[...html.matchAll(/<[^>]*\sstyle="[^"]*"/g)].map(([found]) => found),
    ...[...html.matchAll(/<style[\s>]/g)].map(([found]) => found),
    ...[...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)].map(([found]) => found),
    ...[...html.matchAll(/<[^>]*\son[a-z]+="/g)].map(([found]) => found),
  ];
}

/** Words of the page that look like the key of a text instead of the text. */
export function rawKeys(html: string, keys: ReadonlySet<string>): string[] {
  const catalogs = new Set([...keys].map((key) => key.split(".")[0]));
  const words = html
    .replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>/g, " ")
    .matchAll(/(?<![\w./@-])[a-z][\w-]*(?:\.[\w-]+){1,6}(?![\w/@])/g);
  return [...words]
    .map(([word]) => word)
    .filter((word) => keys.has(word) || (word.split(".").length > 2 && catalogs.has(word.split(".")[0])));
}

/** Addresses of the site that a page links to, without fragment, each once; not those that change something. */
export function linksOf(html: string): string[] {
  const found = [...html.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(
    ([, href = ""]) => href.replaceAll("&amp;", "&").split("#")[0] ?? "",
  );
  return [...new Set(found)].filter((href) => href.startsWith("/") && !href.startsWith("//") && !/\/salir$/.test(href));
}

export function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}
