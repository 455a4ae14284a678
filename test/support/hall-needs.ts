// What people say in a hall, in the length in which they say it.
const WHAT = [
  "agua limpia",
  "luz",
  "un puente",
  "una cancha",
  "médico",
  "un bus",
  "una biblioteca",
  "arreglo de la vía",
];
const WHERE = ["en la vereda alta", "junto a la escuela", "en el barrio nuevo", "a la orilla del río", "en la plaza"];

/** Different needs of some forty letters each. */
export function writtenNeeds(n: number): string[] {
  return Array.from({ length: n }, (_, index) => {
    const what = WHAT[index % WHAT.length] ?? "";
    const where = WHERE[index % WHERE.length] ?? "";
    return `Hace falta ${what} ${where}`;
  });
}
