import type { VNode } from "preact";
import { formatMoney, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import type { Money, Stage } from "./project.ts";

const COLORS = { initial: 6, definitive: 3, committed: 3, obligated: 3, paid: 1 } as const;

/** From what was planned to what was paid: each stage as a part of the largest. */
export function MoneyMeters({
  money,
  stages,
  label,
}: {
  money: Money;
  stages: readonly Stage[];
  label: string;
}): VNode {
  const whole = Math.max(1, ...stages.map((stage) => money[stage]));
  return (
    <Meters
      label={label}
      items={stages.map((stage) => ({
        label: t(`projects.stage.${stage}`),
        value: formatMoney(money[stage]),
        percent: (100 * money[stage]) / whole,
        color: COLORS[stage],
      }))}
    />
  );
}
