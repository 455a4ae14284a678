// A text in ICU message format, made into a function once and called for every reader.
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

export type Values = Record<string, string | number>;
export type Message = (values: Values) => string;

/** @param tag BCP 47: how its plurals and figures are written. @throws if a text uses what no text of ours does. */
export function compileMessage(text: string, tag: string): Message {
  const language = languages.get(tag) ?? languageOf(tag);
  languages.set(tag, language);
  const whole = sequence(parse(text, { ignoreTag: true }), language);
  return (values) => whole(values, 0);
}

// What Intl makes holds tens of kilobytes outside the heap, and there are thousands of texts: each language has one of each.
const languages = new Map<string, Language>();

function languageOf(tag: string): Language {
  const plurals = new Intl.PluralRules(tag);
  const known: string[] = [];
  const figures = new Intl.NumberFormat(tag);
  return {
    plural: (n) => {
      if (!isPlain(n)) return plurals.select(n);
      known[n] ??= plurals.select(n);
      return known[n];
    },
    figure: (n) => (isPlain(n) ? String(n) : figures.format(n)),
  };
}

/** Whether a number is written with its digits alone in our languages: most counts are, and asking Intl costs more. */
export function isPlain(n: number): boolean {
  return Number.isInteger(n) && n >= 0 && n < 1000 && !Object.is(n, -0);
}

interface Language {
  plural: (n: number) => string;
  figure: (n: number) => string;
}

/** Part of a text; `count` is what `#` stands for. */
type Part = (values: Values, count: number) => string;

function sequence(elements: readonly MessageFormatElement[], language: Language): Part {
  const parts = elements.map((element) => partOf(element, language));
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  return (values, count) => {
    let text = "";
    for (const part of parts) text += part(values, count);
    return text;
  };
}

function partOf(element: MessageFormatElement, language: Language): Part {
  switch (element.type) {
    case TYPE.literal:
      return () => element.value;
    case TYPE.argument:
      return (values) => String(given(values, element.value));
    case TYPE.number:
      return (values) => language.figure(Number(given(values, element.value)));
    case TYPE.pound:
      return (_values, count) => language.figure(count);
    case TYPE.select: {
      const options = optionsOf(element.options, language);
      return (values, count) => chosen(options, String(given(values, element.value)))(values, count);
    }
    case TYPE.plural: {
      const options = optionsOf(element.options, language);
      return (values) => {
        const n = Number(given(values, element.value));
        const exact = options.get(`=${n}`);
        return (exact ?? chosen(options, language.plural(n)))(values, n);
      };
    }
    default:
      throw new Error(`A text uses what no text of ours does (element ${element.type})`);
  }
}

function optionsOf(options: Record<string, { value: MessageFormatElement[] }>, language: Language) {
  return new Map(Object.entries(options).map(([name, { value }]) => [name, sequence(value, language)]));
}

function chosen(options: ReadonlyMap<string, Part>, name: string): Part {
  const option = options.get(name) ?? options.get("other");
  if (option === undefined) throw new Error(`A text has no option for "${name}"`);
  return option;
}

function given(values: Values, name: string): string | number {
  const value = values[name];
  if (value === undefined) throw new Error(`A text lacks its value "${name}"`);
  return value;
}
