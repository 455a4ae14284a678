import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Details, EmptyState } from "#platform/views/content.tsx";
import { Desk, WorkList, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Small } from "#platform/views/text.tsx";
import { BulkActs } from "../act-on-all/act-on-all.view.tsx";
import type { BulkActDone } from "../act-on-all/bulk-acts.sql.ts";
import type { Theme, ThemedNeed, TypicalNeed } from "./themes.sql.ts";

type Typical = ReadonlyMap<number, readonly TypicalNeed[]>;

interface ListProps {
  process: Process;
  themes: readonly Theme[];
  typical: Typical;
  page: number;
}

const PAGE = 20;

/** One page of some themes, and the links to the others. */
function paged(themes: readonly Theme[], page: number, path: string) {
  const total = Math.max(1, Math.ceil(themes.length / PAGE));
  const current = Math.min(page, total);
  const link = (pagina: number) => href(`${path}${pagina === 1 ? "" : `?pagina=${pagina}`}`);
  return {
    shown: themes.slice((current - 1) * PAGE, current * PAGE),
    pages: <Pagination current={current} total={total} href={link} />,
  };
}

const MOST_WITHIN = 10;
const LETTERS = 160;

const shorten = (text: string): string =>
  text.length <= LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", LETTERS))}…`;

const countOf = ({ needs, people }: Theme): string => t("demands.theme.count", { needs, people });

/** Sentences that say best what a theme is about. */
function TypicalOf({ needs }: { needs: readonly TypicalNeed[] }): VNode | null {
  if (needs.length === 0) return null;
  return (
    <Bullets items={needs.map(({ id, text }) => <Link href={href(`/necesidades/${id}`)}>«{shorten(text)}»</Link>)} />
  );
}

export function ThemeList(props: ListProps & { form: FormState; mayMake: boolean }): VNode {
  const { process, themes, typical, form, mayMake, page } = props;
  const { shown, pages } = paged(themes, page, `/gestion/necesidades/${process.slug}/temas`);
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.theme.title")}</h1>
        <Lead>{t("demands.theme.lead")}</Lead>
      </Stack>
      {themes.length === 0 && (
        <EmptyState
          level={2}
          title={t("demands.theme.none")}
          text={t("demands.theme.noneText")}
          action={{ href: href(`/gestion/necesidades/${process.slug}`), text: t("demands.join.toList") }}
        />
      )}
      <Items>
        {shown.map((theme) => (
          <Item
            level={2}
            title={theme.name}
            href={href(`/gestion/necesidades/${process.slug}/temas/${theme.id}`)}
            over={parentLine(theme, themes)}
            meta={[countOf(theme), theme.about].filter(Boolean).join(" · ")}
          >
            <TypicalOf needs={typical.get(theme.id) ?? []} />
          </Item>
        ))}
      </Items>
      {pages}
      {mayMake && <NewTheme {...props} />}
      <NextLink href={href(`/procesos/${process.slug}/temas`)}>{t("demands.theme.public")}</NextLink>
    </Page>
  );
}

function parentLine({ parentId }: Theme, themes: readonly Theme[]): VNode | undefined {
  const parent = themes.find(({ id }) => id === parentId);
  return parent && <Small inline>{t("demands.theme.within", { name: parent.name })}</Small>;
}

function NewTheme({ process, themes, form }: Omit<ListProps, "page"> & { form: FormState }): VNode {
  return (
    <Section title={t("demands.theme.new")} id="nuevo">
      <Form once action={href(`/gestion/necesidades/${process.slug}/temas`)} layout="stack">
        <Field
          id="name"
          label={t("demands.theme.name.label")}
          value={form.value("name")}
          error={form.error("name")}
          maxLength={120}
        />
        <TextArea
          id="about"
          optional
          rows={2}
          maxLength={1000}
          label={t("demands.theme.about.label")}
          hint={t("demands.theme.about.hint")}
          value={form.value("about")}
          error={form.error("about")}
        />
        <Select
          id="parent"
          optional
          label={t("demands.theme.parent")}
          placeholder={t("demands.theme.noParent")}
          value={form.value("parent")}
          error={form.error("parent")}
          options={themes
            .filter(({ parentId }) => parentId === null)
            .map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Button kind="quiet">{t("demands.theme.make")}</Button>
      </Form>
    </Section>
  );
}

interface OneProps {
  process: Process;
  theme: Theme;
  needs: readonly ThemedNeed[];
  typical: readonly TypicalNeed[];
  page: number;
  pageSize: number;
  /** What was just done here. */
  done: readonly BulkActDone[];
  now: Date;
  form: FormState;
  entity: Entity;
  may: { code: boolean; write: boolean };
}

export function OneTheme(props: OneProps): VNode {
  const { process, theme, needs, typical, page, pageSize, done, form, entity } = props;
  const path = `/gestion/necesidades/${process.slug}/temas/${theme.id}`;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{theme.name}</h1>
        <Lead>{[countOf(theme), theme.about].filter(Boolean).join(" · ")}</Lead>
      </Stack>
      {done.length > 0 && (
        <BulkActs process={process} acts={done} may={{ code: props.may.code, discard: false }} now={props.now} />
      )}
      <Desk
        filters={
          <Section title={t("demands.theme.typical")} id="tipicas">
            <TypicalOf needs={typical} />
            <Fine>{t("demands.theme.typicalHow")}</Fine>
          </Section>
        }
        side={<Decide {...props} path={path} />}
        sideLabel={t("demands.join.decide")}
      >
        {needs.length === 0 && (
          <EmptyState
            level={2}
            title={t("demands.theme.empty")}
            text={t("demands.theme.emptyText")}
            action={{ href: href(`/gestion/necesidades/${process.slug}`), text: t("demands.join.toList") }}
          />
        )}
        <WorkList label={theme.name}>
          {needs.map((need) => (
            <WorkRow
              id={`d${need.id}`}
              name="d"
              value={String(need.id)}
              form="tema"
              checked={form.values("d").includes(String(need.id))}
              text={need.text}
              meta={[
                [need.place, entity.find(need.territory)?.name].filter(Boolean).join(", "),
                <Link href={href(`/necesidades/${need.id}`)} label={t("demands.join.seeOne", { id: String(need.id) })}>
                  {t("demands.join.see")}
                </Link>,
              ]}
              n={formatNumber(need.people)}
              unit={t("demands.join.unit")}
            />
          ))}
        </WorkList>
        <Pagination
          current={page}
          total={Math.ceil(theme.needs / pageSize)}
          href={(pagina) => href(`${path}?pagina=${pagina}`)}
        />
      </Desk>
    </Page>
  );
}

function Decide({ process, theme, may, path }: OneProps & { path: string }): VNode {
  return (
    <Card title={t("demands.join.decide")} id="decidir-tema" dense>
      <Form id="tema" action={href(path)} layout="stack">
        <Fine>{t("demands.theme.chooseHint")}</Fine>
        {may.write && (
          <Button action={href(`/gestion/iniciativas/nueva/${process.slug}`)} shortcut="I">
            {t("demands.join.write")}
          </Button>
        )}
        {may.code && (
          <Button kind="quiet" name="act" value="out" shortcut="X">
            {t("demands.theme.takeOut")}
          </Button>
        )}
        {may.code && theme.needs === 0 && (
          <Button kind="quiet" name="act" value="close">
            {t("demands.theme.close")}
          </Button>
        )}
      </Form>
    </Card>
  );
}

export function PublicThemes({ process, themes, typical, page }: ListProps): VNode {
  const tops = themes
    .filter(({ parentId, needs }) => parentId === null && needs > 0)
    .toSorted((a, b) => b.people - a.people || a.id - b.id);
  const { shown, pages } = paged(tops, page, `/procesos/${process.slug}/temas`);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("demands.theme.heading")}</h1>
        <Lead>{t("demands.theme.publicLead", { process: process.title })}</Lead>
      </Stack>
      {tops.length === 0 && <EmptyState level={2} title={t("demands.theme.none")} />}
      <Items>
        {shown.map((theme) => (
          <Item
            level={2}
            title={theme.name}
            id={`t${theme.id}`}
            meta={[countOf(theme), theme.about].filter(Boolean).join(" · ")}
          >
            <TypicalOf needs={typical.get(theme.id) ?? []} />
            <Within themes={themes.filter(({ parentId, needs }) => parentId === theme.id && needs > 0)} />
          </Item>
        ))}
      </Items>
      {pages}
      <Fine>{t("demands.theme.typicalHow")}</Fine>
      <NextLink href={href(`/procesos/${process.slug}/metodo`)}>{t("demands.theme.method")}</NextLink>
    </Page>
  );
}

/** The themes within one, folded: there may be many. */
function Within({ themes }: { themes: readonly Theme[] }): VNode | null {
  if (themes.length === 0) return null;
  const largest = themes.toSorted((a, b) => b.people - a.people || a.id - b.id).slice(0, MOST_WITHIN);
  return (
    <Details summary={t("demands.theme.inside", { n: themes.length })}>
      <Bullets items={largest.map((one) => `${one.name}: ${countOf(one)}`)} />
    </Details>
  );
}
