import type { VNode } from "preact";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import { formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { type MeterRow, Meters } from "#platform/views/charts.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { talkPath } from "../addresses.ts";
import type { Conversation } from "../conversation.ts";
import { Languages, type Reading } from "../languages.view.tsx";
import type { Counts } from "./picture.ts";
import type { Shown, ShownStatement } from "./shown.ts";

interface Props extends Reading {
  entity: Entity;
  conversation: Conversation;
  shown: Shown;
  list: readonly ShownStatement[];
  page: number;
  pages: number;
  /** Whose people these are, when it is held in several places and not of all. */
  place?: Territory | undefined;
}

/** Every statement with its counts, by group. */
export function StatementCounts(props: Props): VNode {
  const { conversation, shown, list, page, pages, place, reader: idioma } = props;
  const lugar = place?.slug;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("opinions.statements.title", { n: shown.statements.length })}</h1>
        <Lead>
          {place && <strong>{place.name}. </strong>}
          {t("opinions.statements.lead")}
        </Lead>
        <Languages
          {...props}
          path={(chosen) => talkPath(conversation, "/resultados/afirmaciones", { pagina: page, lugar, idioma: chosen })}
        />
      </Stack>
      <Items>
        {list.map((one) => (
          <Item
            level={2}
            title={<span lang={one.language}>{one.text}</span>}
            href={href(talkPath(conversation, `/afirmaciones/${one.number}`, { idioma }))}
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
      <Pagination
        current={page}
        total={pages}
        href={(pagina) => href(talkPath(conversation, "/resultados/afirmaciones", { pagina, lugar, idioma }))}
      />
      <NextLink href={href(talkPath(conversation, "/resultados", { lugar, idioma }))}>{t("opinions.back")}</NextLink>
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
