import type { VNode } from "preact";
import { type Entity, nearToFar } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDateShort, formatPercent, href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { KeyHint, WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Grid, Page, Row } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Fine, Lead, Said, Small } from "#platform/views/text.tsx";
import type { ListedNeed } from "../need-list.sql.ts";
import { type PairQuery, pairSearch, pairsPath } from "./pair-query.ts";
import type { Candidate, Pair } from "./pairs.sql.ts";

interface Props {
  process: Process;
  query: PairQuery;
  pair: Pair | undefined;
  /** Where to go on looking; undefined at the end of the list. */
  last: number | undefined;
  needs: readonly ListedNeed[];
  form: FormState;
  entity: Entity;
}

/** Two needs side by side and one question: do they say the same? */
export function PairNeeds(props: Props): VNode {
  const { pair, needs, query, form } = props;
  const need = needs.find(({ id }) => id === pair?.need);
  const [first, ...others] = pair?.candidates ?? [];
  const other = needs.find(({ id }) => id === first?.id);
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("demands.pair.title")}</h1>
      {query.hecho !== undefined && form.errors.length === 0 && <Done {...props} hecho={query.hecho} />}
      {need === undefined || other === undefined || first === undefined ? (
        <Nothing {...props} />
      ) : (
        <>
          <Lead>{t("demands.pair.lead")}</Lead>
          <Grid>
            <NeedCard title={t("demands.pair.this")} id="una" need={need} {...props} />
            <NeedCard title={t("demands.pair.other")} id="otra" need={other} candidate={first} {...props} />
          </Grid>
          <Decide {...props} need={need} other={other} more={others.length} />
        </>
      )}
    </Page>
  );
}

function NeedCard(props: Props & { title: string; id: string; need: ListedNeed; candidate?: Candidate }): VNode {
  const { title, id, need, candidate, entity } = props;
  const sector = need.sector === null ? undefined : entity.catalogs.sectors.find(need.sector);
  const place = nearToFar(need.place, need.sub && entity.find(need.sub)?.name, entity.find(need.territory)?.name);
  return (
    <Card title={title} id={id}>
      <Said>{need.text}</Said>
      <Row>
        {candidate !== undefined && (
          <Tag tone="accent">
            {t("demands.pair.likeness", { share: formatPercent(Math.round(100 * candidate.likeness), 100) })}
          </Tag>
        )}
        {candidate?.sameSector && <Tag>{t("demands.pair.sameSector")}</Tag>}
        {need.state === "taken" && <Tag>{t("demands.state.taken")}</Tag>}
      </Row>
      <Small soft>
        {[
          ...place,
          sector && entity.name(sector, locale()),
          `${t(`demands.channel.${need.channel}`)} · ${formatDateShort(need.saidAt)}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </Small>
      <Small>
        <strong>{t("demands.people", { n: need.supports + 1 })}</strong>{" "}
        <Link href={href(`/necesidades/${need.id}`)} label={t("demands.join.seeOne", { id: String(need.id) })}>
          {t("demands.join.see")}
        </Link>
      </Small>
    </Card>
  );
}

function Decide({ process, query, need, other, more }: Props & { need: ListedNeed; other: ListedNeed; more: number }) {
  return (
    <WorkKeys>
      <Form
        action={href(`/gestion/necesidades/${process.slug}/parejas`)}
        layout="stack-s"
        hidden={{
          need: String(need.id),
          other: String(other.id),
          f: pairSearch({ ...query, hecho: undefined }),
        }}
      >
        <Actions>
          <Button name="act" value="same" shortcut="J">
            {t("demands.pair.same")}
          </Button>
          <Button kind="quiet" name="act" value="different" shortcut="N">
            {t("demands.pair.different")}
          </Button>
        </Actions>
      </Form>
      <Form
        action={href(pairsPath(process.slug, {}))}
        method="get"
        layout="bare"
        hidden={{ ...placed(query), desde: String(need.id) }}
      >
        <Button kind="quiet" size="small" shortcut="S">
          {t("demands.pair.skip")}
        </Button>
      </Form>
      {more > 0 && <Fine>{t("demands.pair.more", { n: more })}</Fine>}
      <KeyHint
        title={t("demands.join.keys.title")}
        items={[
          { keys: ["J"], text: t("demands.pair.keys.same") },
          { keys: ["N"], text: t("demands.pair.keys.different") },
          { keys: ["S"], text: t("demands.pair.keys.skip") },
          { keys: ["Z"], text: t("demands.join.keys.undo") },
        ]}
      />
    </WorkKeys>
  );
}

/** The filters as fields of a form that asks. */
function placed({ lugar, sector }: PairQuery): Record<string, string> {
  return { ...(lugar && { lugar }), ...(sector && { sector }) };
}

function Done({ process, query, hecho }: Props & { hecho: string }): VNode {
  const [what = ""] = hecho.split("-");
  const words = {
    iguales: t("demands.join.done.merged"),
    distintas: t("demands.pair.done.different"),
    deshecho: t("demands.pair.done.undone"),
  };
  return (
    <Notice tone="success" live>
      <p>{words[what as keyof typeof words]}</p>
      {what !== "deshecho" && (
        <Form
          action={href(`/gestion/necesidades/${process.slug}/parejas/deshacer`)}
          layout="bare"
          hidden={{
            hecho,
            f: pairSearch({ ...query, hecho: undefined }),
          }}
        >
          <Button kind="quiet" size="dense" shortcut="Z">
            {t("common.undo.word")}
          </Button>
        </Form>
      )}
    </Notice>
  );
}

function Nothing({ process, query, last }: Props): VNode {
  if (last !== undefined) {
    return (
      <EmptyState
        level={2}
        title={t("demands.pair.lookOn")}
        action={{
          href: href(pairsPath(process.slug, { ...query, hecho: undefined, desde: last })),
          text: t("demands.pair.lookOnLink"),
        }}
      />
    );
  }
  return (
    <>
      <EmptyState level={2} title={t("demands.pair.none")} text={t("demands.pair.noneText")} />
      <LinkButton kind="quiet" href={href(`/gestion/necesidades/${process.slug}`)}>
        {t("demands.join.merged.goOn")}
      </LinkButton>
    </>
  );
}
