import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { formatNearDate, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { ReportedItem } from "#platform/module.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { KeyHint, WorkList, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { type Case, CLAIM_MS, type Shelf } from "../cases.ts";

export interface Listed {
  one: Case;
  item: ReportedItem;
  place: string;
  kind: string;
}

interface Props {
  shelf: Shelf;
  listed: readonly Listed[];
  counts: readonly { id: Shelf; n: number }[];
  form: FormState;
  me: number;
  now: Date;
}

const LETTERS = 160;

export function QueuePage({ shelf, listed, counts, form, me, now }: Props): VNode {
  const waiting = counts.find(({ id }) => id === shelf)?.n ?? 0;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("moderation.desk.title")}</h1>
        <Lead>{t("moderation.desk.lead")}</Lead>
      </Stack>
      <FilterChips
        label={t("moderation.desk.shelves")}
        items={counts.map(({ id, n }) => ({
          text: t(`moderation.desk.shelf.${id}`),
          count: formatNumber(n),
          href: href(id === "waiting" ? "/gestion/moderacion" : `/gestion/moderacion?estante=${id}`),
          current: id === shelf,
        }))}
      />
      {shelf !== "decided" && waiting > 0 && (
        <Form action={href("/gestion/moderacion/siguiente")} layout="bare" hidden={{ estante: shelf }}>
          <Button shortcut="n">{t("moderation.desk.begin")}</Button>
        </Form>
      )}
      {listed.length === 0 ? (
        <EmptyState
          level={2}
          title={t(`moderation.desk.empty.${shelf}`)}
          text={t("moderation.desk.emptyText")}
          action={{ href: href("/ayuda/moderate"), text: t("common.howTo") }}
        />
      ) : (
        <WorkList label={t(`moderation.desk.shelf.${shelf}`)}>
          {listed.map((each) => (
            <Row {...each} me={me} now={now} />
          ))}
        </WorkList>
      )}
      <KeyHint
        title={t("moderation.desk.keys")}
        items={[
          { keys: ["↑", "↓"], text: t("moderation.desk.keyMove") },
          { keys: ["n"], text: t("moderation.desk.begin") },
        ]}
      />
    </Page>
  );
}

function Row({ one, item, place, kind, me, now }: Listed & { me: number; now: Date }): VNode {
  const looking = one.claimedAt !== null && one.claimedBy !== me && now.getTime() - one.claimedAt.getTime() < CLAIM_MS;
  return (
    <WorkRow
      id={`c${one.id}`}
      href={href(`/gestion/moderacion/${one.id}`)}
      text={shorten(item.text) || t("moderation.desk.noWords", { kind })}
      tags={
        <>
          <Tag>{kind}</Tag>{" "}
          <Tag tone={one.source === "report" ? "warn" : "info"}>{t(`moderation.source.${one.source}`)}</Tag>{" "}
          {one.decision !== null && <Tag tone="done">{t(`moderation.decision.${one.decision}`)}</Tag>}
          {looking && <Tag tone="open">{t("moderation.desk.looking", { name: one.claimedName ?? "" })}</Tag>}
        </>
      }
      meta={[
        place,
        formatNearDate(one.decidedAt ?? one.openedAt),
        ...(one.decidedName === null ? [] : [one.decidedName]),
      ]}
    />
  );
}

function shorten(text: string): string {
  return text.length <= LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", LETTERS))}…`;
}
