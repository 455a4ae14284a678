import type { VNode } from "preact";
import type { Process } from "#modules/processes/index.ts";
import { formatDate, t } from "#platform/i18n/i18n.ts";
import { Facts } from "#platform/views/content.tsx";

/** What was published before anybody took part, in words that can be read aloud. */
export function Rules({ process, narrow }: { process: Process; narrow?: boolean }): VNode {
  return (
    <Facts
      narrow={narrow}
      items={[
        { name: t("site.process.votes"), value: t("site.process.votesText", { n: process.choices }) },
        { name: t("site.process.verified"), value: t(`processes.verification.${process.verification}`) },
        { name: t("site.process.wins"), value: t("site.process.winsText", { n: process.winners }) },
        { name: t("site.process.level"), value: t(`processes.level.${process.level}`) },
        { name: t("site.process.cycle"), value: t(`processes.cycle.${process.cyclePhase}`) },
        { name: t("site.process.lot"), value: t("site.process.lotText") },
        ...(process.rules === "" ? [] : [{ name: t("site.process.more"), value: process.rules }]),
        ...(process.publishedAt === null
          ? []
          : [{ name: t("site.process.since"), value: formatDate(process.publishedAt) }]),
      ]}
    />
  );
}
