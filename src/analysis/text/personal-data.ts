// Finds in a text what says who somebody is or where to find them: documents, phones, e-mails, addresses of houses. It prefers
// to miss one than to cry at every number: people write years, prices and road numbers all the time, and whoever is warned
// without reason stops reading warnings. A person decides what to do with what is found.
//
// Sources. Colombia: mobile numbers of ten digits that begin with 3 and landlines 60 + area (CRC, resolution 5826 of 2019, in
// force since September 2021); addresses as DANE and the cadastre write them («Carrera 8 # 12-45»). Chile: RUT with its check digit, modulus 11
// (Servicio de Impuestos Internos); numbers of nine digits, mobiles beginning with 9 (Subtel, since 2016).

export type PersonalKind = "document" | "phone" | "email" | "address";

export interface PersonalSpan {
  kind: PersonalKind;
  /** First character, and the one after the last. */
  start: number;
  end: number;
}

interface Finder {
  kind: PersonalKind;
  pattern: RegExp;
  /** Which group is the datum; the rest is what gives it away («cédula 16.123.456»). */
  group?: number;
  accepts?: (found: string, around: { before: string; after: string }) => boolean;
}

const NOT_A_DIGIT_BEFORE = String.raw`(?<![\d.,$#/-]|\d\s)`;
const NOT_A_DIGIT_AFTER = String.raw`(?![\d%]|[.,/-]\d)`;

/** Money and quantities, which a telephone is not. */
function isPrice(found: string, { before, after }: { before: string; after: string }): boolean {
  return (
    /(?:\$|cop|clp|pesos|costo|cuesta|vale[n]?|presupuesto|valor)\s*(?:de\s*)?$/i.test(before) ||
    /^\s*(?:de\s+)?(?:pesos|millones|mil\b|personas|habitantes|metros|kil[oó]metros|hect[aá]reas|votos|km\b|kg\b|toneladas|litros)/i.test(
      after,
    ) ||
    /0{5,}$/.test(found.replaceAll(/\D/g, ""))
  );
}

const isCall: Finder["accepts"] = (found, around) => !isPrice(found, around);

const EVERYWHERE: readonly Finder[] = [
  { kind: "email", pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?![\w-])/gi },
  {
    // Somebody says that it is a telephone.
    kind: "phone",
    pattern:
      /\b(?:tel[eé]fono|tel|celular|cel|whats?app|wsp|wasap|fono|ll[aá]m(?:e|en|ar|ame|enme|arme)(?:me)?(?:\s+al)?)\b[\s.:]*(?:es|al|n[uú]mero|no\.?|n°)?[\s:]*((?:\+?\d{1,3}[\s-]?)?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){1,4})(?!\d)/gi,
    group: 1,
    accepts: (found, around) => {
      const digits = found.replaceAll(/\D/g, "").length;
      return digits >= 7 && digits <= 13 && !isPrice(found, around);
    },
  },
];

const COLOMBIA: readonly Finder[] = [
  {
    kind: "phone",
    pattern: new RegExp(
      String.raw`${NOT_A_DIGIT_BEFORE}(?:\(?\+?57\)?[\s-]?)?\(?3[0-5]\d\)?[\s.-]?\d{3}[\s.-]?\d{2}[\s.-]?\d{2}${NOT_A_DIGIT_AFTER}`,
      "g",
    ),
    accepts: isCall,
  },
  {
    kind: "phone",
    pattern: new RegExp(
      String.raw`${NOT_A_DIGIT_BEFORE}(?:\+?57[\s-]?)?\(?60[1-8]\)?[\s-]?\d{3}[\s-]?\d{4}${NOT_A_DIGIT_AFTER}`,
      "g",
    ),
    accepts: isCall,
  },
  {
    kind: "document",
    pattern:
      /(?<!\p{L})(?:c\.\s?c\.|cc|c[eé]dulas?|documento(?:\s+de\s+identidad)?|identificaci[oó]n|t\.\s?i\.|tarjeta\s+de\s+identidad|c\.\s?e\.|nuip|pasaporte)(?:\s+(?:de\s+(?:ciudadan[ií]a|extranjer[ií]a)|n[uú]mero|no\.?|nro\.?|n°|#|es|con))*[\s.:#]*([1-9]\d{0,3}(?:[.\s]?\d{3}){1,3}|[1-9]\d{5,9})(?!\d)/giu,
    group: 1,
    accepts: (found) => {
      const digits = found.replaceAll(/\D/g, "").length;
      return digits >= 6 && digits <= 10;
    },
  },
  {
    // The plate of a house. A corner («calle 5 con carrera 38») is a public place.
    kind: "address",
    pattern:
      /(?<!\p{L})(?:calle|cll?|carrera|cra|kra|kr|diagonal|diag|dg|transversal|transv|tv|avenida|av|circular)\.?\s*\d{1,3}\s?[a-z]{0,2}(?:\s*bis)?(?:\s*(?:norte|sur|este|oeste))?\s*(?:#|n[°º]|no\.?|nro\.?|n[uú]mero)\s*\d{1,3}\s?[a-z]{0,2}(?:\s*bis)?\s*[-–]\s*\d{1,3}(?!\d)(?:\s*(?:,\s*)?(?:apto|apartamento|casa|torre|bloque|interior|int)\.?\s*\w{1,5})*/giu,
  },
];

/** Whether the digit after the dash is the one that its number gives: weights 2 to 7 from the right, modulus 11. */
export function isRut(text: string): boolean {
  const plain = text.toUpperCase().replaceAll(/[^\dK]/g, "");
  const body = plain.slice(0, -1);
  if (!/^\d{6,8}$/.test(body)) return false;
  const sum = [...body].toReversed().reduce((total, digit, at) => total + Number(digit) * (2 + (at % 6)), 0);
  const rest = 11 - (sum % 11);
  return plain.at(-1) === (rest === 11 ? "0" : rest === 10 ? "K" : String(rest));
}

const YEAR = /^(?:19|20)\d{2}$/;

const CHILE: readonly Finder[] = [
  {
    kind: "document",
    pattern: /(?<![\d.,-])\d{1,2}(?:\.\d{3}\.\d{3}|\d{6})\s?[-–]\s?[\dk](?![\w-])/gi,
    accepts: isRut,
  },
  {
    kind: "phone",
    pattern: new RegExp(
      String.raw`${NOT_A_DIGIT_BEFORE}(?:\(?\+?56\)?[\s-]?)?\(?9\)?[\s-]?\d{4}[\s-]?\d{4}${NOT_A_DIGIT_AFTER}`,
      "g",
    ),
    accepts: isCall,
  },
  {
    kind: "phone",
    pattern: new RegExp(String.raw`(?<!\d)\(?\+56\)?[\s-]?\d{1,2}[\s-]?\d{3,4}[\s-]?\d{4}${NOT_A_DIGIT_AFTER}`, "g"),
  },
  {
    kind: "address",
    pattern:
      /(?<!\p{L})(?:[Cc]alle|[Pp]asaje|[Pp]sje\.?|[Aa]venida|[Aa]v\.?|[Aa]vda\.?)\s+(?:\p{Lu}[\p{L}'’.]*\s+(?:de\s+|del\s+|la\s+|las\s+|los\s+)*){1,5}(?:[Nn][°º]|#|[Nn]ro\.?|[Nn][uú]mero)?\s*(\d{1,5})(?!\d|\s*(?:metros|m\b|kil[oó]metros|km\b|a[ñn]os|casas|familias|personas|cuadras|de\b))(?:\s*,?\s*(?:[Dd]epto|[Dd]epartamento|[Dd]pto|[Cc]asa|[Bb]lock|[Tt]orre)\.?\s*\w{1,5})*/gu,
    accepts: (found) => {
      const number = /\d{1,5}/.exec(found)?.[0] ?? "";
      return /[°º#]|nro|n[uú]mero/i.test(found) || !YEAR.test(number);
    },
  },
];

const BY_JURISDICTION: Readonly<Record<string, readonly Finder[]>> = { co: COLOMBIA, cl: CHILE };

/**
 * Personal data in a text, in order and without overlaps.
 * @param jurisdiction whose formats of documents, numbers and addresses are known: `co`, `cl`; of others, only what is equal everywhere.
 */
export function findPersonalData(text: string, jurisdiction: string): PersonalSpan[] {
  // Everything that is looked for has a digit or an at: most texts have neither, and a file has a hundred thousand of them.
  if (!/[\d@]/.test(text)) return [];
  const spans = [...EVERYWHERE, ...(BY_JURISDICTION[jurisdiction] ?? [])].flatMap((finder) => spansOf(text, finder));
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PersonalSpan[] = [];
  for (const span of spans) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

const AROUND = 24;

function spansOf(text: string, { kind, pattern, group = 0, accepts }: Finder): PersonalSpan[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const found = match[group] ?? "";
    const start = match.index + (group === 0 ? 0 : match[0].lastIndexOf(found));
    const end = start + found.length;
    const around = { before: text.slice(Math.max(0, start - AROUND), start), after: text.slice(end, end + AROUND) };
    return found === "" || accepts?.(found, around) === false ? [] : [{ kind, start, end }];
  });
}

/** The text with a word in the place of each datum: «Llamen al [teléfono]». */
export function coverPersonalData(
  text: string,
  spans: readonly PersonalSpan[],
  word: (kind: PersonalKind) => string,
): string {
  let covered = "";
  let at = 0;
  for (const { kind, start, end } of spans) {
    covered += `${text.slice(at, start)}[${word(kind)}]`;
    at = end;
  }
  return covered + text.slice(at);
}
