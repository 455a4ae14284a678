// The results for the hearing: a finding a screen, to be read from the last row.
import type { VNode } from "preact";
import {
  formatDayMonthYear,
  formatMonthYear,
  formatNumber,
  formatPercent,
  href,
  locale,
  t,
} from "#platform/i18n/i18n.ts";
import { Heading } from "#platform/views/layout.tsx";
import { type SlideContent, Slides } from "#platform/views/slides.tsx";
import { funnelSentence } from "./funnel.view.tsx";
import type { ResultsProps } from "./results.route.tsx";
import { levelSentence } from "./results.view.tsx";

export function Hearing(props: ResultsProps): VNode {
  const { process } = props;
  return (
    <>
      <Heading level={1} text={t("results.hearing.title", { process: process.title })} hidden />
      <Slides
        slides={findings(props)}
        back={{ href: href(`/procesos/${process.slug}/resultados`), text: t("results.hearing.back") }}
        words={{
          next: t("results.hearing.next"),
          previous: t("results.hearing.previous"),
          of: (n, of) => t("results.hearing.of", { n: String(n), of: String(of) }),
        }}
      />
    </>
  );
}

function findings({ process, entity, results, today, address }: ResultsProps): SlideContent[] {
  const { total, sectors, months, level } = results;
  const topic = sectors.find((one) => one.sector !== null);
  const busiest = months.toSorted((a, b) => b.needs - a.needs)[0];
  return [
    {
      title: t("results.hearing.start"),
      note: t("results.hearing.startNote", { process: process.title, date: formatDayMonthYear(today) }),
    },
    {
      figure: formatNumber(total.spoke),
      title: t("results.hearing.people", { n: total.spoke }),
      note: busiest && t("results.months.finding", { month: formatMonthYear(busiest.month), n: busiest.needs }),
    },
    ...(topic?.sector === null || topic === undefined
      ? []
      : [
          {
            figure: formatPercent(topic.needs, total.needs),
            title: t("results.sectors.finding", {
              sector: entity.name(entity.sector(topic.sector), locale()),
              n: formatNumber(topic.needs),
              of: formatNumber(total.needs),
              share: formatPercent(topic.needs, total.needs),
            }),
          },
        ]),
    { figure: formatNumber(total.voted), title: t("results.hearing.voted", { n: total.voted }) },
    { title: funnelSentence(total), note: t("results.funnel.note") },
    ...(total.commitments === 0
      ? []
      : [
          {
            figure: formatPercent(total.met, total.commitments),
            title: t("results.hearing.met"),
            note: t("results.hearing.metNote", {
              met: formatNumber(total.met),
              n: formatNumber(total.commitments),
              late: total.late,
            }),
          },
        ]),
    { title: levelSentence(process.level, level.level), note: t("results.level.rule") },
    { title: t("results.hearing.end"), note: t("results.hearing.endNote", { address }) },
  ];
}
