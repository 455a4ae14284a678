import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { PhaseDates, Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { isUndoable } from "#platform/http/undo-window.ts";
import { formatDate, formatDateShort, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { Desk, WorkList as WorkItems, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, SearchBox } from "#platform/views/form.tsx";
import { Page, Row } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Pagination } from "#platform/views/lists.tsx";
import { Small, Soft } from "#platform/views/text.tsx";
import { UndoForm } from "#platform/views/undo-form.tsx";
import type { Claim } from "../claim-needs/claim-needs.ts";
import { type Hands, HandsTag, WhoHasWhat } from "../claim-needs/who-has-what.view.tsx";
import { type ListedNeed, type NeedList, NO_SECTOR, ORDERS } from "../need-list.sql.ts";
import { pairsPath } from "../pair-needs/pair-query.ts";
import { Decision } from "./decision.view.tsx";
import { addressOf, type Filters, searchOf } from "./filters.ts";
import { type Address, OtherFilters, StateFilters } from "./filters.view.tsx";
import { BULK_DONE, type LastAct } from "./last-act.ts";

export interface DeskProps {
  process: Process;
  list: NeedList;
  /** Needs like the one asked for, by id, with how alike they are; the need itself first. */
  likely: ReadonlyMap<number, number> | undefined;
  likelyNeeds: readonly ListedNeed[];
  query: Filters;
  /** What was just done, if it has a way back. */
  last: LastAct | undefined;
  now: Date;
  form: FormState;
  entity: Entity;
  pageSize: number;
  /** When the analysis closes here. */
  dates: PhaseDates | undefined;
  may: { moderate: boolean; write: boolean; merge: boolean; claim: boolean; answer: boolean };
  /** Names of the themes of the process. */
  themes: readonly string[];
  /** Who reads. */
  account: number | undefined;
  /** Needs of this page that somebody has in hands. */
  claims: ReadonlyMap<number, Claim>;
  /** How many each person has in hands. */
  hands: Hands;
}

export function JoinNeeds(props: DeskProps): VNode {
  const { process, list, query, form } = props;
  const address: Address = (change) =>
    href(addressOf(process.slug, { ...query, pagina: 1, hecho: undefined, parecidas: undefined, ...change }));
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Row apart>
        <h1>{t("demands.join.title")}</h1>
        <HowMuch {...props} />
      </Row>
      {query.hecho !== undefined && form.errors.length === 0 && <Done {...props} hecho={query.hecho} />}
      <Desk
        filters={<StateFilters {...props} address={address} />}
        more={<OtherFilters {...props} address={address} />}
        side={
          <>
            <Decision {...props} />
            <WhoHasWhat {...props} />
          </>
        }
        sideLabel={t("demands.join.decide")}
      >
        <SearchBox
          id="q"
          quiet
          labelHidden
          action={href(`/gestion/necesidades/${process.slug}`)}
          label={t("demands.join.search")}
          example={t("demands.join.search")}
          value={query.q}
          hidden={hiddenFilters(query)}
        />
        {props.may.merge && (
          <NextLink href={href(pairsPath(process.slug, { lugar: query.lugar, sector: pairSector(query.sector) }))}>
            {t("demands.pair.link")}
          </NextLink>
        )}
        {props.likelyNeeds.length > 0 && <Likely {...props} address={address} />}
        <Orders {...props} address={address} />
        <Rows {...props} />
        <Row apart>
          <Pagination
            current={query.pagina}
            total={Math.ceil(list.total / props.pageSize)}
            href={(pagina) => address({ pagina })}
          />
          <Small soft>{t("demands.join.showing", { n: list.needs.length, of: list.total })}</Small>
          {list.total > list.needs.length && (
            <NextLink
              href={href(`/gestion/necesidades/${process.slug}/todas?${searchOf({ ...query, hecho: undefined })}`)}
            >
              {t("demands.all.link", { n: formatNumber(list.total) })}
            </NextLink>
          )}
        </Row>
      </Desk>
    </Page>
  );
}

function pairSector(sector: string | undefined): string | undefined {
  return sector === NO_SECTOR ? undefined : sector;
}

function HowMuch({ list, dates }: DeskProps): VNode {
  const all = [...list.counts.state.values()].reduce((sum, n) => sum + n, 0);
  return (
    <Small>
      <strong>{t("demands.join.unread", { n: list.counts.state.get("received") ?? 0 })}</strong>{" "}
      {t("demands.join.ofAll", { n: all })}
      {dates && ` · ${t("demands.join.closes", { date: formatDate(new Date(dates.closesAt.getTime() - 1)) })}`}
    </Small>
  );
}

/** What was just done, with its way back at hand while there is one. */
function Done({ process, query, hecho, may, last, now }: DeskProps & { hecho: string }): VNode | null {
  const [what = "", number = "0"] = hecho.split("-");
  const text = DONE[what]?.(last?.n ?? Number(number));
  if (text === undefined || (last === undefined && HAS_WAY_BACK.includes(what))) return null;
  const path = `/gestion/necesidades/${process.slug}/${what === "juntas" ? "juntas" : "todas"}/${last?.id}/deshacer`;
  const undoable = last !== undefined && isUndoable(last, now) && (what === "juntas" ? may.merge : may.claim);
  return (
    <Notice tone="success" live>
      <p>{text}</p>
      {undoable ? (
        <UndoForm
          action={path}
          at={last.at}
          hidden={{ f: searchOf({ ...query, hecho: undefined }), to: "list" }}
          shortcut="Z"
        />
      ) : (
        <p>
          <Link href={href(`/gestion/necesidades/${process.slug}/cambios`)}>{t("demands.join.changes")}</Link>
        </p>
      )}
    </Notice>
  );
}

const HAS_WAY_BACK = [...BULK_DONE, "juntas"];
const DONE: Record<string, (n: number) => string> = {
  juntas: () => t("demands.join.done.merged"),
  descartadas: (n) => t("demands.join.done.discarded", { n }),
  codificadas: (n) => t("demands.join.done.coded", { n }),
  entema: (n) => t("demands.theme.done", { n }),
  tomadas: (n) => t("demands.claim.done.taken", { n }),
  soltadas: (n) => t("demands.claim.done.released", { n }),
  deshecho: () => t("demands.join.done.undone"),
  deshechas: () => t("demands.undo.done"),
  separada: () => t("demands.undo.separated"),
  recuperada: () => t("demands.join.done.recovered"),
};

function hiddenFilters({ estado, sector, lugar, llego, manos, orden }: Filters): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ estado, sector, lugar, llego, manos, orden }).filter(
      (entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== undefined,
    ),
  );
}

function Orders({ query, address }: DeskProps & { address: Address }): VNode {
  return (
    <p>
      <Soft>{t("demands.join.order.label")}: </Soft>
      {ORDERS.map((order, index) => (
        <>
          {index > 0 && " · "}
          {(query.orden ?? "newest") === order ? (
            <strong>{t(`demands.join.order.${order}`)}</strong>
          ) : (
            <Link href={address({ orden: order === "newest" ? undefined : order })}>
              {t(`demands.join.order.${order}`)}
            </Link>
          )}
        </>
      ))}
    </p>
  );
}

/** Says why some needs stand first: the program proposes, a person decides. */
function Likely({ likelyNeeds, address }: DeskProps & { address: Address }): VNode {
  return (
    <Row apart>
      <Small>{t(likelyNeeds.length === 1 ? "demands.join.likely.none" : "demands.join.likely.text")}</Small>
      <Link href={address({})}>{t("demands.join.likely.close")}</Link>
    </Row>
  );
}

function Rows(props: DeskProps): VNode {
  const { list, form, likely, likelyNeeds } = props;
  const rest = list.needs.filter((need) => !likely?.has(need.id));
  if (list.needs.length + likelyNeeds.length === 0) {
    return <EmptyState level={2} title={t("demands.join.empty")} text={t("demands.join.emptyText")} />;
  }
  const chosen = form.values("d");
  return (
    <WorkItems label={t("demands.join.title")}>
      {likelyNeeds.map((need, index) => (
        <NeedRow
          need={need}
          {...props}
          checked={index === 0 || chosen.includes(String(need.id))}
          cursor={index === 1}
        />
      ))}
      {rest.map((need) => (
        <NeedRow need={need} {...props} checked={chosen.includes(String(need.id))} />
      ))}
    </WorkItems>
  );
}

interface RowProps extends DeskProps {
  need: ListedNeed;
  checked: boolean;
  cursor?: boolean;
}

function NeedRow({ need, checked, cursor, likely, entity, claims, account }: RowProps): VNode {
  const likeness = likely?.get(need.id);
  const claim = claims.get(need.id);
  const territory = entity.find(need.territory)?.name ?? "";
  const sub = need.sub === null ? undefined : entity.find(need.sub)?.name;
  return (
    <WorkRow
      id={`d${need.id}`}
      name="d"
      value={String(need.id)}
      form="decidir"
      checked={checked}
      cursor={cursor}
      text={need.text}
      tags={
        <>
          {likeness !== undefined && likeness < 1 && (
            <Tag tone="accent">
              {t("demands.join.likely.tag", {
                likeness: likeness.toFixed(2).replace(".", locale() === "es" ? "," : "."),
              })}
            </Tag>
          )}{" "}
          {need.state !== "received" && <Tag>{t(`demands.state.${need.state}`)}</Tag>}{" "}
          {claim !== undefined && <HandsTag claim={claim} mine={claim.accountId === account} />}
        </>
      }
      meta={[
        [need.place, sub, territory].filter(Boolean).join(", "),
        `${t(`demands.channel.${need.channel}`)} · ${formatDateShort(need.saidAt)}`,
        <Link href={href(`/necesidades/${need.id}`)} label={t("demands.join.seeOne", { id: String(need.id) })}>
          {t("demands.join.see")}
        </Link>,
      ]}
      n={formatNumber(need.supports + 1)}
      unit={t("demands.join.unit")}
    />
  );
}
