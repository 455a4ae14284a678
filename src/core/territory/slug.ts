/** "San Cosme del Ñandú" → "san-cosme-del-nandu": lowercase ASCII words joined by hyphens, empty if nothing is left. */
export function slugify(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/**
 * A unique address for each territory, from its short name. Earlier ones in the list keep the plain name; a later
 * namesake takes the name of its parent too, and failing that its code, which is unique by definition.
 */
export function assignSlugs(
  territories: readonly { readonly code: string; readonly shortName: string; readonly parentCode?: string }[],
): Map<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { code, shortName, parentCode } of territories) {
    const plain = slugify(shortName);
    const parent = parentCode === undefined ? "" : (slugs.get(parentCode) ?? "");
    const candidates = [plain, slugify(`${plain}-${parent}`), slugify(`${plain}-${code}`)];
    const slug = candidates.find((candidate) => candidate !== "" && !taken.has(candidate)) ?? slugify(code);
    slugs.set(code, slug);
    taken.add(slug);
  }
  return slugs;
}
