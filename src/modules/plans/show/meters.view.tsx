import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { barOf, nodePath, ratioText } from "../figures.ts";
import type { PlanNode } from "../plan.ts";

/** The parts of something, each with its bar of the whole plan and both numbers. */
export function PartMeters({ plan, parts }: { plan: string; parts: readonly PlanNode[] }): VNode {
  return (
    <Meters
      label={t("plans.parts")}
      items={parts.map((part) => ({
        label: part.name,
        href: href(nodePath(plan, part.code)),
        value: t("plans.yearAndPeriod", {
          year: ratioText(part.progress.year),
          period: ratioText(part.progress.period),
        }),
        percent: barOf(part.progress.period ?? part.progress.year),
      }))}
    />
  );
}
