// Which sentences of a folder say best what the folder is about.
//
// Each sentence is a vector of its stems weighted by tf–idf; the folder is the sum of its sentences (their centroid), and a
// sentence is the more typical the smaller its angle to it (cosine). tf is 1 for a stem that is there: sentences are short.
// idf(stem) = ln((1 + N) / (1 + df)) + 1, where N are all sentences of all folders and df those with the stem, so that what tells
// this folder from the others weighs more than what all of them say. Sources: C. D. Manning, P. Raghavan and H. Schütze,
// «Introduction to Information Retrieval», Cambridge 2008, §6.2–6.3 (tf–idf, cosine) and §14.2 (centroid).

export interface Sentence {
  id: number;
  /** Stems, each once. */
  stems: readonly string[];
}

export interface Typical {
  id: number;
  /** Cosine to the centroid, 0 to 1. */
  likeness: number;
}

/** In how many sentences each stem is, of how many. */
export interface StemCounts {
  total: number;
  of: ReadonlyMap<string, number>;
}

/** The most typical sentences of a folder, most typical first; those that say just the same by their id, once. */
export function mostTypical(sentences: readonly Sentence[], counts: StemCounts, most: number): Typical[] {
  const idf = (stem: string): number => Math.log((1 + counts.total) / (1 + (counts.of.get(stem) ?? 0))) + 1;
  const centroid = new Map<string, number>();
  const vectors = sentences
    .filter(({ stems }) => stems.length > 0)
    // In one order, because sums of the same numbers in another order may differ in their last bit.
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, stems: given }) => {
      const stems = given.toSorted();
      const weights = stems.map((stem) => [stem, idf(stem)] as const);
      const length = Math.hypot(...weights.map(([, weight]) => weight));
      const unit = weights.map(([stem, weight]) => [stem, weight / length] as const);
      for (const [stem, weight] of unit) centroid.set(stem, (centroid.get(stem) ?? 0) + weight);
      return { id, unit, words: stems.join(" ") };
    });
  const size = Math.hypot(...centroid.values());
  const seen = new Set<string>();
  return vectors
    .map(({ id, unit, words }) => ({
      id,
      words,
      likeness: unit.reduce((sum, [stem, weight]) => sum + weight * (centroid.get(stem) ?? 0), 0) / size,
    }))
    .sort((a, b) => b.likeness - a.likeness || a.id - b.id)
    .filter(({ words }) => !seen.has(words) && seen.add(words))
    .slice(0, most)
    .map(({ id, likeness }) => ({ id, likeness }));
}
