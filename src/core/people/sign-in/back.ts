const ELSEWHERE = "http://elsewhere.invalid";

/**
 * The path to go back to after signing in, if it is one of ours; otherwise empty. Browsers read `\` as `/` and drop tabs
 * and line breaks, so an address that needs cleaning is refused. The language is taken off: the answer puts its own.
 */
export function safeBack(asked: unknown): string {
  if (typeof asked !== "string" || asked.length > 500) return "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (!/^\/(?!\/)/.test(asked) || /[\u0000-\u0020\u007f\\]/.test(asked)) return "";
  if (!URL.canParse(asked, ELSEWHERE) || new URL(asked, ELSEWHERE).origin !== ELSEWHERE) return "";
  const path = asked.replace(/^\/en(?=[/?]|$)/, "");
  if (path.startsWith("//")) return "";
  return path.startsWith("/") ? path : `/${path}`;
}
