// What needs tell in a thread: who said it first, with what it was joined, and what was left out and why.
import { sql } from "kysely";
import type { VNode } from "preact";
import { nearToFar } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryMoment, StoryPart } from "#platform/module.ts";
import { Details, Notice, Tag } from "#platform/views/content.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Bullets, Fine, Plainly, Said, Small, Written } from "#platform/views/text.tsx";
import { listAnswers } from "./answer-authors/answers.sql.ts";

/** Needs named one by one: the rest are counted, and are in the data of the thread. */
const NAMED = 40;
const LETTERS = 140;

interface Voice {
  id: number;
  text: string;
  place: string | null;
  sub: string | null;
  territory: string;
  people: number;
  at: Date;
  reason: string | null;
  organisation: string | null;
}

interface LeftOut {
  id: number;
  text: string;
  reason: string;
}

export async function demandsStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = life.ids.get("demand") ?? [];
  if (ids.length === 0) return undefined;
  const voices = await listVoices(db, ids);
  const first = voices.find((voice) => voice.id === life.focus) ?? voices[0];
  if (first === undefined) return undefined;
  const others = voices.filter((voice) => voice.id !== first.id);
  const joinedAt = await findJoined(db, ids);
  const leftOut = await listLeftOut(db, [...life.ids.values()].flat());
  const people = voices.reduce((sum, voice) => sum + voice.people, 0);
  const moments: StoryMoment[] = [
    { at: first.at, icon: "chat", title: t("trace.story.said"), body: <SaidMoment voice={first} names={life.names} /> },
  ];
  if (others.length > 0 && joinedAt !== undefined) {
    moments.push({
      at: joinedAt,
      icon: "merge",
      title: t("trace.story.joined", { n: others.length }),
      body: <Joined others={others} leftOut={leftOut} />,
    });
  }
  const answer = (await listAnswers(db, [first.id])).get(first.id);
  if (answer !== undefined) {
    moments.push({
      at: answer.at,
      icon: "chat",
      title: t("trace.story.answered"),
      body: <Plainly text={answer[locale()]} translated />,
    });
  }
  if (first.reason !== null) {
    moments.push({
      at: await findDiscarded(db, first.id, first.at),
      icon: "cross",
      title: t("trace.story.discarded"),
      body: <Notice tone="warn">{t("trace.story.discardedWhy", { reason: first.reason })}</Notice>,
    });
  }
  return {
    knots: [{ at: first.at, value: formatNumber(voices.length), label: t("trace.story.needs", { n: voices.length }) }],
    moments,
    facts: [{ name: t("trace.story.whoAsked"), value: t("demands.people", { n: people }) }],
    ...(first.reason !== null && ids.length === 1
      ? {
          state: <Tag tone="warn">{t("trace.story.discarded")}</Tag>,
          lead: t("trace.story.discardedWhy", { reason: first.reason }),
        }
      : {}),
  };
}

async function listVoices(db: ReadDb, ids: readonly number[]): Promise<Voice[]> {
  const result = await sql<Voice>`
    select d.id, d.text, d.place, d.sub_code as sub, d.territory_code as territory, d.supports + 1 as people,
      d.said_at as at, d.reason, o.name as organisation
    from demands d left join organisations o on o.id = d.organisation_id
    where d.id = any (${ids}) order by d.said_at, d.id`.execute(db);
  return result.rows;
}

/** When the first of them was joined to another or taken to an initiative. */
async function findJoined(db: ReadDb, ids: readonly number[]): Promise<Date | undefined> {
  const result = await sql<{ at: Date | null }>`
    select min(made_at) as at from links where from_id = any (${ids}) and ended_at is null`.execute(db);
  return result.rows[0]?.at ?? undefined;
}

/** Needs that were once joined to something in this life, were taken out of it, and were set aside with a reason. */
async function listLeftOut(db: ReadDb, ids: readonly number[]): Promise<LeftOut[]> {
  const result = await sql<LeftOut>`
    select distinct d.id, d.text, d.reason from links l
    join demands d on d.id = l.from_id and d.state = 'discarded'
    join things t on t.id = d.id and t.visibility = 'public'
    where l.to_id = any (${ids}) and l.ended_at is not null and not (d.id = any (${ids})) order by d.id limit 10`.execute(
    db,
  );
  return result.rows;
}

async function findDiscarded(db: ReadDb, id: number, otherwise: Date): Promise<Date> {
  const result = await sql<{ at: Date | null }>`
    select max(at) as at from history where thing_id = ${id} and event = 'demands.discarded' and public`.execute(db);
  return result.rows[0]?.at ?? otherwise;
}

function SaidMoment({ voice, names }: { voice: Voice; names: StoryInput["names"] }): VNode {
  const where = nearToFar(voice.place, voice.sub && names.territory(voice.sub), names.territory(voice.territory));
  return (
    <Stack gap="xs">
      <Said>«{voice.text}»</Said>
      <Small>
        {where.join(", ")}. {t("demands.people", { n: voice.people })}.{" "}
        {voice.organisation !== null && `${t("trace.story.inName", { name: voice.organisation })} `}
        <Link href={href(`/necesidades/${voice.id}`)}>{t("trace.story.seeNeed")}</Link>
      </Small>
    </Stack>
  );
}

function Joined({ others, leftOut }: { others: readonly Voice[]; leftOut: readonly LeftOut[] }): VNode {
  return (
    <Stack gap="s">
      <p>{t("trace.story.joinedText", { n: others.length })}</p>
      <Details summary={t("trace.story.readThem", { n: others.length })}>
        <Bullets items={others.slice(0, NAMED).map((voice) => <NeedLink need={voice} />)} />
        {others.length > NAMED && <Fine>{t("trace.story.andMore", { n: others.length - NAMED })}</Fine>}
      </Details>
      {leftOut.length > 0 && (
        <Details summary={t("trace.story.leftOut", { n: leftOut.length })}>
          <Bullets
            items={leftOut.map((one) => (
              <>
                <NeedLink need={one} /> <Written>{one.reason}</Written>
              </>
            ))}
          />
        </Details>
      )}
    </Stack>
  );
}

function NeedLink({ need: { id, text } }: { need: { id: number; text: string } }): VNode {
  return (
    <Link href={href(`/necesidades/${id}`)}>
      <Written>{shorten(text)}</Written>
    </Link>
  );
}

function shorten(text: string): string {
  return text.length <= LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", LETTERS))}…`;
}
