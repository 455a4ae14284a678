// A number as people write it, with decimals.
import { z } from "zod";

const MAX = 1e15;

/** `1.250`, `12,5`, `12.5`, `1.250,75`: a comma, or a point that no three digits follow, begins the decimals. */
export function readAmount(text: string): number | undefined {
  const bare = text.replaceAll(/[\s\u00A0]/g, "");
  const thousands = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare) ? bare.replaceAll(".", "") : bare;
  const plain = thousands.replace(",", ".");
  return /^-?\d{1,16}(\.\d{1,9})?$/.test(plain) && Math.abs(Number(plain)) <= MAX ? Number(plain) : undefined;
}

export function amountField(message: string) {
  return z.preprocess((value) => {
    const one = Array.isArray(value) ? value[0] : value;
    return typeof one === "string" ? readAmount(one) : undefined;
  }, z.number(message));
}
