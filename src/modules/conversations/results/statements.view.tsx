import type { VNode } from "preact";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import { formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { type MeterRow, Meters } from "#platform/views/charts.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";
import type { Counts } from "./picture.ts";
import type { Shown, ShownStatement } from "./shown.ts";

interface Props {
  conversation: Conversation;
  shown: Shown;
  list: readonly ShownStatement[];
  page: number;
  pages: number;
}

/** Every statement with its counts, by group. */
export function StatementCounts({ conversation, shown, list, page, pages }: Props): VNode {
  const base = `/conversaciones/${conversation.slug}`;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("opinions.statements.title", { n: shown.statements.length })}</h1>
        <Lead>{t("opinions.statements.lead")}</Lead>
      </Stack>
      <Items>
        {list.map((one) => (
          <Item
            level={2}
            title={<span lang={one.language}>{one.text}</span>}
            href={href(`${base}/afirmaciones/${one.number}`)}
          >
            <Meters
              items={[
                rowOf(t("opinions.statements.everybody"), one.total, 6),
                ...shown.groups.map(({ letter, color }, place) =>
                  rowOf(t("opinions.group", { letter }), one.groups[place] ?? null, color),
                ),
              ]}
            />
          </Item>
        ))}
      </Items>
      <Fine>{t("opinions.statements.note", { n: SMALLEST_SHOWN })}</Fine>
      <Pagination current={page} total={pages} href={(one) => href(`${base}/resultados/afirmaciones?pagina=${one}`)} />
      <NextLink href={href(`${base}/resultados`)}>{t("opinions.back")}</NextLink>
    </Page>
  );
}

/** Who agrees, disagrees and passes, in figures, and the share that agrees as a bar. */
function rowOf(name: string, counts: Counts | null, color: MeterRow["color"]): MeterRow {
  if (counts === null) return { label: t("opinions.statements.few", { name }), value: "", percent: 0, color };
  const [agrees, disagrees, all] = counts;
  return {
    label: t("opinions.statements.counts", {
      name,
      agrees: formatNumber(agrees),
      disagrees: formatNumber(disagrees),
      passes: formatNumber(all - agrees - disagrees),
    }),
    value: formatPercent(agrees, all),
    percent: all === 0 ? 0 : (100 * agrees) / all,
    color,
  };
}
