// What was done with the needs of a process, newest first, and the way back from each act.
import type { VNode } from "preact";
import { z } from "zod";
import type { Process } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { isUndoable } from "#platform/http/undo-window.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Page, Section } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Small } from "#platform/views/text.tsx";
import { UndoForm } from "#platform/views/undo-form.tsx";
import { BulkActs } from "../act-on-all/act-on-all.view.tsx";
import { type BulkActDone, listBulkActs } from "../act-on-all/bulk-acts.sql.ts";
import { getWorkProcess } from "../join-needs/join-needs.route.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { listHidden, listMerges, listSetAside, type MergeAct, type SetAside } from "./changes.sql.ts";

const MOST = 50;
/** Acts over several needs that are listed. */
const ACTS = 10;

export const changes = get({
  path: "/gestion/necesidades/:slug/cambios",
  access: "demands.read",
  params: z.object({ slug: z.string() }),
  handle: async (ctx, { params }) => {
    const process = await getWorkProcess(ctx, params.slug);
    const territories = placesOf(ctx.entity, ctx.authority.territoriesFor("demands.read"));
    const where = { processId: process.id, territories, limit: MOST };
    return {
      kind: "page",
      title: t("demands.changes.title"),
      staff: true,
      section: "demands",
      crumbs: [
        { text: t("demands.join.title"), path: `/gestion/necesidades/${process.slug}` },
        { text: t("demands.changes.title") },
      ],
      body: (
        <Changes
          process={process}
          merges={await listMerges(ctx.db, where)}
          setAside={await listSetAside(ctx.db, where)}
          hidden={ctx.authority.may("moderation.decide") ? await listHidden(ctx.db, where) : []}
          mayMerge={ctx.authority.may("demands.merge")}
          acts={await listBulkActs(ctx.db, process.id, { limit: ACTS })}
          may={{ code: ctx.authority.may("demands.code"), discard: ctx.authority.may("demands.discard") }}
          now={ctx.now}
        />
      ),
    };
  },
});

interface Props {
  process: Process;
  merges: readonly MergeAct[];
  setAside: readonly SetAside[];
  hidden: readonly { id: number; reason: string }[];
  mayMerge: boolean;
  acts: readonly BulkActDone[];
  may: { code: boolean; discard: boolean };
  now: Date;
}

function Changes(props: Props): VNode {
  const { process, merges, setAside, hidden, acts, may, now } = props;
  return (
    <Page width="wide" gap="l">
      <h1>{t("demands.changes.title")}</h1>
      {merges.length + setAside.length + hidden.length + acts.length === 0 && (
        <EmptyState
          level={2}
          title={t("demands.changes.none")}
          text={t("demands.changes.noneText")}
          action={{ href: href(`/gestion/necesidades/${process.slug}`), text: t("demands.join.toList") }}
        />
      )}
      {acts.length > 0 && (
        <Section title={t("demands.changes.several")} id="varias">
          <BulkActs process={process} acts={acts} may={may} now={now} />
        </Section>
      )}
      {merges.length > 0 && (
        <Section title={t("demands.changes.merges")} id="juntas">
          <Items>
            {merges.map((merge) => (
              <Merge merge={merge} {...props} />
            ))}
          </Items>
        </Section>
      )}
      {setAside.length > 0 && (
        <Section title={t("demands.changes.discarded")} id="descartadas">
          <Items>
            {setAside.map((need) => (
              <Discarded need={need} {...props} />
            ))}
          </Items>
        </Section>
      )}
      {hidden.length > 0 && (
        <Section title={t("demands.changes.hidden")} id="ocultas">
          <Items>
            {hidden.map(({ id, reason }) => (
              <Item
                title={t("demands.changes.hiddenNeed", { id: String(id) })}
                href={href(`/gestion/necesidades/moderar/${id}`)}
                meta={reason}
              />
            ))}
          </Items>
        </Section>
      )}
      <NextLink href={href(`/gestion/necesidades/${process.slug}`)}>{t("demands.join.merged.goOn")}</NextLink>
    </Page>
  );
}

function when(at: Date | null, by: string | null): string {
  return [at && formatInstant(at), by].filter(Boolean).join(" · ");
}

/** While its minutes last the whole act is undone; later, each need is separated by itself. */
function Merge({ merge, process, mayMerge, now }: Props & { merge: MergeAct }): VNode {
  const undoable = mayMerge && isUndoable(merge, now);
  const separable = mayMerge && !undoable && merge.undoneAt === null;
  return (
    <Item
      id={`m${merge.id}`}
      title={merge.target.text}
      href={href(`/necesidades/${merge.target.id}`)}
      over={merge.undoneAt && <Tag>{t("demands.changes.undone")}</Tag>}
      meta={when(merge.at, merge.by)}
      side={
        undoable ? (
          <UndoForm
            action={`/gestion/necesidades/${process.slug}/juntas/${merge.id}/deshacer`}
            at={merge.at}
            of={merge.target.text}
          />
        ) : (
          ""
        )
      }
    >
      <Bullets
        items={merge.members.map((member) =>
          separable && member.joined ? <Separable need={member} process={process} /> : member.text,
        )}
      />
    </Item>
  );
}

function Separable({ need, process }: { need: { id: number; text: string }; process: Process }): VNode {
  return (
    <>
      {need.text}
      <Form action={href(`/gestion/necesidades/${process.slug}/separar`)} layout="bare" hidden={{ d: String(need.id) }}>
        <Button kind="quiet" size="small" label={`${t("demands.undo.separate")}: ${need.text}`}>
          {t("demands.undo.separate")}
        </Button>
      </Form>
    </>
  );
}

function Discarded({ need, process, may }: Props & { need: SetAside }): VNode {
  return (
    <Item
      id={`d${need.id}`}
      title={need.text}
      href={href(`/necesidades/${need.id}`)}
      meta={when(need.at, need.by)}
      side={
        may.discard ? (
          <Form
            action={href(`/gestion/necesidades/${process.slug}/recuperar`)}
            layout="bare"
            hidden={{ d: String(need.id) }}
          >
            <Button kind="quiet" size="small" icon="undo" label={`${t("demands.changes.recover")}: ${need.text}`}>
              {t("demands.changes.recover")}
            </Button>
          </Form>
        ) : (
          ""
        )
      }
    >
      <Small>{need.reason}</Small>
    </Item>
  );
}
