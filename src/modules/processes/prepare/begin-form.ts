// What the form of a new process begins with: an ordinary cycle, or a process of before.
import type { Entity } from "#core/territory/index.ts";
import { localTime } from "#platform/clock/zone.ts";
import { FormState } from "#platform/http/form.ts";
import type { Context } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getProcessForStaff } from "../find.ts";
import { PHASES, type Process } from "../process.ts";

const DAY_MS = 86_400_000;
const MAX_TITLE = 120;

/** The fields of a process that are words and rules. */
export function textOf(process: Omit<Process, "phases">) {
  const { title, purpose, level, cyclePhase, choices: most, winners, verification, rules } = process;
  return { title, purpose, level, cyclePhase, choices: most, winners, verification, rules };
}

/** A process to begin another from: its words, rules and places, with its dates moved so that it opens tomorrow. */
export async function copyOf(ctx: Context, slug: string): Promise<FormState> {
  const { phases, ...process } = await getProcessForStaff(ctx.db, slug, ctx.authority);
  const zone = ctx.entity.timeZone;
  const dates = phases.get(ctx.entity.root.code) ?? [...phases.values()][0] ?? [];
  const shift = ctx.now.getTime() + DAY_MS - (dates[0]?.opensAt.getTime() ?? 0);
  const days = Math.round(shift / DAY_MS) * DAY_MS;
  const moved = (instant: Date): string => localTime(new Date(instant.getTime() + days), zone);
  return FormState.filled({
    ...textOf(process),
    title: t("processes.copy.title", { title: process.title }).slice(0, MAX_TITLE),
    territories: [...phases.keys()].filter((code) => ctx.entity.isParticipationTerritory(code)),
    ...Object.fromEntries(
      dates.flatMap((one) => [
        [`${one.phase}-opens`, moved(one.opensAt)],
        [`${one.phase}-closes`, moved(one.closesAt)],
      ]),
    ),
  });
}

/** Dates of an ordinary cycle that begins tomorrow: eight weeks to say, two to join, two to vote, three to promise. */
export function suggestedDates(now: Date, entity: Entity): Record<string, string> {
  const day = (days: number): string =>
    `${localTime(new Date(now.getTime() + days * DAY_MS), entity.timeZone).slice(0, 10)}T00:00`;
  const starts = [1, 57, 71, 85, 106, 471];
  return Object.fromEntries(
    PHASES.flatMap((phase, index) => [
      [`${phase}-opens`, day(starts[index] ?? 0)],
      [`${phase}-closes`, day(starts[index + 1] ?? 0)],
    ]),
  );
}
