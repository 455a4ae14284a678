import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { isUndoable } from "#platform/http/undo-window.ts";
import { formatInstant, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Split, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import { UndoForm } from "#platform/views/undo-form.tsx";
import { CodingFields } from "../coding-fields.tsx";
import { addressOf, type Filters, searchOf } from "../join-needs/filters.ts";
import { type NeedList, NO_SECTOR } from "../need-list.sql.ts";
import type { Asked, Preview } from "./act-on-all.route.ts";
import type { BulkActDone } from "./bulk-acts.sql.ts";

interface Props {
  process: Process;
  list: NeedList;
  query: Filters;
  form: FormState;
  entity: Entity;
  /** Most needs of one act. */
  most: number;
  preview: Preview | undefined;
  /** What was seen is no longer what there is. */
  changed: boolean;
  done: readonly BulkActDone[];
  now: Date;
  /** Names of the themes of the process. */
  themes: readonly string[];
  may: { code: boolean; discard: boolean };
}

export function ActOnAll(props: Props): VNode {
  const { process, list, query, form, most, preview, done } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("demands.all.title")}</h1>
        <Lead>{t("demands.all.lead", { n: list.total })}</Lead>
        <FilterWords {...props} />
        <NextLink href={href(addressOf(process.slug, query))}>{t("demands.all.back")}</NextLink>
      </Stack>
      {list.total === 0 && <EmptyState level={2} title={t("demands.join.empty")} text={t("demands.join.emptyText")} />}
      {list.total > most && <Notice tone="warn">{t("demands.all.tooMany", { n: list.total, most })}</Notice>}
      {list.total > 0 && list.total <= most && (
        <Split>
          <Stack gap="l">{preview ? <Sure {...props} preview={preview} /> : <Choose {...props} />}</Stack>
          <Which {...props} />
        </Split>
      )}
      {done.length > 0 && <Done {...props} />}
    </Page>
  );
}

function FilterWords({ query, entity }: Props): VNode {
  const { estado, sector, lugar, llego, q } = query;
  const words = [
    estado && t(`demands.states.${estado}`),
    sector &&
      (sector === NO_SECTOR ? t("demands.join.noSector") : entity.catalogs.sectors.find(sector)?.names[locale()]),
    lugar && entity.find(lugar)?.name,
    llego && t(`demands.channel.${llego}`),
    q && `“${q}”`,
  ].filter((word): word is string => typeof word === "string" && word !== "");
  return <p>{words.length === 0 ? t("demands.all.noFilter") : words.join(" · ")}</p>;
}

function Choose({ process, query, form, entity, may, themes }: Props): VNode {
  return (
    <Form action={href(`/gestion/necesidades/${process.slug}/todas`)} hidden={{ f: searchOf(query) }}>
      {may.code && (
        <Section title={t("demands.all.code")} id="codificar">
          <CodingFields form={form} entity={entity} />
          <Button name="act" value="code">
            {t("demands.all.seeCode")}
          </Button>
        </Section>
      )}
      {may.code && (
        <Section title={t("demands.all.theme")} id="tema">
          <Field
            id="theme"
            optional
            label={t("demands.theme.field")}
            hint={t("demands.theme.fieldHint")}
            value={form.value("theme")}
            error={form.error("theme")}
            suggestions={themes}
            maxLength={120}
          />
          <Button kind="quiet" name="act" value="theme">
            {t("demands.all.seeTheme")}
          </Button>
        </Section>
      )}
      {may.discard && (
        <Section title={t("demands.all.discard")} id="descartar">
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
          <Button kind="quiet" name="act" value="discard">
            {t("demands.all.seeDiscard")}
          </Button>
        </Section>
      )}
    </Form>
  );
}

/** How many and what, before it is done. */
function Sure({ process, query, entity, preview, changed }: Props & { preview: Preview }): VNode {
  const { act, upTo, total } = preview;
  return (
    <Card title={t(`demands.all.sure.${act.act}`, { n: total })} id="seguro">
      {changed && <Notice tone="warn">{t("demands.all.changed")}</Notice>}
      <Bullets items={wordsOf(act, entity)} />
      <Fine>{t(`demands.all.after.${act.act}`)}</Fine>
      <Form
        action={href(`/gestion/necesidades/${process.slug}/todas`)}
        layout="bare"
        hidden={{ f: searchOf(query), act: act.act, upTo: String(upTo), total: String(total), ...valuesOf(act) }}
      >
        <Actions>
          <Button kind={act.act === "discard" ? "danger" : undefined}>
            {t(`demands.all.do.${act.act}`, { n: total })}
          </Button>
        </Actions>
      </Form>
      <NextLink href={href(`/gestion/necesidades/${process.slug}/todas?${searchOf(query)}`)}>
        {t("demands.all.other")}
      </NextLink>
    </Card>
  );
}

function wordsOf(act: Asked, entity: Entity): string[] {
  if (act.act === "theme") return [`${t("demands.theme.field")}: ${act.name}`];
  if (act.act === "discard") return [`${t("demands.join.reason.label")}: ${act.reason}`];
  const { sector, right, groups } = act.codes;
  const name = (catalog: "sectors" | "rights" | "populationGroups", code: string) =>
    entity.catalogs[catalog].find(code)?.names[locale()] ?? code;
  return [
    sector && `${t("demands.join.sector")}: ${name("sectors", sector)}`,
    right && `${t("demands.join.right")}: ${name("rights", right)}`,
    ...groups.map((group) => `${t("demands.join.group")}: ${name("populationGroups", group)}`),
  ].filter((word): word is string => typeof word === "string" && word !== "");
}

function valuesOf(act: Asked): Record<string, string> {
  if (act.act === "theme") return { theme: act.name };
  if (act.act === "discard") return { reason: act.reason };
  const { sector = "", right = "", groups } = act.codes;
  return { sector, right, groups: groups[0] ?? "" };
}

/** Which ones: where they are, and the last that were said. */
function Which({ list, entity }: Props): VNode {
  const places = [...list.counts.territory].sort((a, b) => b[1] - a[1]);
  return (
    <Stack gap="l">
      <Section title={t("demands.all.where")} id="donde">
        <Bullets plain items={places.map(([code, n]) => `${entity.find(code)?.name ?? code}: ${formatNumber(n)}`)} />
      </Section>
      <Section title={t("demands.all.examples", { n: list.needs.length })} id="cuales">
        <Items>
          {list.needs.map((need) => (
            <Item title={need.text} href={href(`/necesidades/${need.id}`)} meta={entity.find(need.territory)?.name} />
          ))}
        </Items>
      </Section>
    </Stack>
  );
}

function Done({ process, done, may, now }: Props): VNode {
  return (
    <Section title={t("demands.all.done")} id="hechas">
      <BulkActs process={process} acts={done} may={may} now={now} />
    </Section>
  );
}

interface ActsProps {
  process: Process;
  acts: readonly BulkActDone[];
  may: { code: boolean; discard: boolean };
  now: Date;
}

/** What was done to several needs at once, with the way back from what is recent. */
export function BulkActs({ process, acts, may, now }: ActsProps): VNode {
  return (
    <Items>
      {acts.map((act) => {
        const words = t(`demands.all.was.${act.act}`, { n: act.n });
        return (
          <Item
            id={`h${act.id}`}
            title={words}
            over={act.undoneAt && <Tag>{t("demands.changes.undone")}</Tag>}
            meta={[formatInstant(act.at), act.by].filter(Boolean).join(" · ")}
            side={
              isUndoable(act, now) && (act.act === "discard" ? may.discard : may.code) ? (
                <UndoForm
                  action={`/gestion/necesidades/${process.slug}/todas/${act.id}/deshacer`}
                  at={act.at}
                  of={words}
                />
              ) : (
                ""
              )
            }
          />
        );
      })}
    </Items>
  );
}
