// The page of the ballot when nobody can vote: since or until when, what there is to see, and nothing to tick.
import type { VNode } from "preact";
import { findPhase } from "#modules/processes/index.ts";
import { formatDeadline, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { ErrorSummary } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Bullets, Lead, Written } from "#platform/views/text.tsx";
import type { ChooseProps } from "./vote.view.tsx";

/** Whether the vote in this place is over, and not still to come. */
export function isOver({ process, territory }: Pick<ChooseProps, "process" | "territory">, now: Date): boolean {
  const dates = findPhase(process, territory.code, "vote");
  return process.state === "closed" || (dates !== undefined && dates.closesAt <= now);
}

export function titleOfNotOpen(props: Pick<ChooseProps, "process" | "territory">, now: Date): string {
  return t(isOver(props, now) ? "ballots.notOpen.over" : "ballots.notOpen.yet", { place: props.territory.name });
}

export function NotOpen(props: ChooseProps & { now: Date }): VNode {
  const { process, territory, entity, initiatives, before, form, now } = props;
  const dates = findPhase(process, territory.code, "vote");
  const over = isOver(props, now);
  const mine = new Set(form.values("choices"));
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{titleOfNotOpen(props, now)}</h1>
        {dates !== undefined && (
          <Lead>
            {over
              ? t("ballots.notOpen.closed", { date: formatDeadline(dates.closesAt) })
              : t("ballots.vote.closedText", {
                  from: formatInstant(dates.opensAt),
                  to: formatDeadline(dates.closesAt),
                })}
          </Lead>
        )}
        {before !== undefined && (
          <p>{t("ballots.notOpen.voted", { place: entity.territory(before.territory).name })}</p>
        )}
      </Stack>
      {over && (
        <p>
          <LinkButton href={href(`/procesos/${process.slug}/${territory.slug}/resultados`)}>
            {t("ballots.notOpen.results")}
          </LinkButton>
        </p>
      )}
      {initiatives.length > 0 && (
        <Section title={t(over ? "ballots.notOpen.was" : "ballots.notOpen.willBe")} id="iniciativas">
          <Bullets
            items={initiatives.map((one) => (
              <>
                <Link href={href(`/iniciativas/${one.id}`)}>
                  <Written>{one.title}</Written>
                </Link>
                {mine.has(String(one.id)) && ` · ${t("ballots.notOpen.chosen")}`}
              </>
            ))}
          />
        </Section>
      )}
    </Page>
  );
}
