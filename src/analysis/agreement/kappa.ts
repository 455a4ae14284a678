// How much two people who coded the same things agree, beyond what chance alone would give.
//
// Cohen's kappa for two coders and nominal categories: κ = (p_o − p_e) / (1 − p_e), where p_o is the share of things that both
// coded alike and p_e the sum over categories of the product of the shares that each coder gave to it. Its standard error for a
// large sample: √(p_o (1 − p_o) / (n (1 − p_e)²)). Source: J. Cohen, «A coefficient of agreement for nominal scales»,
// Educational and Psychological Measurement 20 (1960), 37–46. The words for its size are those of J. R. Landis and G. G. Koch,
// «The measurement of observer agreement for categorical data», Biometrics 33 (1977), 159–174; they are a convention, not a test.

export interface Agreement {
  /** Things that both coded. */
  n: number;
  /** Share coded alike, 0 to 1; undefined when nothing was coded twice. */
  observed: number | undefined;
  /** Share that chance alone would give. */
  expected: number | undefined;
  /** −1 to 1; undefined when nothing was coded twice, or when both used one single category: there was nothing to tell apart. */
  kappa: number | undefined;
  /** Standard error of kappa for a large sample. */
  error: number | undefined;
}

export const AGREEMENT_WORDS = ["poor", "slight", "fair", "moderate", "substantial", "almost_perfect"] as const;
export type AgreementWord = (typeof AGREEMENT_WORDS)[number];

/** The agreement of two coders over the same things: one pair of categories for each thing. */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length;
  if (n === 0) return { n, observed: undefined, expected: undefined, kappa: undefined, error: undefined };
  const [first, second] = [new Map<string, number>(), new Map<string, number>()];
  let alike = 0;
  for (const [a, b] of pairs) {
    if (a === b) alike += 1;
    first.set(a, (first.get(a) ?? 0) + 1);
    second.set(b, (second.get(b) ?? 0) + 1);
  }
  // In whole numbers as long as possible: 1 − p_e must be exactly zero when there is one category alone.
  let chance = 0;
  for (const [category, count] of first) chance += count * (second.get(category) ?? 0);
  const observed = alike / n;
  const expected = chance / (n * n);
  if (chance === n * n) return { n, observed, expected, kappa: undefined, error: undefined };
  const kappa = (observed - expected) / (1 - expected);
  const error = Math.sqrt((observed * (1 - observed)) / (n * (1 - expected) ** 2));
  return { n, observed, expected, kappa, error };
}

/** The usual word for the size of kappa. */
export function agreementWord(kappa: number): AgreementWord {
  if (kappa < 0) return "poor";
  if (kappa <= 0.2) return "slight";
  if (kappa <= 0.4) return "fair";
  if (kappa <= 0.6) return "moderate";
  return kappa <= 0.8 ? "substantial" : "almost_perfect";
}
