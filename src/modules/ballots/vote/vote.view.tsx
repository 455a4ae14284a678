import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDeadline, formatMoney, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { BallotCard, BallotCount, Bar } from "#platform/views/ballot.tsx";
import { Details, EmptyState, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { FilterButtons } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { isInView, type ViewOption, viewsOf } from "./filters.ts";

export interface ChooseProps {
  process: Process;
  territory: Territory;
  entity: Entity;
  initiatives: readonly Initiative[];
  form: FormState;
  before: { territory: string; choices: readonly number[] } | undefined;
}

const FORM_ID = "voto";

export function ChooseInitiatives(props: ChooseProps): VNode {
  const { process, territory, initiatives, form } = props;
  const dates = findPhase(process, territory.code, "vote");
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("ballots.vote.title", { n: process.choices, place: territory.name })}</h1>
        {dates && (
          <Lead>
            {t("ballots.vote.lead", {
              n: initiatives.length,
              needs: initiatives.reduce((sum, initiative) => sum + initiative.demands, 0),
              date: formatDeadline(dates.closesAt),
            })}
          </Lead>
        )}
        {initiatives.length > 1 && <Small soft>{t("ballots.vote.order")}</Small>}
      </Stack>
      <Before {...props} />
      {initiatives.length === 0 ? <EmptyState level={2} title={t("ballots.vote.none")} /> : <Cards {...props} />}
    </Page>
  );
}

function Before({ process, before, territory, entity, form }: ChooseProps): VNode | null {
  const again = process.verification !== "none" && (
    <Link href={href(`/procesos/${process.slug}/${territory.slug}/votar?otro=1`)}>{t("ballots.verify.other")}</Link>
  );
  if (before === undefined) return again ? <p>{again}</p> : null;
  const here = before.territory === territory.code;
  return (
    <Notice tone={here ? "success" : "warn"} live={here && form.errors.length === 0}>
      {here ? t("ballots.vote.saved") : t("ballots.vote.elsewhere", { place: entity.territory(before.territory).name })}{" "}
      {again}
    </Notice>
  );
}

function Cards(props: ChooseProps): VNode {
  const { process, territory, initiatives, form } = props;
  const chosen = new Set(form.values("choices"));
  const view = form.value("look") || "all";
  const shown = initiatives.filter((initiative) => isInView(initiative, view, chosen));
  // What was chosen and is not in this view travels hidden with the form.
  const hidden = initiatives.filter((one) => chosen.has(String(one.id)) && !shown.includes(one));
  return (
    <Stack gap="l">
      {initiatives.length > 3 && <Views {...props} chosen={chosen} view={view} />}
      {shown.length === 0 && <EmptyState level={2} title={t("ballots.vote.noneInView")} />}
      <Form id={FORM_ID} layout="grid" action={href(`/procesos/${process.slug}/${territory.slug}/votar`)}>
        {hidden.map((initiative) => (
          <input type="hidden" name="choices" value={String(initiative.id)} />
        ))}
        {shown.map((initiative, index) => (
          <Card {...props} initiative={initiative} first={index === 0} checked={chosen.has(String(initiative.id))} />
        ))}
      </Form>
    </Stack>
  );
}

function Card({
  initiative,
  first,
  checked,
  entity,
}: ChooseProps & { initiative: Initiative; first: boolean; checked: boolean }): VNode {
  return (
    <BallotCard
      // The first one takes the name of the field: the error summary points there.
      id={first ? "choices" : `v${initiative.id}`}
      name="choices"
      value={String(initiative.id)}
      title={initiative.title}
      place={initiative.place ?? t("ballots.vote.wholePlace")}
      cost={initiative.cost === null ? undefined : formatMoney(initiative.cost)}
      sector={entity.name(entity.sector(initiative.sector), locale())}
      checked={checked}
      from={
        initiative.demands === 0
          ? undefined
          : {
              before: t("ballots.vote.from"),
              text: t("ballots.vote.needs", { n: initiative.demands }),
              href: href(`/hilo/${initiative.id}`),
            }
      }
      more={{ text: t("ballots.vote.more"), href: href(`/iniciativas/${initiative.id}`) }}
    />
  );
}

function Views(props: ChooseProps & { chosen: ReadonlySet<string>; view: string }): VNode {
  const { initiatives, chosen, view } = props;
  const options = viewsOf(initiatives, chosen);
  const main = options.filter((option) => option.kind === "all" || option.kind === "chosen");
  const groups = (["sector", "place"] as const).map((kind) => ({
    kind,
    options: options.filter((option) => option.kind === kind),
  }));
  return (
    <Stack gap="s">
      <FilterButtons label={t("ballots.filter.label")} form={FORM_ID} name="look" items={chips(props, main, view)} />
      {options.length > main.length && (
        <Details summary={t("ballots.filter.more")} open={view.includes(":")}>
          {groups.map(
            (group) =>
              group.options.length > 0 && (
                <Stack gap="xs">
                  <Small>{t(`ballots.filter.${group.kind}`)}</Small>
                  <FilterButtons
                    label={t("ballots.filter.label")}
                    form={FORM_ID}
                    name="look"
                    items={chips(props, group.options, view)}
                  />
                </Stack>
              ),
          )}
        </Details>
      )}
    </Stack>
  );
}

function chips({ entity }: ChooseProps, options: readonly ViewOption[], view: string) {
  const textOf = (option: ViewOption): string => {
    if (option.kind === "sector") return entity.name(entity.sector(option.of), locale());
    if (option.kind === "place") return option.of === "" ? t("ballots.vote.wholePlace") : option.of;
    return t(`ballots.filter.${option.kind}`);
  };
  return options.map((option) => ({
    text: textOf(option),
    value: option.view,
    count: formatNumber(option.count),
    current: option.view === view,
  }));
}

export function ChooseBar({ process, form }: ChooseProps): VNode {
  const chosen = new Set(form.values("choices")).size;
  return (
    <Bar label={t("ballots.vote.bar")}>
      <BallotCount chosen={chosen} max={process.choices} form={FORM_ID} name="choices" />
      <Button form={FORM_ID} name="look" value="review">
        {t("ballots.vote.review")}
      </Button>
    </Bar>
  );
}
