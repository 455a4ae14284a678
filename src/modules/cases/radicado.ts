// The number of a request: `{ENTITY}-{YEAR}-{six digits or more}-{check digit}`. The check digit is Damm's: it finds every wrong digit
// and every two digits that were swapped, which is what happens on the telephone.

const TABLE = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
] as const;

/** Check digit of some digits (H. M. Damm, 2004). */
export function damm(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(TABLE[interim]?.[Number(digit)]);
  return String(interim);
}

export function radicado(prefix: string, year: number, sequence: number): string {
  const digits = String(sequence).padStart(6, "0");
  return `${prefix}-${year}-${digits}-${damm(`${year}${digits}`)}`;
}

/** What somebody typed as the number was made, or undefined when it cannot be one: `gvc 2026 12 3` → `GVC-2026-000012-3`. */
export function readRadicado(typed: string): string | undefined {
  const match = /^\s*([A-Z]{2,8})[\s-]*(\d{4})[\s-]+(\d{1,9})[\s-]+(\d)\s*$/i.exec(typed);
  if (match === null) return undefined;
  const [, prefix = "", year = "", sequence = "", check = ""] = match;
  const digits = sequence.padStart(6, "0");
  return damm(`${year}${digits}`) === check ? `${prefix.toUpperCase()}-${year}-${digits}-${check}` : undefined;
}
