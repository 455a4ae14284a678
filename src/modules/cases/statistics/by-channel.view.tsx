// The doors by which requests came, beside the same days of the year before.
import type { VNode } from "preact";
import { formatNumber, formatPercent, t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Fine } from "#platform/views/text.tsx";
import { CHANNELS, type Channel } from "../channels.ts";
import type { CaseTable } from "../memory/case-table.ts";
import { type Counting, figuresBy } from "../memory/figures.ts";
import { yearBefore } from "../memory/names.ts";

export interface ChannelYears {
  channel: Channel;
  received: number;
  answered: number;
  inTime: number;
  /** Received in the same days of the year before. */
  before: number;
}

/** What came by each door since an instant, and in as long a time a year before it; the busiest first. */
export function listChannelYears(table: CaseTable, counting: Counting, beforeUntil: Date): ChannelYears[] {
  const now = new Map(figuresBy(table, "channel", counting).map((one) => [one.code, one]));
  const span = { ...counting, since: yearBefore(counting.since), until: beforeUntil };
  const before = new Map(figuresBy(table, "channel", span).map((one) => [one.code, one]));
  return CHANNELS.map((channel) => {
    const { received = 0, answered = 0, inTime = 0 } = now.get(channel) ?? {};
    return { channel, received, answered, inTime, before: before.get(channel)?.received ?? 0 };
  })
    .filter(({ received, before: then }) => received + then > 0)
    .sort((a, b) => b.received - a.received);
}

export function ByChannel({ channels, year }: { channels: readonly ChannelYears[]; year: number }): VNode {
  return (
    <Section title={t("cases.public.byChannel")} id="puertas">
      <Table
        id="tabla-puertas"
        caption={`${t("cases.title")}: ${t("cases.public.byChannel")}`}
        captionHidden
        columns={[
          { text: t("cases.fact.channel") },
          { text: t("cases.public.receivedIn", { year: String(year) }), numeric: true },
          { text: t("cases.public.receivedIn", { year: String(year - 1) }), numeric: true },
          { text: t("cases.public.answered"), numeric: true },
          { text: t("cases.public.inTimeShort"), numeric: true },
        ]}
        rows={channels.map((one) => [
          t(`cases.channel.${one.channel}`),
          formatNumber(one.received),
          formatNumber(one.before),
          formatNumber(one.answered),
          formatPercent(one.inTime, one.answered),
        ])}
      />
      <Fine>{t("cases.public.sameDays")}</Fine>
    </Section>
  );
}
