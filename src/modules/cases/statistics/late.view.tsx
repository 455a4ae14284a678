// Requests whose last day passed, as everybody may know them: their number and who answers.
import type { VNode } from "preact";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import type { Context } from "#platform/http/route.ts";
import { formatDate, t } from "#platform/i18n/i18n.ts";
import { Tag } from "#platform/views/content.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { codeName } from "../memory/names.ts";
import type { LateCase } from "./statistics.sql.ts";

export function LateItems({ ctx, items, today, level }: LateItemsProps): VNode {
  const calendar = workCalendar(ctx.entity.jurisdiction);
  return (
    <Items>
      {items.map((one) => (
        <Item
          small
          level={level}
          title={one.number}
          over={
            <Tag tone="late">{t("cases.public.lateDays", { n: workingDaysBetween(calendar, one.dueOn, today) })}</Tag>
          }
          meta={[
            codeName(ctx, "form", one.form),
            codeName(ctx, "agency", one.agency),
            t("cases.dueOn", { date: formatDate(one.dueOn) }),
          ].join(" · ")}
        />
      ))}
    </Items>
  );
}

interface LateItemsProps {
  ctx: Context;
  items: readonly LateCase[];
  today: string;
  /** Of the heading of each one. */
  level: 2 | 3;
}
