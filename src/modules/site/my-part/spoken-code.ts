// A code as it is said by telephone, letter by letter: "ka, siete, cu, eme · dos, equis…". Pure.

/** @param names the names of the 26 letters and then of the ten digits, in one language. */
export function spokenCode(code: string, names: readonly string[]): string {
  return code
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((group) => group !== "")
    .map((group) => [...group].map((letter) => nameOf(letter, names)).join(", "))
    .join(" · ");
}

function nameOf(letter: string, names: readonly string[]): string {
  const at = /\d/.test(letter) ? 26 + Number(letter) : letter.charCodeAt(0) - "A".charCodeAt(0);
  return names[at] ?? letter;
}
