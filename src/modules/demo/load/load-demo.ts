// Turns the content of the demonstration into rows of every module, through what each of them offers for it. The votes
// are counted by the code that counts any vote.
import type { Entity } from "#core/territory/index.ts";
import { loadReceipts } from "#core/trace/index.ts";
import { closeTerritory, loadBallot, loadVotes } from "#modules/ballots/index.ts";
import { type LivedCommitment, type LivedRemark, loadCommitments, loadRemarks } from "#modules/commitments/index.ts";
import { countGroups, type LivedDemand, loadDemands } from "#modules/demands/index.ts";
import { type LivedInitiative, loadInitiatives } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { DRAWINGS, drawPhoto } from "../content/drawings.ts";
import { generateDemo } from "../content/generate.ts";
import { randomOf } from "../content/random.ts";
import { readDemoBank } from "../content/read-bank.ts";
import type { DemoContent, DemoInitiative, DemoNeed } from "../content/types.ts";
import { type DemoGuide, guideOf } from "../guide.ts";
import { browserBits, Crowd } from "./crowd.ts";
import { DEMO_SEED, demoInput } from "./demo-input.ts";
import { loadAnalysis } from "./load-analysis.ts";
import { loadCasesOf } from "./load-cases.ts";
import { loadConversations } from "./load-conversations.ts";
import { loadDates, loadMaterialsOf } from "./load-dates.ts";
import { loadExplained } from "./load-explained.ts";
import { loadFollows } from "./load-follows.ts";
import { loadIndicatorsOf } from "./load-indicators.ts";
import { loadMeetingsOf } from "./load-meetings.ts";
import { loadModeration } from "./load-moderation.ts";
import { loadNewsOf } from "./load-news.ts";
import { loadOversightOf } from "./load-oversight.ts";
import { loadPaper } from "./load-paper.ts";
import { type LoadedPeople, loadPeople } from "./load-people.ts";
import { loadPlanOf } from "./load-plan.ts";
import { loadProcesses } from "./load-processes.ts";
import { loadProjectsOf } from "./load-projects.ts";
import { type Numbers, numberOf, numberThings } from "./number-things.ts";
import { type Acts, between, planActs } from "./plan-acts.ts";

const MONTH = 30 * 86_400_000;
const READING = 5 * 86_400_000;

/** What the parts of a load share. */
export interface Load {
  tx: WriteTx;
  content: DemoContent;
  acts: Acts;
  numbers: Numbers;
  people: LoadedPeople;
  crowd: Crowd;
  processes: ReadonlyMap<string, Process>;
  today: Date;
}

/**
 * Fills an empty database of `entity` with the demonstration as of `today`, in the transaction that it is given.
 * @returns what its pages offer to whoever arrives.
 */
export async function loadDemo(
  tx: WriteTx,
  entity: Entity,
  { entitiesDir, today }: { entitiesDir: string; today: Date },
): Promise<DemoGuide> {
  const content = generateDemo(demoInput(entity, { entitiesDir, today }));
  const crowd = new Crowd();
  const acts = planActs(content, DEMO_SEED, today, crowd);
  const begin = new Date(Math.min(...content.processes.map((one) => one.createdAt.getTime())) - MONTH);
  const people = await loadPeople(tx, entity, content, {
    now: begin,
    neighbours: readDemoBank(entitiesDir, entity.code).meetings.representatives,
  });
  const numbers = await numberThings(tx, content);
  const processes = await loadProcesses(tx, entity, content, { things: numbers.processes, by: people.administrator });
  await loadDates(tx, entity, { entitiesDir, today, by: people.administrator });
  await crowd.save(tx, processes, people.accounts);
  const load: Load = { tx, content, acts, numbers, people, crowd, processes, today };
  const current = processOf(load, "current");
  await loadMaterialsOf(tx, entity, { entitiesDir, today, by: people.administrator, process: current });
  await loadDemands(
    tx,
    content.needs.map((need, index) => livedDemand(load, need, index)),
  );
  await loadNeedReceipts(load);
  // As the job did when each process was closed.
  for (const { closedAt } of content.processes) if (closedAt !== undefined) await countGroups(tx, closedAt);
  await loadInitiatives(
    tx,
    content.initiatives.map((initiative, index) => livedInitiative(load, initiative, index)),
  );
  await loadConversations(tx, entity, {
    entitiesDir,
    today,
    current,
    previous: processOf(load, "previous"),
    by: people.administrator,
  });
  await loadAnalysis(load, entity, readDemoBank(entitiesDir, entity.code).scoreNotes);
  await loadAndCountVotes(load);
  const proofs = await Promise.all(Array.from({ length: DRAWINGS }, (_, index) => drawPhoto(index, true)));
  await loadCommitments(tx, livedCommitments(load, proofs));
  await loadNewsOf(tx, entity, content, {
    numbers,
    processIds: new Map([...processes].map(([key, process]) => [key, process.id])),
    plannerOf: people.plannerOf,
    entitiesDir,
    today,
  });
  const officer = people.accounts.get("jairo");
  if (officer !== undefined) await loadCasesOf(tx, entity, { entitiesDir, today, officer, begin });
  await loadRemarks(tx, livedRemarks(load, readDemoBank(entitiesDir, entity.code).comments));
  await loadModeration(load, entitiesDir);
  await loadExplained(load, entity, entitiesDir);
  await loadIndicatorsOf(tx, entity, { entitiesDir, today, by: people.administrator });
  await loadFollows(tx, content, { numbers, root: entity.root.code, today });
  await loadMeetingsOf(tx, content, { entity, numbers, people, processes });
  await loadPlanOf(load, entity, entitiesDir);
  await loadProjectsOf(load, entity, entitiesDir);
  await loadOversightOf(load, entity, entitiesDir);
  const sheets = await loadPaper(load, entity, entitiesDir);
  return { ...guideOf(entity, content, (index) => numberOf(numbers.commitments, index)), sheets };
}

function processOf({ processes }: Load, key: string): Process {
  const process = processes.get(key);
  if (process === undefined) throw new Error(`There is no process ${key}`);
  return process;
}

function livedDemand(load: Load, need: DemoNeed, index: number): LivedDemand {
  const { acts, numbers, people, crowd, today } = load;
  const { fate } = need;
  const by = people.analyst;
  const random = randomOf(DEMO_SEED, "read", index);
  const decided = fate.kind === "waiting" ? today : fate.at;
  const read = fate.kind !== "waiting" || fate.read;
  return {
    id: numberOf(numbers.needs, index),
    process: processOf(load, need.process),
    territory: need.territory,
    sub: need.sub,
    place: need.place,
    text: need.text,
    organisationId: need.organisation === undefined ? undefined : people.organisations[need.organisation],
    channel: need.channel,
    saidAt: need.saidAt,
    groups: need.groups,
    supports: (acts.needs[index]?.supports ?? []).map(({ who, at }) => ({
      participantId: crowd.idOf(need.process, who),
      at,
    })),
    coded: read ? { by, at: between(random, need.saidAt, decided), sector: need.sector, right: need.right } : undefined,
    outcome: outcomeOf(load, need),
  };
}

function outcomeOf({ numbers, people }: Load, { fate }: DemoNeed): LivedDemand["outcome"] {
  const by = people.analyst;
  if (fate.kind === "merged") return { kind: "merged", into: numberOf(numbers.needs, fate.into), by, at: fate.at };
  if (fate.kind === "initiative") return { kind: "taken" };
  return fate.kind === "discarded" ? { kind: "discarded", reason: fate.reason, by, at: fate.at } : undefined;
}

async function loadNeedReceipts({ tx, content, acts, numbers, crowd }: Load): Promise<void> {
  const receipts = content.needs.flatMap((need, index) => {
    const thingId = numberOf(numbers.needs, index);
    const planned = acts.needs[index];
    if (planned === undefined) return [];
    const said = { thingId, participantId: crowd.idOf(need.process, planned.author), act: "said" as const };
    return [
      { ...said, now: need.saidAt },
      ...planned.supports.map(({ who, at }) => ({
        thingId,
        participantId: crowd.idOf(need.process, who),
        act: "supported" as const,
        now: at,
      })),
    ];
  });
  await loadReceipts(tx, receipts);
}

const FEASIBILITY = {
  viable: "viable",
  viable_with_conditions: "conditional",
  under_study: "studying",
} as const;

function livedInitiative(load: Load, initiative: DemoInitiative, index: number): LivedInitiative {
  const { content, numbers, people } = load;
  const process = processOf(load, initiative.process);
  const opens = findPhase(process, initiative.territory, "vote")?.opensAt ?? initiative.createdAt;
  const random = randomOf(DEMO_SEED, "published", index);
  return {
    id: numberOf(numbers.initiatives, index),
    process,
    territory: initiative.territory,
    title: initiative.title,
    text: initiative.text,
    place: initiative.place,
    sector: initiative.sector,
    right: initiative.right,
    cost: initiative.cost,
    agency: initiative.agency,
    feasibility: FEASIBILITY[initiative.feasibility],
    feasibilityNote: initiative.feasibilityNote,
    by: people.analyst,
    createdAt: initiative.createdAt,
    publishedAt: initiative.status === "published" ? between(random, initiative.createdAt, opens) : undefined,
    // Those that were merged follow the need that speaks for them.
    demands: initiative.needs
      .filter((need) => content.needs[need]?.fate.kind === "initiative")
      .map((need) => numberOf(numbers.needs, need)),
  };
}

async function loadAndCountVotes(load: Load): Promise<void> {
  const { tx, content, acts, numbers, crowd, today } = load;
  const votes = content.ballots.map((ballot, index) => ({ ...ballot, who: acts.voters[index] ?? "" }));
  for (const [key, cast] of Map.groupBy(votes, (vote) => vote.process)) {
    const process = processOf(load, key);
    const ballotId = numberOf(numbers.ballots, key);
    await loadBallot(tx, process, ballotId);
    await loadVotes(
      tx,
      process,
      ballotId,
      cast.map(({ who, territory, choices, at }) => ({
        territory,
        who: browserBits(who),
        participantId: crowd.idOf(key, who),
        choices: choices.map((choice) => numberOf(numbers.initiatives, choice)),
        at,
      })),
    );
    for (const territory of process.phases.keys()) {
      const closesAt = findPhase(process, territory, "vote")?.closesAt;
      if (closesAt !== undefined && closesAt <= today) await closeTerritory(tx, process, territory, closesAt);
    }
  }
}

/** A moderator reads comments in the days after; those of the last days still wait. */
function shownAt({ people, today }: Load, said: Date): { by: number; at: Date } | undefined {
  const at = new Date(said.getTime() + READING);
  return at <= today ? { by: people.moderator, at } : undefined;
}

/** Every third commitment that was met is proved with a photo. */
function livedCommitments(load: Load, proofs: readonly PreparedFile[]): LivedCommitment[] {
  const { content, acts, numbers, people, crowd } = load;
  return content.commitments.map((commitment, index) => ({
    id: numberOf(numbers.commitments, index),
    process: processOf(load, commitment.process),
    territory: commitment.territory,
    title: content.initiatives[commitment.initiative]?.title ?? commitment.text,
    text: commitment.text,
    place: commitment.place,
    sector: commitment.sector,
    agency: commitment.agency,
    coAgencies: commitment.coAgencies,
    actors: commitment.partners,
    responsible: commitment.responsible,
    firstDueDate: commitment.dateChanges[0]?.from ?? commitment.dueDate,
    money: commitment.money?.promised,
    by: people.plannerOf(commitment.agency),
    createdAt: commitment.createdAt,
    origins: [numberOf(numbers.initiatives, commitment.initiative)],
    // The first entry is the promise itself; what follows are its updates.
    updates: commitment.updates.slice(1).map(({ state, text, figure, link, at }) => {
      const photo = state === "met" && index % 3 === 0 ? proofs[index % proofs.length] : undefined;
      return { state, text, figure, link: link?.url, photo, at };
    }),
    dates: commitment.dateChanges,
    judgements: (acts.judgements[index] ?? []).map(({ who, answer, comment, at }) => ({
      participantId: crowd.idOf(commitment.process, who),
      answer,
      comment: comment === undefined ? undefined : { text: comment, shown: shownAt(load, at) },
      at,
    })),
  }));
}

/** In two of three commitments that somebody judged, the first of them had said before whether it was so. */
function livedRemarks(
  { content, acts, numbers, crowd }: Load,
  { yes, no }: { yes: readonly string[]; no: readonly string[] },
): LivedRemark[] {
  return content.commitments.flatMap(({ process }, index) => {
    const [first] = acts.judgements[index] ?? [];
    if (first === undefined || index % 3 === 0) return [];
    const isSo = first.answer !== "no";
    const text = randomOf(DEMO_SEED, "remark", index).pick(isSo ? yes : no);
    const participantId = crowd.idOf(process, first.who);
    return [{ commitment: numberOf(numbers.commitments, index), participantId, isSo, text, at: first.at }];
  });
}
