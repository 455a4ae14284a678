// The rules of a process in sentences that can be read aloud, made of the same values that the program obeys.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { PHASES, type Process } from "#modules/processes/index.ts";
import { formatDate, formatStretch, locale, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { Bullets, Plainly } from "#platform/views/text.tsx";

interface Props {
  process: Process;
  entity: Entity;
  /** Of its headings. */
  level: 2 | 3;
}

export function RulesInWords({ process, entity, level }: Props): VNode {
  const kind = entity.kindName(entity.participationKind, locale());
  return (
    <>
      <Section level={level} title={t("site.rules.who.title")} id="quien" gap="s">
        <Bullets items={[t("site.rules.who.anybody"), t(`site.rules.who.${process.verification}`)]} />
      </Section>
      <Section level={level} title={t("site.rules.when.title")} id="cuando" gap="s">
        <Bullets items={PHASES.map((phase) => phaseSentence(process, phase))} />
        <p>{t("site.rules.when.moved")}</p>
      </Section>
      <Section level={level} title={t("site.rules.vote.title")} id="como-se-vota" gap="s">
        <Bullets
          items={[
            t("site.rules.vote.choices", { n: process.choices, kind }),
            t("site.rules.vote.change"),
            t("site.rules.vote.secret"),
          ]}
        />
      </Section>
      <Section level={level} title={t("site.rules.win.title")} id="que-gana" gap="s">
        <Bullets items={[t("site.rules.win.most", { n: process.winners, kind }), t("site.rules.win.tie")]} />
      </Section>
      <Section level={level} title={t("site.rules.after.title")} id="despues" gap="s">
        <Bullets
          items={[
            t("site.rules.after.answer"),
            t("site.rules.after.level", { level: t(`processes.level.${process.level}`) }),
            t("site.rules.after.data"),
          ]}
        />
      </Section>
      {process.rules !== "" && (
        <Section level={level} title={t("site.process.more")} id="otras" gap="s">
          <Plainly text={process.rules} />
        </Section>
      )}
      {process.publishedAt !== null && <p>{t("site.rules.since", { date: formatDate(process.publishedAt) })}</p>}
    </>
  );
}

function phaseSentence(process: Process, phase: (typeof PHASES)[number]): string {
  const dates = [...process.phases.values()].flatMap((all) => all.filter((one) => one.phase === phase));
  const from = new Date(Math.min(...dates.map((one) => one.opensAt.getTime())));
  const to = new Date(Math.max(...dates.map((one) => one.closesAt.getTime())) - 1);
  return t(`site.rules.when.${phase}`, formatStretch(from, to));
}
