// A sentence with choices: `{a|b}` takes one, `{#3-9}` a number, `{name}` a slot; they nest. What is in braces and is
// neither is taken as it stands.
import type { Random } from "./random.ts";

/** What the slots of a sentence say. */
export type Slots = Readonly<Record<string, string>>;

/** Writes one of the sentences that the template can be, with Spanish contractions ("de el barrio" is "del barrio"). */
export function fill(template: string, slots: Slots, random: Random): string {
  return expand(template, slots, random)
    .replace(/\b([dD]e) el (?=\p{Ll})/gu, "$1l ")
    .replace(/\b([aA]) el (?=\p{Ll})/gu, "$1l ")
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.])/g, "$1")
    .trim();
}

function expand(template: string, slots: Slots, random: Random): string {
  let out = "";
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf("{", at);
    if (open < 0) return out + template.slice(at);
    const close = closingBrace(template, open);
    out += template.slice(at, open) + expandBraces(template.slice(open + 1, close), slots, random);
    at = close + 1;
  }
  return out;
}

function expandBraces(inside: string, slots: Slots, random: Random): string {
  const options = splitOptions(inside);
  if (options.length > 1) return expand(random.pick(options), slots, random);
  const range = /^#(\d+)-(\d+)$/.exec(inside);
  if (range) return String(random.int(Number(range[1]), Number(range[2])));
  return slots[inside] ?? expand(inside, slots, random);
}

function closingBrace(template: string, open: number): number {
  let depth = 0;
  for (let i = open; i < template.length; i++) {
    if (template[i] === "{") depth++;
    if (template[i] === "}" && --depth === 0) return i;
  }
  throw new SyntaxError(`a brace is not closed: ${template}`);
}

function splitOptions(inside: string): string[] {
  const options = [""];
  let depth = 0;
  for (const char of inside) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (char === "|" && depth === 0) options.push("");
    else options[options.length - 1] += char;
  }
  return options;
}

/** First letter in capitals. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** First letter in small, unless it starts an acronym. */
export function decapitalise(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
