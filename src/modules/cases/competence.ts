// Who answers: the rules of the entity, place and subject to agency. The rule that says most wins; a rule of a place holds inside it.
import type { Entity } from "#core/territory/index.ts";

/** The agency that answers for a subject in a place; the entity's first door when no rule says. */
export function competentAgency(entity: Entity, about: { sector?: string; territory: string }): string {
  const { competences, firstAgency } = entity.cases;
  const fits = competences.filter(
    (rule) =>
      (rule.sector === undefined || rule.sector === about.sector) &&
      (rule.territory === undefined || entity.isWithin(about.territory, rule.territory)),
  );
  const weight = (rule: (typeof fits)[number]): number =>
    (rule.sector === undefined ? 0 : 1) + (rule.territory === undefined ? 0 : 1 + entity.path(rule.territory).length);
  const best = fits.toSorted((a, b) => weight(b) - weight(a))[0];
  const agency = best?.agency ?? firstAgency ?? entity.agencies()[0]?.code;
  if (agency === undefined) throw new Error("The entity has no agency that answers");
  return agency;
}
