import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import type { Initiative } from "../initiatives.sql.ts";
import { CRITERIA, type Criterion } from "./criteria.ts";
import type { Method } from "./scores.sql.ts";

const PAGE = 20;

interface Props {
  process: Process;
  method: Method | undefined;
  initiatives: readonly Initiative[];
  scores: ReadonlyMap<number, ReadonlyMap<Criterion, number>>;
  place: string | undefined;
  page: number;
  form: FormState;
  entity: Entity;
  mayFix: boolean;
}

export function ScoreList(props: Props): VNode {
  const { process, method, form, mayFix } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.score.list")}</h1>
      {method === undefined ? (
        mayFix ? (
          <FixWeights {...props} />
        ) : (
          <EmptyState level={2} title={t("initiatives.score.noWeights")} text={t("initiatives.score.askWeights")} />
        )
      ) : (
        <>
          <Notice>
            {t("initiatives.method.fixedOn", { date: formatDate(method.fixedAt), name: method.fixedBy ?? "" })}
          </Notice>
          <NextLink href={href(`/procesos/${process.slug}/metodo`)}>{t("initiatives.method.see")}</NextLink>
          <ToScore {...props} method={method} />
        </>
      )}
    </Page>
  );
}

function FixWeights({ process, form }: Props): VNode {
  return (
    <>
      <Lead>{t("initiatives.method.fixLead")}</Lead>
      <Form action={href(`/gestion/iniciativas/puntuar/${process.slug}`)} layout="stack">
        {CRITERIA.map((criterion) => (
          <Field
            id={criterion}
            label={t(`initiatives.criterion.${criterion}`)}
            hint={t(`initiatives.criterionAbout.${criterion}`)}
            value={form.raw[criterion] === undefined ? "10" : form.value(criterion)}
            error={form.error(criterion)}
            inputMode="numeric"
            width="4"
          />
        ))}
        <Notice tone="warn">{t("initiatives.method.forEver")}</Notice>
        <Button>{t("initiatives.method.fix")}</Button>
      </Form>
    </>
  );
}

/** What lacks scores comes first: the next one to score is on top. */
function ToScore({ process, method, initiatives, scores, place, page, entity }: Props & { method: Method }): VNode {
  const needed = CRITERIA.filter((criterion) => (method.weights.get(criterion) ?? 0) > 0);
  const places = [...new Set(initiatives.map(({ territory }) => territory))];
  const doneOf = ({ id }: Initiative) => needed.filter((criterion) => scores.get(id)?.has(criterion)).length;
  const here = initiatives
    .filter(({ territory }) => place === undefined || territory === place)
    .toSorted((a, b) => Number(doneOf(a) === needed.length) - Number(doneOf(b) === needed.length));
  const pages = Math.max(1, Math.ceil(here.length / PAGE));
  const at = Math.min(page, pages);
  const shown = here.slice((at - 1) * PAGE, at * PAGE);
  const link = (lugar: string | undefined, pagina = 1) => {
    const search = new URLSearchParams({ ...(lugar && { lugar }), ...(pagina > 1 && { pagina: String(pagina) }) });
    return href(`/gestion/iniciativas/puntuar/${process.slug}${search.size === 0 ? "" : `?${search}`}`);
  };
  return (
    <>
      {places.length > 1 && (
        <FilterChips
          label={t("demands.join.place")}
          items={[
            { text: t("common.all"), href: link(undefined), current: place === undefined },
            ...places.map((code) => ({
              text: entity.territory(code).name,
              count: formatNumber(initiatives.filter(({ territory }) => territory === code).length),
              href: link(code),
              current: code === place,
            })),
          ]}
        />
      )}
      {shown.length === 0 && <EmptyState level={2} title={t("initiatives.write.none")} />}
      <Items>
        {shown.map((initiative) => {
          const done = doneOf(initiative);
          return (
            <Item
              level={2}
              id={`i${initiative.id}`}
              title={initiative.title}
              href={href(`/gestion/iniciativas/${initiative.id}/puntuar`)}
              meta={entity.territory(initiative.territory).name}
              side={
                <Tag tone={done === needed.length ? "done" : done === 0 ? "plain" : "warn"}>
                  {done === 0
                    ? t("initiatives.score.none")
                    : t("initiatives.score.done", { n: done, of: needed.length })}
                </Tag>
              }
            >
              {initiative.state === "draft" && <Small soft>{t("initiatives.score.draft")}</Small>}
            </Item>
          );
        })}
      </Items>
      <Pagination current={at} total={pages} href={(pagina) => link(place, pagina)} />
    </>
  );
}
