import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { BallotCard, BallotCount, Bar } from "#platform/views/ballot.tsx";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead, Small } from "#platform/views/text.tsx";

interface Props {
  process: Process;
  territory: Territory;
  entity: Entity;
  initiatives: readonly Initiative[];
  form: FormState;
  before: { territory: string; choices: readonly number[] } | undefined;
  open: boolean;
}

export function ChooseInitiatives(props: Props): VNode {
  const { process, territory, initiatives, form, open } = props;
  const dates = findPhase(process, territory.code, "vote");
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("ballots.vote.title", { n: process.choices, place: territory.name })}</h1>
        {dates && open && (
          <Lead>{t("ballots.vote.lead", { n: initiatives.length, date: formatInstant(dates.closesAt) })}</Lead>
        )}
        <Small soft>{t("ballots.vote.order")}</Small>
      </Stack>
      <Before {...props} />
      {!open && form.errors.length === 0 && (
        <Notice tone="warn" title={t("ballots.vote.closedTitle")}>
          {dates
            ? t("ballots.vote.closedText", { from: formatInstant(dates.opensAt), to: formatInstant(dates.closesAt) })
            : ""}
        </Notice>
      )}
      {initiatives.length === 0 ? <EmptyState level={2} title={t("ballots.vote.none")} /> : <Cards {...props} />}
    </Page>
  );
}

function Before({ before, territory, entity }: Props): VNode | null {
  if (before === undefined) return null;
  if (before.territory === territory.code) return <Notice tone="success">{t("ballots.vote.saved")}</Notice>;
  return <Notice tone="warn">{t("ballots.vote.elsewhere", { place: entity.territory(before.territory).name })}</Notice>;
}

function Cards({ process, territory, entity, initiatives, form }: Props): VNode {
  const chosen = new Set(form.values("choices"));
  return (
    <Form id="voto" layout="grid" action={href(`/procesos/${process.slug}/${territory.slug}/votar`)}>
      {initiatives.map((initiative, index) => (
        <BallotCard
          id={index === 0 ? "choices" : `v${initiative.id}`}
          name="choices"
          value={String(initiative.id)}
          title={initiative.title}
          place={initiative.place ?? t("ballots.vote.wholePlace")}
          cost={initiative.cost === null ? undefined : formatMoney(initiative.cost)}
          sector={entity.name(entity.sector(initiative.sector), locale())}
          checked={chosen.has(String(initiative.id))}
          from={{
            before: t("ballots.vote.from"),
            text: t("ballots.vote.needs", { n: initiative.demands }),
            href: href(`/hilo/${initiative.id}`),
          }}
          more={{ text: t("ballots.vote.more"), href: href(`/iniciativas/${initiative.id}`) }}
        />
      ))}
    </Form>
  );
}

export function ChooseBar({ process, form }: Props): VNode {
  return (
    <Bar label={t("ballots.vote.bar")}>
      <BallotCount chosen={form.values("choices").length} max={process.choices} form="voto" name="choices" />
      <Button form="voto">{t("ballots.vote.send")}</Button>
    </Bar>
  );
}
