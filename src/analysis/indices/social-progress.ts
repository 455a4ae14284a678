// Social Progress Index: the mean of three dimensions, each the mean of its four components, all from 0 to 100 and with equal
// weights. Source: Social Progress Imperative, 2022 methodology. A component comes from its indicators as Σ w·x of standardised
// values, score = (X − worst)/(best − worst)·100.

export const DIMENSIONS = {
  basicHumanNeeds: ["nutrition_basic_medical_care", "water_sanitation", "shelter", "personal_safety"],
  foundationsOfWellbeing: [
    "access_basic_knowledge",
    "access_information_communications",
    "health_wellness",
    "environmental_quality",
  ],
  opportunity: ["personal_rights", "personal_freedom_choice", "inclusiveness", "access_advanced_education"],
} as const;

export type Dimension = keyof typeof DIMENSIONS;
export type Component = (typeof DIMENSIONS)[Dimension][number];
/** Twelve scores from 0 to 100; null where there is none. */
export type Components = Record<Component, number | null>;
/** Scores from 0 to 100; null when one of what they are the mean of is not known. */
export type SocialProgress = { value: number | null } & Record<Dimension, number | null>;

/** The index of a place from its twelve components. */
export function socialProgress(components: Components): SocialProgress {
  const of = (dimension: Dimension) => mean(DIMENSIONS[dimension].map((component) => components[component]));
  const dimensions = {
    basicHumanNeeds: of("basicHumanNeeds"),
    foundationsOfWellbeing: of("foundationsOfWellbeing"),
    opportunity: of("opportunity"),
  };
  return { value: mean(Object.values(dimensions)), ...dimensions };
}

/** A mean of what is known alone would compare places measured by different things: one gap, no mean. */
function mean(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}
