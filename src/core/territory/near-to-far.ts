/**
 * Names of where something is, from near to far. Each once: people write the name of what holds their neighbourhood, and many
 * neighbourhoods bear it.
 */
export function nearToFar(...names: readonly (string | false | null | undefined)[]): string[] {
  const seen = new Map(names.flatMap((name) => (name ? [[name.toLocaleLowerCase(), name] as const] : [])).reverse());
  return [...seen.values()].reverse();
}
