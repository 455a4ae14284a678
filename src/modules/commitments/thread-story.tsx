// What promises tell in a thread: who promised what and for when, what was done, and what both sides say of it.
import { sql } from "kysely";
import type { VNode } from "preact";
import type { ReadDb } from "#platform/db/db.ts";
import { formatDayMonthYear, formatMoney, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import type { StoryInput, StoryMoment, StoryPart } from "#platform/module.ts";
import { PartsFigure } from "#platform/views/charts.tsx";
import { Notice } from "#platform/views/content.tsx";
import { Actions, Row, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Plainly, Small, Written } from "#platform/views/text.tsx";
import { type CommitmentState, canBeJudged } from "./commitment.ts";
import { StateTag } from "./state-tag.tsx";

/** Promises told in full, and updates of each: the rest is on the page of the promise. */
const TOLD = 4;
const UPDATES = 12;

interface Promised {
  id: number;
  title: string;
  text: string;
  agency: string;
  responsible: string;
  dueDate: string;
  /** The first promised day, when it was moved. */
  firstDueDate: string | null;
  money: number | null;
  state: CommitmentState;
  at: Date;
}

interface Told {
  commitment: number;
  state: CommitmentState;
  text: string;
  done: number | null;
  of: number | null;
  unit: string | null;
  link: string | null;
  at: Date;
}

interface Moved {
  commitment: number;
  from: string;
  to: string;
  reason: string;
}

interface Verdict {
  commitment: number;
  yes: number;
  partly: number;
  no: number;
}

export async function commitmentsStory(db: ReadDb, life: StoryInput): Promise<StoryPart | undefined> {
  const ids = (life.ids.get("commitment") ?? []).slice(0, TOLD);
  if (ids.length === 0) return undefined;
  const [promises, told, moved, verdicts] = await Promise.all([
    listPromises(db, ids),
    listTold(db, ids),
    listMoved(db, ids),
    listVerdicts(db, ids),
  ]);
  const main = promises.find((one) => one.id === life.focus) ?? promises[0];
  if (main === undefined) return undefined;
  const of = <T extends { commitment: number }>(rows: readonly T[], id: number): T[] =>
    rows.filter((row) => row.commitment === id);
  const last = of(told, main.id).at(-1);
  return {
    knots: [
      { at: main.at, value: formatNumber(promises.length), label: t("trace.story.promises", { n: promises.length }) },
      stateKnot(main, last, life),
    ],
    moments: promises.flatMap((one) => [
      {
        at: one.at,
        icon: "hands" as const,
        title: t("trace.story.promised"),
        body: <PromisedMoment promise={one} moved={of(moved, one.id)} names={life.names} />,
      },
      ...of(told, one.id)
        .slice(-UPDATES)
        .map((update) => toldMoment(update, life.names.today)),
      verdictMoment(one, of(verdicts, one.id)[0], life),
    ]),
    facts: [
      { name: t("commitments.show.agency"), value: life.names.agency(main.agency) },
      { name: t("commitments.show.due"), value: formatDayMonthYear(main.dueDate) },
      ...(last === undefined ? [] : [{ name: t("trace.story.lastNews"), value: formatDayMonthYear(last.at) }]),
    ],
    state: <StateTag commitment={main} today={life.names.today} />,
    lead: last ? (
      <Written>{last.text}</Written>
    ) : (
      t("trace.story.promisedLead", { date: formatDayMonthYear(main.dueDate) })
    ),
    actions: [
      ...(canBeJudged(main, life.names.today)
        ? [{ text: t("commitments.show.judge"), path: `/compromisos/${main.id}/juzgar`, main: true }]
        : []),
      { text: t("trace.story.seePromise"), path: `/compromisos/${main.id}` },
    ],
  };
}

async function listPromises(db: ReadDb, ids: readonly number[]): Promise<Promised[]> {
  const result = await sql<Promised>`
    select id, title, text, agency_code as agency, responsible, due_date as "dueDate", money, state, created_at as at,
      (select from_date from commitment_dates d where d.commitment_id = commitments.id order by d.id limit 1) as "firstDueDate"
    from commitments where id = any (${ids}) order by created_at, id`.execute(db);
  return result.rows;
}

async function listTold(db: ReadDb, ids: readonly number[]): Promise<Told[]> {
  const result = await sql<Told>`
    select commitment_id as commitment, state, text, figure_done as done, figure_of as of, figure_unit as unit,
      link_url as link, at
    from commitment_updates where commitment_id = any (${ids}) order by at, id`.execute(db);
  return result.rows;
}

async function listMoved(db: ReadDb, ids: readonly number[]): Promise<Moved[]> {
  const result = await sql<Moved>`
    select commitment_id as commitment, from_date as "from", to_date as "to", reason
    from commitment_dates where commitment_id = any (${ids}) order by at, id`.execute(db);
  return result.rows;
}

async function listVerdicts(db: ReadDb, ids: readonly number[]): Promise<Verdict[]> {
  const result = await sql<Verdict>`
    select commitment_id as commitment, count(*) filter (where answer = 'yes') as yes,
      count(*) filter (where answer = 'partly') as partly, count(*) filter (where answer = 'no') as no
    from judgements where commitment_id = any (${ids}) group by 1`.execute(db);
  return result.rows;
}

function stateKnot(promise: Promised, last: Told | undefined, life: StoryInput) {
  const figure = last?.done === null || last?.done === undefined ? undefined : last;
  return {
    at: last?.at ?? life.now,
    value:
      figure === undefined
        ? t(`commitments.state.${promise.state}`)
        : figure.of === null
          ? formatNumber(figure.done ?? 0)
          : t("trace.story.doneOf", { done: formatNumber(figure.done ?? 0), of: formatNumber(figure.of) }),
    label: figure === undefined ? t("trace.story.stateToday") : (figure.unit ?? ""),
    state: promise.state === "met" ? ("done" as const) : ("now" as const),
  };
}

function PromisedMoment({
  promise,
  moved,
  names,
}: {
  promise: Promised;
  moved: readonly Moved[];
  names: StoryInput["names"];
}): VNode {
  const first = moved[0]?.from ?? promise.dueDate;
  return (
    <Stack gap="s">
      <p>
        <strong>{names.agency(promise.agency)}</strong> {t("trace.story.promisedWhat")}{" "}
        <Link href={href(`/compromisos/${promise.id}`)}>
          <Written>{promise.title}</Written>
        </Link>
        .
      </p>
      <Small>
        {t("trace.story.promisedFor", { date: formatDayMonthYear(first), who: promise.responsible })}
        {promise.money !== null && ` ${t("trace.story.money", { amount: formatMoney(promise.money) })}`}
      </Small>
      {moved.length > 0 && (
        <Notice tone="warn">
          <Stack gap="xs">
            <p>{t("trace.story.moved", { n: moved.length })}</p>
            {moved.map((one) => (
              <p>
                <s>{formatDayMonthYear(one.from)}</s> → <strong>{formatDayMonthYear(one.to)}</strong>.{" "}
                {t("trace.story.movedWhy", { reason: one.reason })}
              </p>
            ))}
          </Stack>
        </Notice>
      )}
    </Stack>
  );
}

function toldMoment(told: Told, today: string): StoryMoment {
  return {
    at: told.at,
    icon: told.state === "met" ? "check" : "change",
    title: t("trace.story.told"),
    body: (
      <Stack gap="xs">
        <Row>
          <StateTag commitment={{ state: told.state, dueDate: today }} today={today} />
        </Row>
        <Plainly text={told.text} />
        <Small>
          {told.done !== null &&
            `${t("trace.story.figure", { done: formatNumber(told.done), of: told.of ?? 0, unit: told.unit ?? "" })} `}
          {told.link !== null && <Link href={told.link}>{t("trace.story.evidence")}</Link>}
        </Small>
      </Stack>
    ),
  };
}

/** The agency's word and that of those who asked, one beside the other. */
function verdictMoment(promise: Promised, verdict: Verdict | undefined, life: StoryInput): StoryMoment {
  const { yes = 0, partly = 0, no = 0 } = verdict ?? {};
  const answers = yes + partly + no;
  const open = canBeJudged(promise, life.names.today);
  return {
    at: life.now,
    open: true,
    icon: "question",
    title: t("commitments.judge.title"),
    body: (
      <Stack gap="s">
        <p>
          <strong>{t("trace.story.agencySays")}</strong> {t(`commitments.state.${promise.state}`).toLowerCase()}.{" "}
          <strong>{t("trace.story.peopleSay")}</strong> {t("trace.story.answers", { n: answers })}
        </p>
        {answers > 0 && (
          <PartsFigure
            parts={[
              { label: t("commitments.judge.yes"), value: yes, color: 1 },
              { label: t("commitments.judge.partly"), value: partly, color: 5 },
              { label: t("commitments.judge.no"), value: no, color: 2 },
            ]}
            describe={(part) => `${part.label}: ${formatNumber(part.value)}`}
          />
        )}
        {!open && <Small soft>{t("commitments.judge.early")}</Small>}
        {open && (
          <Actions>
            <LinkButton kind="quiet" href={href(`/compromisos/${promise.id}/juzgar`)}>
              {t("trace.story.askedIt")}
            </LinkButton>
          </Actions>
        )}
      </Stack>
    ),
  };
}
