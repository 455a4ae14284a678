// Causes and actions as the report tells them.
import type { VNode } from "preact";
import type { Context } from "#platform/http/route.ts";
import { calendarDay, formatDate, t } from "#platform/i18n/i18n.ts";
import { Facts } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Fine, Plainly } from "#platform/views/text.tsx";
import { FORMS } from "../forms.ts";
import type { Causes } from "./causes.sql.ts";

/** How a type or an agency is called. */
export function subjectName({ entity, locale }: Context, { about, code }: Pick<Causes, "about" | "code">): string {
  if (about === "agency") return entity.name(entity.agency(code), locale);
  const form = FORMS.find((one) => one === code);
  return form === undefined ? code : t(`cases.form.${form}.name`);
}

export function CausesText({ one }: { one: Pick<Causes, "causes" | "actions"> }): VNode {
  return (
    <Facts
      items={(["causes", "actions"] as const).map((field) => ({
        name: t(`cases.causes.${field}.short`),
        value: <Plainly text={one[field]} />,
      }))}
    />
  );
}

/** Under the figures of the report, what was written about each type or agency. */
export function CausesOf({ ctx, items }: { ctx: Context; items: readonly Causes[] }): VNode | null {
  if (items.length === 0) return null;
  return (
    <Stack>
      {items.map((one) => (
        <Stack gap="s">
          <h3>{t("cases.causes.of", { name: subjectName(ctx, one) })}</h3>
          <CausesText one={one} />
          <Fine>
            {[
              one.by,
              formatDate(calendarDay(one.at, ctx.entity.timeZone)),
              t("cases.template.version", { n: one.version }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Fine>
        </Stack>
      ))}
    </Stack>
  );
}
