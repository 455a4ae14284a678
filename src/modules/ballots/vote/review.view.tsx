import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import { formatDeadline, formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Written } from "#platform/views/text.tsx";

interface Props {
  process: Process;
  territory: Territory;
  entity: Entity;
  initiatives: readonly Initiative[];
  before: { territory: string; choices: readonly number[] } | undefined;
  /** Fewer than five votes here so far. */
  few: boolean;
}

/** Check your answers: the whole vote on one screen, because the cards were many and may have been filtered. */
export function ReviewVote(props: Props): VNode {
  const { process, territory, entity, initiatives, before, few } = props;
  const left = process.choices - initiatives.length;
  const dates = findPhase(process, territory.code, "vote");
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("ballots.review.title")}</h1>
        <Lead>{t("ballots.review.lead", { n: initiatives.length, place: territory.name })}</Lead>
      </Stack>
      {before !== undefined && before.territory !== territory.code && (
        <Notice tone="warn">{t("ballots.vote.elsewhere", { place: entity.territory(before.territory).name })}</Notice>
      )}
      <Items label={t("ballots.review.title")}>
        {initiatives.map((initiative) => (
          <Item
            level={2}
            title={<Written>{initiative.title}</Written>}
            meta={[
              initiative.place ?? t("ballots.vote.wholePlace"),
              initiative.cost === null ? undefined : formatMoney(initiative.cost),
              entity.name(entity.sector(initiative.sector), locale()),
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        ))}
      </Items>
      {left > 0 && <p>{t("ballots.review.left", { n: left })}</p>}
      {few && <Notice>{t("ballots.review.few", { place: territory.name })}</Notice>}
      <Form id="voto" action={href(`/procesos/${process.slug}/${territory.slug}/votar`)}>
        {initiatives.map((initiative) => (
          <input type="hidden" name="choices" value={String(initiative.id)} />
        ))}
        <Actions>
          <Button size="big">{t("ballots.review.send")}</Button>
          <Button kind="quiet" name="look" value="all">
            {t("ballots.review.change")}
          </Button>
        </Actions>
      </Form>
      {dates && <Fine>{t("ballots.review.until", { date: formatDeadline(dates.closesAt) })}</Fine>}
      <Fine>{t("ballots.review.secret")}</Fine>
    </Page>
  );
}
