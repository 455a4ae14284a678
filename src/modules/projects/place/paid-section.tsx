// What was planned and paid in a place, beside what was asked and promised there.
import type { VNode } from "preact";
import type { Territory } from "#core/territory/index.ts";
import { formatMoney, href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { projectsPath } from "../list/filter.ts";
import { MoneyMeters } from "../money-meters.tsx";
import { SHORT_STAGES } from "../project.ts";
import type { PlaceMoney } from "./place-projects.ts";

/** Nothing where no project is. */
export function PaidSection({ place, money: { own, shared } }: { place: Territory; money: PlaceMoney }): VNode | null {
  if (own.n + shared.n === 0) return null;
  const { definitive, paid } = own.money;
  return (
    <Section title={t("projects.place.title")} id="plata">
      {own.n > 0 && (
        <>
          <p>
            {t("projects.place.sentence", {
              n: own.n,
              place: place.name,
              planned: formatMoney(definitive),
              paid: formatMoney(paid),
            })}
          </p>
          <MoneyMeters label={t("projects.place.title")} stages={SHORT_STAGES} money={own.money} />
        </>
      )}
      {shared.n > 0 && (
        <p>{t("projects.place.sharedToo", { n: shared.n, planned: formatMoney(shared.money.definitive) })}</p>
      )}
      <NextLink href={href(projectsPath({ lugar: place.slug }))}>{t("projects.place.see")}</NextLink>
    </Section>
  );
}
