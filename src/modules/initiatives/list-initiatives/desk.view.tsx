import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Voices } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatMoney, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Section } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items, KeysetPagination } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import type { Initiative } from "../initiatives.sql.ts";
import type { DeskFilters } from "./desk.route.ts";
import type { DeskCount, DeskList } from "./desk.sql.ts";

interface Props {
  /** Those that are running. */
  processes: readonly Process[];
  list: DeskList;
  counts: readonly DeskCount[];
  query: DeskFilters;
  voices: ReadonlyMap<number, Voices>;
  entity: Entity;
}

const STATES = ["draft", "published", "withdrawn"] as const;

export function InitiativeDesk(props: Props): VNode {
  const { processes, list, counts, query } = props;
  const [first, last] = [list.initiatives.at(0), list.initiatives.at(-1)];
  const page = (key: "antes" | "despues", id: number | undefined) =>
    addressOf({ ...query, antes: undefined, despues: undefined, [key]: id });
  return (
    <Page width="wide" gap="l">
      <h1>{t("initiatives.write.list")}</h1>
      {counts.length > 0 && <Filters {...props} />}
      {counts.length === 0 && (
        <EmptyState
          level={2}
          title={t("initiatives.write.none")}
          text={t("initiatives.write.noneText")}
          action={{ href: href("/gestion/necesidades"), text: t("initiatives.write.toNeeds") }}
        />
      )}
      {counts.length > 0 && list.initiatives.length === 0 && (
        <EmptyState level={2} title={t("initiatives.list.none")} />
      )}
      {processes.map((process) => (
        <OfProcess process={process} {...props} />
      ))}
      <KeysetPagination
        previous={list.previous ? page("antes", first?.id) : undefined}
        next={list.next ? page("despues", last?.id) : undefined}
      />
    </Page>
  );
}

function OfProcess({ process, list, ...rest }: Props & { process: Process }): VNode | null {
  const initiatives = list.initiatives.filter((one) => one.processId === process.id);
  if (initiatives.length === 0) return null;
  return (
    <Section title={process.title} id={`p${process.id}`}>
      <NextLink
        href={href(`/gestion/iniciativas/puntuar/${process.slug}`)}
        label={`${t("initiatives.score.link")}: ${process.title}`}
      >
        {t("initiatives.score.link")}
      </NextLink>
      {initiatives.filter((one) => one.state === "draft").length > 1 && (
        <NextLink href={href(`/gestion/iniciativas/publicar/${process.slug}`)}>{t("initiatives.many.link")}</NextLink>
      )}
      <Items>
        {initiatives.map((initiative) => (
          <StaffItem initiative={initiative} list={list} {...rest} />
        ))}
      </Items>
    </Section>
  );
}

function passes(one: DeskCount, query: DeskFilters): boolean {
  const inState = query.estado === undefined ? one.state !== "withdrawn" : one.state === query.estado;
  return inState && (query.lugar === undefined || one.territory === query.lugar);
}

function addressOf(query: DeskFilters): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return href(`/gestion/iniciativas${search === "" ? "" : `?${search}`}`);
}

function Filters({ counts, query: { estado: state, lugar: place }, entity }: Props): VNode {
  const query = { estado: state, lugar: place };
  const count = (with_: DeskFilters) =>
    formatNumber(counts.filter((one) => passes(one, with_)).reduce((sum, { n }) => sum + n, 0));
  const places = [...new Set(counts.map((one) => one.territory))];
  return (
    <>
      <FilterChips
        label={t("initiatives.list.state")}
        items={[undefined, ...STATES].map((estado) => ({
          text: estado === undefined ? t("initiatives.list.running") : t(`initiatives.states.${estado}`),
          count: count({ ...query, estado }),
          href: addressOf({ ...query, estado }),
          current: query.estado === estado,
        }))}
      />
      {places.length > 1 && (
        <FilterChips
          label={t("initiatives.show.where")}
          items={places.map((lugar) => ({
            text: entity.territory(lugar).name,
            count: count({ ...query, lugar }),
            href: addressOf({ ...query, lugar: query.lugar === lugar ? undefined : lugar }),
            current: query.lugar === lugar,
          }))}
        />
      )}
    </>
  );
}

const TONE = { draft: "warn", published: "open", withdrawn: "late" } as const;

function StaffItem({ initiative, entity, voices }: Props & { initiative: Initiative }): VNode {
  const draft = initiative.state === "draft";
  const base = `/gestion/iniciativas/${initiative.id}`;
  return (
    <Item
      id={`i${initiative.id}`}
      title={initiative.title}
      href={href(draft ? `${base}/editar` : `/iniciativas/${initiative.id}`)}
      over={
        <>
          <Tag tone={TONE[initiative.state]}>{t(`initiatives.state.${initiative.state}`)}</Tag>
          <Small inline soft>
            {entity.territory(initiative.territory).name}
          </Small>
        </>
      }
      meta={factsOf(initiative, entity, voices.get(initiative.id))}
      side={
        draft ? (
          <Form action={href(`${base}/publicar`)} layout="bare">
            <Button kind="quiet" size="small" label={`${t("initiatives.write.publish")}: ${initiative.title}`}>
              {t("initiatives.write.publish")}
            </Button>
          </Form>
        ) : (
          ""
        )
      }
    >
      {initiative.reason !== null && <Small>{t("initiatives.list.reason", { reason: initiative.reason })}</Small>}
      {initiative.state !== "withdrawn" && (
        <NextLink href={href(`${base}/retirar`)} label={`${t("initiatives.withdraw.link")}: ${initiative.title}`}>
          {t("initiatives.withdraw.link")}
        </NextLink>
      )}
    </Item>
  );
}

/** One line with what matters of an initiative: where, sector, cost, and who stands behind it. */
export function factsOf(initiative: Initiative, entity: Entity, voices: Voices | undefined): string {
  return [
    initiative.place,
    entity.name(entity.sector(initiative.sector), locale()),
    initiative.cost === null ? undefined : formatMoney(initiative.cost),
    t("initiatives.fromNeeds", { n: voices?.needs ?? initiative.demands }),
    voices && t("initiatives.people", { n: voices.people }),
  ]
    .filter(Boolean)
    .join(" · ");
}

export function PublishMany({
  process,
  drafts,
  form,
  entity,
}: {
  process: Process;
  drafts: readonly Initiative[];
  form: FormState;
  entity: Entity;
}): VNode {
  const chosen = form.errors.length > 0 ? form.values("i") : drafts.map((draft) => String(draft.id));
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.many.title")}</h1>
      {drafts.length === 0 ? (
        <EmptyState level={2} title={t("initiatives.many.none")} />
      ) : (
        <>
          <Lead>{t("initiatives.many.lead", { n: drafts.length })}</Lead>
          <Form action={href(`/gestion/iniciativas/publicar/${process.slug}`)}>
            <Checkboxes
              id="i"
              label={t("initiatives.many.which")}
              error={form.error("i")}
              values={[...chosen]}
              options={drafts.map((draft) => ({
                value: String(draft.id),
                label: draft.title,
                more: entity.territory(draft.territory).name,
              }))}
            />
            <Button>{t("initiatives.many.button")}</Button>
          </Form>
        </>
      )}
    </Page>
  );
}
