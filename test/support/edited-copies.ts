// The same need as somebody else would say it, by how much was changed: what finding duplicates is measured with.
import type { Random } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";

/**
 * How much a copy was changed: 1 only its accents, capitals and signs; 2 also a mistyped and a lost word; 3 also other words for
 * the same and another order; 4 another beginning, and a word in six lost and another in six mistyped.
 */
export const EDIT_LEVELS = [1, 2, 3, 4] as const;
export type EditLevel = (typeof EDIT_LEVELS)[number];

const SYNONYMS: Record<string, string> = {
  necesitamos: "nos hace falta",
  pedimos: "solicitamos",
  solicitamos: "queremos pedir",
  queremos: "pedimos",
  arreglar: "reparar",
  reparación: "arreglo",
  colegio: "escuela",
  carretera: "vía",
  más: "mayor cantidad de",
  ampliación: "agrandar",
  niños: "menores",
  abuelos: "mayores",
};

const OPENINGS = ["Por favor", "Que nos ayuden con", "Hace mucho pedimos", "Acá falta", "Muy necesario"];

/** A copy of a text, edited at a level; the same seed gives the same copy. */
export function editedCopy(text: string, level: EditLevel, random: Random): string {
  let words = text.split(/\s+/).filter((word) => word !== "");
  if (level >= 3) words = words.map((word) => SYNONYMS[word.toLowerCase()] ?? word);
  if (level === 3 && words.length > 4) words = [...words.slice(2), ...words.slice(0, 2)];
  if (level >= 2) words = mistyped(lost(words, countOf(words, level), random), countOf(words, level), random);
  if (level === 4) words = [OPENINGS[random.below(OPENINGS.length)] ?? "", ...words];
  return plain(words.join(" "), random);
}

/** How many words are lost, and how many are mistyped. */
function countOf(words: readonly string[], level: EditLevel): number {
  return level === 4 ? Math.max(1, Math.floor(words.length / 6)) : 1;
}

function lost(words: readonly string[], count: number, random: Random): string[] {
  if (words.length <= count + 3) return [...words];
  const gone = new Set(shuffle(words.keys(), random).slice(0, count));
  return words.filter((_, at) => !gone.has(at));
}

function mistyped(words: readonly string[], count: number, random: Random): string[] {
  const long = words.flatMap((word, at) => (word.length > 3 ? [at] : []));
  const wrong = new Set(shuffle(long, random).slice(0, count));
  return words.map((word, at) => (wrong.has(at) ? mistype(word, random) : word));
}

/** One wrong, missing, extra or exchanged letter. */
function mistype(word: string, random: Random): string {
  const at = random.below(word.length - 1);
  const other = "abcdefghijklmnopqrstuvwxyz".charAt(random.below(26));
  const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  const slips = [
    before + next + after,
    before + other + next + after,
    before + letter + other + next + after,
    before + next + letter + after,
  ];
  return slips[random.below(slips.length)] ?? word;
}

function plain(text: string, random: Random): string {
  const bare = text.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return [bare.toLowerCase(), bare.toUpperCase(), `${text.toLowerCase()}!!`][random.below(3)] ?? bare;
}
