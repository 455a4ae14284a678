// What a conversation tells in a thread: the sentence that went on, how people answered it, and where the conversation is.
import { sql } from "kysely";
import type { VNode } from "preact";
import type { ReadDb } from "#platform/db/db.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryPart } from "#platform/module.ts";
import { Tag } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Said, Small, Written } from "#platform/views/text.tsx";

/** Fewer answers than these are not told: somebody could be recognised. */
const FEW = 5;
/** Statements named one by one; a conversation may have led to many things. */
const TOLD = 5;

interface Told {
  id: number;
  text: string;
  number: number;
  seed: boolean;
  slug: string;
  title: string;
  at: Date;
  agrees: number;
  answers: number;
}

export async function conversationsStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const statements = life.ids.get("statement") ?? [];
  const alone = (life.ids.get("conversation") ?? []).find((id) => id === life.focus);
  if (statements.length === 0) return alone === undefined ? undefined : tellWhole(db, alone);
  const told = await listTold(db, statements);
  const [first] = told;
  if (first === undefined) return undefined;
  const people = Math.max(...told.map((one) => one.answers));
  return {
    knots:
      people < FEW
        ? []
        : [{ at: first.at, value: formatNumber(people), label: t("conversations.story.answered", { n: people }) }],
    moments: told.slice(0, TOLD).map((one) => ({
      at: one.at,
      icon: "chat" as const,
      title: t("conversations.story.said"),
      body: <Sentence told={one} />,
    })),
    ...(statements.includes(life.focus) && life.ids.size <= 2
      ? { state: <Tag tone="info">{t("conversations.story.talked")}</Tag>, lead: t("conversations.story.lead") }
      : {}),
  };
}

async function listTold(db: ReadDb, ids: readonly number[]): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select s.id, s.text, s.number, s.seed, c.slug, c.title, s.said_at as at,
      (select count(*) filter (where v.value = 1) from conversation_votes v
        where v.conversation_id = s.conversation_id and v.statement_id = s.id) as agrees,
      (select count(*) from conversation_votes v
        where v.conversation_id = s.conversation_id and v.statement_id = s.id) as answers
    from conversation_statements s join conversations c on c.id = s.conversation_id
    where s.id = any (${ids}) order by s.said_at, s.id`.execute(db);
  return rows;
}

async function tellWhole(db: ReadDb, id: number): Promise<StoryPart | undefined> {
  const { rows } = await sql<{ slug: string; title: string; at: Date; people: number; closed: boolean }>`
    select slug, title, opens_at as at, state = 'closed' as closed,
      (select count(*) from conversation_voters v where v.conversation_id = c.id) as people
    from conversations c where id = ${id}`.execute(db);
  const [one] = rows;
  if (one === undefined) return undefined;
  return {
    knots: [{ at: one.at, value: formatNumber(one.people), label: t("conversations.story.people", { n: one.people }) }],
    state: <Tag tone={one.closed ? "plain" : "open"}>{t(`conversations.state.${one.closed ? "closed" : "open"}`)}</Tag>,
    lead: one.closed ? t("conversations.story.ended") : t("conversations.story.going"),
    actions: [{ text: t("conversations.statement.whole"), path: `/conversaciones/${one.slug}`, main: true }],
  };
}

function Sentence({ told }: { told: Told }): VNode {
  const base = `/conversaciones/${told.slug}`;
  const parameters = {
    n: told.answers,
    yes: told.agrees,
    percent: Math.round((100 * told.agrees) / Math.max(1, told.answers)),
  };
  return (
    <Stack gap="xs">
      <Said>{told.text}</Said>
      {told.answers >= FEW && <Small>{t("conversations.story.agreed", parameters)}</Small>}
      <Small soft>
        {t("conversations.story.in")}{" "}
        <Link href={href(base)}>
          <Written>{told.title}</Written>
        </Link>
      </Small>
    </Stack>
  );
}
