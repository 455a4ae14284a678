// Proportions of small counts and their z tests, with pseudocounts so that nothing is ever divided by 0 (§6).

/** One-sided 90 % of the standard normal distribution. */
const SIGNIFICANT = 1.2816;

/** Whether a z is significant at 90 %, one-sided. */
export function isSignificant(z: number): boolean {
  return z > SIGNIFICANT;
}

/** Estimated proportion of `successes` in `trials`: (s + 1) / (n + 2). */
export function proportion(successes: number, trials: number): number {
  return (successes + 1) / (trials + 2);
}

/** z of a proportion above one half: 2·sqrt(m)·(s/m − 1/2), with s = successes + 1 and m = trials + 1. */
export function proportionTest(successes: number, trials: number): number {
  const [s, m] = [successes + 1, trials + 1];
  return 2 * Math.sqrt(m) * (s / m - 0.5);
}

/** z of one proportion above another, all counts + 1; 0 where everybody is a success. */
export function twoProportionsTest(
  successes: number,
  trials: number,
  otherSuccesses: number,
  otherTrials: number,
): number {
  const [s1, s2, m1, m2] = [successes + 1, otherSuccesses + 1, trials + 1, otherTrials + 1];
  const h = (s1 + s2) / (m1 + m2);
  return h === 1 ? 0 : (s1 / m1 - s2 / m2) / Math.sqrt(h * (1 - h) * (1 / m1 + 1 / m2));
}
