// A number as programs write it, or one that was written otherwise and can only be one thing.

/** How a number had been written. */
export type NumberRepair = "percent" | "thousands" | "comma";

const PLAIN = /^-?\d+(\.\d+)?$/;
/** Two points or more cannot be decimals. */
const THOUSANDS = /^-?\d{1,3}(\.\d{3}){2,}$/;
/** Not three digits after it: a comma that can only be of decimals. */
const COMMA = /^-?\d+,(\d{1,2}|\d{4,})$/;
const PERCENT = /^(-?\d+(?:\.\d+)?)\s*%$/;

/** The number of a text, and what was put right in it. `1,234` can be two numbers: it is none. */
export function readNumber(text: string): { number: number; how?: NumberRepair } | undefined {
  if (PLAIN.test(text)) return { number: Number(text) };
  if (THOUSANDS.test(text)) return { number: Number(text.replaceAll(".", "")), how: "thousands" };
  if (COMMA.test(text)) return { number: Number(text.replace(",", ".")), how: "comma" };
  const percent = PERCENT.exec(text)?.[1];
  // Through text, so that 0.07 is not 0.07000000000000001.
  return percent === undefined ? undefined : { number: Number((Number(percent) / 100).toFixed(10)), how: "percent" };
}
