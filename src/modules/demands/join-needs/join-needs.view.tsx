import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDateShort, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Notice } from "#platform/views/content.tsx";
import { Desk, KeyHint, SideFilters, WorkList as WorkItems, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, Form, SearchBox, Select } from "#platform/views/form.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Bullets, Fine, Said, Small } from "#platform/views/text.tsx";
import { DEMAND_STATES } from "../demand.ts";
import type { Filters } from "./join-needs.route.ts";
import type { Merge } from "./merge.sql.ts";
import type { WorkList } from "./work-list.sql.ts";

export function ChooseProcess({ processes }: { processes: readonly Process[] }): VNode {
  return (
    <Page width="wide" gap="l">
      <h1>{t("demands.join.title")}</h1>
      {processes.length === 0 && <EmptyState level={2} title={t("demands.join.noProcess")} />}
      <Items>
        {processes.map((process) => (
          <Item
            level={2}
            title={process.title}
            href={href(`/gestion/necesidades/${process.slug}`)}
            meta={process.purpose}
          />
        ))}
      </Items>
    </Page>
  );
}

interface DeskProps {
  process: Process;
  list: WorkList;
  query: Filters;
  form: FormState;
  entity: Entity;
  pageSize: number;
}

export function JoinNeeds(props: DeskProps): VNode {
  const { process, list, query, form } = props;
  const address = (change: Partial<Filters>): string => addressOf(process.slug, { ...query, pagina: 1, ...change });
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Row apart>
        <h1>{t("demands.join.title")}</h1>
        <Small>{t("demands.join.count", { n: list.total })}</Small>
      </Row>
      <Desk
        filters={<StateFilters {...props} address={address} />}
        more={<OtherFilters {...props} address={address} />}
        side={<Decision {...props} />}
        sideLabel={t("demands.join.decide")}
      >
        <SearchBox
          id="q"
          quiet
          labelHidden
          action={href(`/gestion/necesidades/${process.slug}`)}
          label={t("demands.join.search")}
          value={query.q}
          hidden={hiddenFilters(query)}
        />
        <Rows {...props} />
        <Pagination
          current={query.pagina}
          total={Math.ceil(list.total / props.pageSize)}
          href={(page) => address({ pagina: page })}
        />
      </Desk>
    </Page>
  );
}

type Address = (change: Partial<Filters>) => string;

function addressOf(slug: string, query: Partial<Filters>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && !(name === "pagina" && value === 1)) search.set(name, String(value));
  }
  const text = search.toString();
  return href(`/gestion/necesidades/${slug}${text === "" ? "" : `?${text}`}`);
}

function hiddenFilters(query: Filters): Record<string, string> {
  const { estado, sector, lugar } = query;
  return Object.fromEntries(
    Object.entries({ estado, sector, lugar }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function StateFilters({ list, query, address }: DeskProps & { address: Address }): VNode {
  const open = (list.states.get("received") ?? 0) + (list.states.get("read") ?? 0);
  return (
    <SideFilters
      id="filtro-estado"
      title={t("demands.join.state")}
      items={[
        {
          text: t("demands.join.open"),
          count: formatNumber(open),
          href: address({ estado: undefined }),
          current: query.estado === undefined,
        },
        ...DEMAND_STATES.map((state) => ({
          text: t(`demands.states.${state}`),
          count: formatNumber(list.states.get(state) ?? 0),
          href: address({ estado: state }),
          current: query.estado === state,
        })),
      ]}
    />
  );
}

function OtherFilters({ list, query, entity, address }: DeskProps & { address: Address }): VNode {
  const byCount = (counts: ReadonlyMap<string, number>) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, 16);
  return (
    <>
      <SideFilters
        id="filtro-sector"
        title={t("demands.join.sector")}
        items={byCount(list.sectors).map(([code, n]) => ({
          text: code === "-" ? t("demands.join.noSector") : entity.name(entity.sector(code), locale()),
          count: formatNumber(n),
          href: address({ sector: query.sector === code ? undefined : code }),
          current: query.sector === code,
        }))}
      />
      <SideFilters
        id="filtro-lugar"
        title={t("demands.join.place")}
        items={byCount(list.territories).map(([code, n]) => ({
          text: entity.territory(code).name,
          count: formatNumber(n),
          href: address({ lugar: query.lugar === code ? undefined : code }),
          current: query.lugar === code,
        }))}
      />
    </>
  );
}

function Rows({ list, form, entity }: DeskProps): VNode {
  if (list.demands.length === 0) {
    return <EmptyState level={2} title={t("demands.join.empty")} text={t("demands.join.emptyText")} />;
  }
  return (
    <WorkItems label={t("demands.join.title")}>
      {list.demands.map((demand) => (
        <WorkRow
          id={`d${demand.id}`}
          name="d"
          value={String(demand.id)}
          form="decidir"
          checked={form.values("d").includes(String(demand.id))}
          text={demand.text}
          meta={[
            demand.place
              ? `${demand.place}, ${entity.territory(demand.territory).name}`
              : entity.territory(demand.territory).name,
            `${t(`demands.channel.${demand.channel as "web"}`)} · ${formatDateShort(demand.saidAt)}`,
          ]}
          n={formatNumber(demand.supports + 1)}
          unit={t("demands.join.unit")}
        />
      ))}
    </WorkItems>
  );
}

function Decision({ process, form, entity }: DeskProps): VNode {
  const entries = (list: readonly { code: string; names: Record<"es" | "en", string> }[]) =>
    list.map((entry) => ({ value: entry.code, label: entry.names[locale()] }));
  return (
    <Card title={t("demands.join.decide")} id="decision" dense>
      <Form id="decidir" action={href(`/gestion/necesidades/${process.slug}`)} layout="stack">
        <Fine>{t("demands.join.chooseHint")}</Fine>
        <Button name="act" value="merge" shortcut="J">
          {t("demands.join.merge")}
        </Button>
        <Button kind="quiet" action={href(`/gestion/iniciativas/nueva/${process.slug}`)} shortcut="I">
          {t("demands.join.write")}
        </Button>
        <Select
          id="sector"
          optional
          label={t("demands.join.sector")}
          placeholder={t("demands.join.same")}
          value={form.value("sector")}
          options={entries(entity.sectors())}
        />
        <Select
          id="right"
          optional
          label={t("demands.join.right")}
          placeholder={t("demands.join.same")}
          value={form.value("right")}
          options={entries(entity.rights())}
        />
        <Select
          id="groups"
          optional
          label={t("demands.join.group")}
          placeholder={t("demands.join.same")}
          value={form.value("groups")}
          options={entries(entity.populationGroups())}
        />
        <Button kind="quiet" name="act" value="code" shortcut="C">
          {t("demands.join.code")}
        </Button>
        <TextArea
          id="reason"
          optional
          label={t("demands.join.reason.label")}
          hint={t("demands.join.reason.hint")}
          value={form.value("reason")}
          error={form.error("reason")}
          rows={3}
          maxLength={600}
        />
        <Button kind="quiet" name="act" value="discard" shortcut="X">
          {t("demands.join.discard")}
        </Button>
      </Form>
      <KeyHint
        items={[
          { keys: ["↑", "↓"], text: t("demands.join.keys.move") },
          { keys: [t("demands.join.keys.space")], text: t("demands.join.keys.choose") },
        ]}
      />
    </Card>
  );
}

export function ShowMerge({ process, merge, form }: { process: Process; merge: Merge; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("demands.join.merged.title", { n: merge.members.length + 1 })}</h1>
      {merge.undone ? (
        <Notice>{t("demands.join.merged.undone")}</Notice>
      ) : (
        <Notice tone="success" live>
          {t("demands.join.merged.text")}
        </Notice>
      )}
      <Stack gap="s">
        <Said>{merge.target.text}</Said>
        <Bullets items={merge.members.map((member) => member.text)} />
      </Stack>
      <Actions>
        <LinkButton href={href(`/gestion/necesidades/${process.slug}`)}>{t("demands.join.merged.goOn")}</LinkButton>
        {!merge.undone && (
          <Form action={href(`/gestion/necesidades/${process.slug}/juntas/${merge.id}/deshacer`)} layout="bare">
            <Button kind="quiet">{t("demands.join.merged.undo")}</Button>
          </Form>
        )}
      </Actions>
    </Page>
  );
}
