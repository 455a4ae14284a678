import type { VNode } from "preact";
import { type Agreement, agreementWord } from "#analysis/agreement/kappa.ts";
import type { Entity } from "#core/territory/index.ts";
import type { CodingAgreement } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { formatDate, formatPercent, href, locale, t } from "#platform/i18n/i18n.ts";
import { Details, EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import type { Initiative } from "../initiatives.sql.ts";
import { CRITERIA, DRAWS, type Priorities } from "./criteria.ts";
import type { Method, Score } from "./scores.sql.ts";
import { ScoresOf } from "./scores-of.view.tsx";

export interface MethodProps {
  process: Process;
  method: Method | undefined;
  /** Places with something scored. */
  places: readonly string[];
  place: string | undefined;
  initiatives: readonly Initiative[];
  scores: readonly Score[];
  priorities: Priorities | undefined;
  agreement: CodingAgreement;
  entity: Entity;
  hasData: boolean;
}

export function MethodPage(props: MethodProps): VNode {
  const { process, method, priorities, hasData } = props;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("initiatives.method.heading")}</h1>
        <Lead>{t("initiatives.method.lead")}</Lead>
      </Stack>
      <Section title={t("initiatives.method.steps")} id="pasos">
        <Bullets
          ordered
          items={(["read", "join", "code", "weigh", "score", "order"] as const).map((step) =>
            t(`initiatives.method.step.${step}`),
          )}
        />
      </Section>
      <Section title={t("initiatives.method.weights")} id="pesos">
        {method === undefined ? (
          <EmptyState title={t("initiatives.method.notFixed")} text={t("initiatives.method.notFixedText")} />
        ) : (
          <WeightsTable method={method} />
        )}
      </Section>
      {method !== undefined && priorities !== undefined && (
        <Section title={t("initiatives.method.order")} id="orden">
          <Places {...props} />
          {priorities.ranking.length === 0 ? (
            <EmptyState title={t("initiatives.method.noOrder")} text={t("initiatives.method.noOrderText")} />
          ) : (
            <Order {...props} priorities={priorities} />
          )}
        </Section>
      )}
      <AgreementSection {...props} />
      {hasData && <NextLink href={href(`/datos/procesos/${process.slug}`)}>{t("initiatives.method.data")}</NextLink>}
    </Page>
  );
}

function WeightsTable({ method }: { method: Method }): VNode {
  const total = [...method.weights.values()].reduce((sum, weight) => sum + weight, 0);
  return (
    <>
      <p>{t("initiatives.method.fixedOn", { date: formatDate(method.fixedAt), name: method.fixedBy ?? "" })}</p>
      <Table
        id="tabla-pesos"
        caption={t("initiatives.method.weightsTable")}
        captionHidden
        columns={[
          { text: t("initiatives.method.criterion") },
          { text: t("initiatives.method.about") },
          { text: t("initiatives.method.weight"), numeric: true },
        ]}
        rows={CRITERIA.map((criterion) => [
          t(`initiatives.criterion.${criterion}`),
          t(`initiatives.criterionAbout.${criterion}`),
          formatPercent(method.weights.get(criterion) ?? 0, total),
        ])}
      />
    </>
  );
}

function Places({ process, places, place, entity }: MethodProps): VNode | null {
  if (places.length < 2) return null;
  return (
    <FilterChips
      label={t("demands.join.place")}
      items={places.map((code) => ({
        text: entity.territory(code).name,
        href: href(`/procesos/${process.slug}/metodo?lugar=${entity.slugOf(code)}#orden`),
        current: code === place,
      }))}
    />
  );
}

function Order(props: MethodProps & { priorities: Priorities }): VNode {
  const { initiatives, scores, priorities, place, entity } = props;
  const { ranking, sensitivity, criteria } = priorities;
  const title = (id: number): string => initiatives.find((one) => one.id === id)?.title ?? "";
  const [first] = ranking;
  const steady = first === undefined ? 0 : (sensitivity.anyWeights.get(first.id)?.first ?? 0);
  const turns = criteria.flatMap((criterion, at) => {
    const found = sensitivity.oneAtATime[at];
    const other = [...(found?.half ?? []), ...(found?.double ?? [])].find((id) => id !== first?.id);
    return other === undefined ? [] : [{ name: t(`initiatives.criterion.${criterion}`), other }];
  });
  const changes = [...Map.groupBy(turns, ({ other }) => other)].map(([other, own]) =>
    t("initiatives.method.turns", { name: own.map(({ name }) => name).join(", "), title: title(other) }),
  );
  return (
    <>
      <p>
        <strong>
          {t("initiatives.method.finding", {
            place: place === undefined ? "" : entity.territory(place).name,
            title: title(first?.id ?? 0),
            share: formatPercent(Math.round(steady * DRAWS), DRAWS),
          })}
        </strong>
      </p>
      <Table
        id="tabla-orden"
        caption={t("initiatives.method.orderTable")}
        captionHidden
        columns={[
          { text: t("initiatives.kind") },
          { text: t("initiatives.method.place"), numeric: true },
          { text: t("initiatives.method.points"), numeric: true },
          { text: t("initiatives.method.equal"), numeric: true },
          { text: t("initiatives.method.range"), numeric: true },
          { text: t("initiatives.method.isFirst"), numeric: true },
        ]}
        rows={ranking.map(({ id, place: at, score }) => {
          const range = sensitivity.anyWeights.get(id);
          return [
            <Link href={href(`/iniciativas/${id}`)}>{title(id)}</Link>,
            String(at),
            decimal(score),
            String(sensitivity.equal.get(id) ?? ""),
            range === undefined ? "" : range.from === range.to ? String(range.from) : `${range.from}–${range.to}`,
            range === undefined ? "" : formatPercent(Math.round(range.first * DRAWS), DRAWS),
          ];
        })}
      />
      <Fine>{t("initiatives.method.how", { n: DRAWS })}</Fine>
      {changes.length > 0 ? <Bullets items={changes} /> : <p>{t("initiatives.method.noTurns")}</p>}
      {initiatives
        .filter(({ id }) => scores.some(({ initiative }) => initiative === id))
        .map((initiative) => (
          <Details summary={t("initiatives.method.scoresOf", { title: initiative.title })}>
            <ScoresOf initiative={initiative} scores={scores.filter((one) => one.initiative === initiative.id)} />
          </Details>
        ))}
      <Fine>{t("initiatives.method.notMachine")}</Fine>
    </>
  );
}

/** With one decimal, or two where two would look the same. */
export function decimal(value: number, digits = 2): string {
  return value.toFixed(digits).replace(".", locale() === "es" ? "," : ".");
}

function AgreementSection({ agreement }: MethodProps): VNode {
  const { sector, right, disputed, resolved } = agreement;
  return (
    <Section title={t("initiatives.agreement.title")} id="acuerdo">
      <p>{t("initiatives.agreement.lead")}</p>
      {sector.n === 0 ? (
        <EmptyState title={t("initiatives.agreement.none")} />
      ) : (
        <>
          <Table
            id="tabla-acuerdo"
            caption={t("initiatives.agreement.table")}
            captionHidden
            columns={[
              { text: t("initiatives.agreement.set") },
              { text: "n", numeric: true },
              { text: t("initiatives.agreement.observed"), numeric: true },
              { text: "κ", numeric: true },
              { text: t("initiatives.agreement.means") },
            ]}
            rows={[agreementRow(t("demands.join.sector"), sector), agreementRow(t("demands.join.right"), right)]}
          />
          <p>{t("initiatives.agreement.resolved", { disputed, resolved })}</p>
        </>
      )}
      <Fine>{t("initiatives.agreement.how")}</Fine>
    </Section>
  );
}

function agreementRow(name: string, { n, observed, kappa, error }: Agreement): VNode[] | string[] {
  return [
    name,
    String(n),
    observed === undefined ? "" : formatPercent(Math.round(observed * n), n),
    kappa === undefined ? "–" : `${decimal(kappa)} ± ${decimal(1.96 * (error ?? 0))}`,
    kappa === undefined
      ? t("initiatives.agreement.oneCategory")
      : t(`initiatives.agreement.word.${agreementWord(kappa)}`),
  ];
}
