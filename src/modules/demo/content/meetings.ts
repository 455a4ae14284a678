// The meetings of the demonstration: what was said in a room was said on a day, in a place, by people who were counted.
import { phaseOf } from "./calendar.ts";
import type { TerritoryPlan } from "./plan-clusters.ts";
import { type Random, randomOf } from "./random.ts";
import { fill } from "./template.ts";
import type { DemoCommitment, DemoMeeting, DemoNeed, DemoOrganisation } from "./types.ts";
import { agencyOf, type DemoInput, daysAfter, groupsOf, localDay, localInstant, placesOf, slotsOf } from "./world.ts";

/** What meetings point at. */
interface Lived {
  needs: readonly DemoNeed[];
  commitments: readonly DemoCommitment[];
  organisations: readonly DemoOrganisation[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Minutes are reviewed and published some days later; those of the last days are still being written. */
const REVIEW_DAYS = 9;
/** Of a hundred workshops still to come or past, those that were called off. */
const CALLED_OFF = 4;

/** Every meeting of both processes, in order of municipality and date. */
export function holdMeetings(input: DemoInput, plans: readonly TerritoryPlan[], lived: Lived): DemoMeeting[] {
  return plans.flatMap((plan) => {
    const random = randomOf(input.seed, "meetings", plan.process.key, plan.territory.code);
    return [
      ...pastWorkshops(input, plan, lived, random),
      ...comingWorkshops(input, plan, lived, random),
      ...agreements(input, plan, lived, random),
    ].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  });
}

/** A workshop for each day on which somebody said something in a meeting. */
function pastWorkshops(input: DemoInput, plan: TerritoryPlan, lived: Lived, random: Random): DemoMeeting[] {
  const said = lived.needs.flatMap((need, index) =>
    need.channel === "meeting" && need.process === plan.process.key && need.territory === plan.territory.code
      ? [{ index, at: need.saidAt }]
      : [],
  );
  const days = Map.groupBy(said, ({ at }) => localDay(input, at));
  return [...days.values()].map((heard) => {
    const first = Math.min(...heard.map(({ at }) => at.getTime()));
    const last = Math.max(...heard.map(({ at }) => at.getTime()));
    const startsAt = onTheHour(new Date(first - 20 * 60_000));
    const endsAt = new Date(Math.max(onTheHour(new Date(last + HOUR)).getTime(), startsAt.getTime() + 2 * HOUR));
    const needs = heard.map(({ index }) => index);
    return workshop(input, plan, lived, { startsAt, endsAt, needs, random });
  });
}

/** Where needs are being gathered there are dates to go to. */
function comingWorkshops(input: DemoInput, plan: TerritoryPlan, lived: Lived, random: Random): DemoMeeting[] {
  if (plan.inProcess.moment !== "gather" || plan.process.key !== "current") return [];
  const left = (phaseOf(plan.inProcess, "gather").closesAt.getTime() - input.today.getTime()) / DAY;
  return Array.from({ length: random.int(1, 3) }, (_, n) => {
    const days = Math.min(Math.max(1, Math.floor(left) - 1), 2 + n * 4 + random.int(0, 3));
    const startsAt = localInstant(input, days, random.pick([9, 14, 15, 17]) * 60);
    const meeting = workshop(input, plan, lived, {
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3 * HOUR),
      needs: [],
      random,
    });
    return random.int(1, 100) > CALLED_OFF
      ? meeting
      : { ...meeting, cancelled: random.pick(input.bank.meetings.cancelled) };
  });
}

interface When {
  startsAt: Date;
  endsAt: Date;
  needs: readonly number[];
  random: Random;
}

function workshop(input: DemoInput, plan: TerritoryPlan, lived: Lived, { startsAt, endsAt, needs, random }: When) {
  const { bank } = input;
  const rural = random.chance(0.55);
  const place = random.pick(placesOf(input, plan.territory, rural));
  const slots = slotsOf(plan.territory, place);
  const own = lived.organisations.flatMap((one, index) => (one.territory === plan.territory.code ? [index] : []));
  const agency = agencyOf(input, bank.agencies.fallback);
  return {
    ...common(input, plan, { startsAt, endsAt, random }),
    sub: place.sub,
    kind: "workshop" as const,
    title: fill(random.pick(bank.meetings.workshops), slots, random),
    place: fill(random.pick(rural ? bank.meetings.halls.rural : bank.meetings.halls.urban), slots, random),
    agenda: bank.meetings.agendaWorkshop,
    agencies: [agency],
    organisations: own.length === 0 ? [] : [random.pick(own)],
    officials: [{ agency, position: random.pick(bank.meetings.positions), name: random.pick(bank.meetings.names) }],
    needs,
    commitments: [],
    ...(endsAt <= input.today && told(input, endsAt, random, 14 + needs.length * random.int(2, 5))),
  };
}

/** Where promises were made, the meeting in which they were agreed. */
function agreements(input: DemoInput, plan: TerritoryPlan, lived: Lived, random: Random): DemoMeeting[] {
  const made = lived.commitments.flatMap((one, index) =>
    one.process === plan.process.key && one.territory === plan.territory.code ? [index] : [],
  );
  if (made.length === 0) return [];
  const { bank } = input;
  const last = Math.max(...made.map((index) => lived.commitments[index]?.createdAt.getTime() ?? 0));
  const endsAt = new Date(last + 30 * 60_000);
  const startsAt = onTheHour(new Date(last - 3 * HOUR));
  const slots = slotsOf(plan.territory, random.pick(placesOf(input, plan.territory, false)));
  const agencies = [...new Set(made.flatMap((index) => lived.commitments[index]?.agency ?? []))];
  const names = random.shuffle(bank.meetings.names);
  return [
    {
      ...common(input, plan, { startsAt, endsAt: endsAt > input.today ? input.today : endsAt, random }),
      kind: "meeting",
      title: fill(random.pick(bank.meetings.agreements), slots, random),
      place: fill(random.pick(bank.meetings.halls.urban), slots, random),
      agenda: bank.meetings.agendaAgreements,
      agencies,
      organisations: [],
      officials: agencies.slice(0, names.length).map((agency, index) => ({
        agency,
        position: random.pick(bank.meetings.positions),
        name: names[index] ?? "",
      })),
      needs: [],
      commitments: made,
      ...told(input, endsAt, random, random.int(60, 240)),
    },
  ];
}

function common(input: DemoInput, plan: TerritoryPlan, when: { startsAt: Date; endsAt: Date; random: Random }) {
  const { startsAt, endsAt, random } = when;
  return {
    process: plan.process.key,
    territory: plan.territory.code,
    startsAt,
    endsAt,
    calledAt: new Date(
      Math.min(daysAfter(startsAt, -random.int(6, 15)).getTime(), input.today.getTime() - random.int(1, 4) * DAY),
    ),
  };
}

/** What is told of a meeting after it: how many came, and its minutes once both sides have seen them. */
function told(input: DemoInput, endedAt: Date, random: Random, people: number): Partial<DemoMeeting> {
  const { meetings } = input.bank;
  const groups = new Map<string, number>();
  for (const [word, [low, high]] of Object.entries(meetings.groups)) {
    const [code] = groupsOf(input, [word]);
    const count = Math.round((people * random.int(low, high)) / 100);
    if (code !== undefined && count > 0) groups.set(code, count);
  }
  const publishedAt = daysAfter(endedAt, random.int(3, REVIEW_DAYS));
  const objected = random.chance(0.12);
  const representative = {
    name: random.pick(meetings.representatives),
    organisation: random.pick(meetings.representing),
  };
  const objection = objected ? random.pick(meetings.objections) : undefined;
  return {
    attendance: { people, groups },
    ...(publishedAt <= input.today && { minutes: { publishedAt, representative, objection } }),
  };
}

function onTheHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR) * HOUR);
}
