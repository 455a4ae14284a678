import type { Phase, Process } from "#modules/processes/index.ts";
import { formatStretch, t } from "#platform/i18n/i18n.ts";

/** A phase as the whole process lives it: from the first place that opens it to the last that closes it. */
export function phaseStep(process: Process, phase: Phase, now: Date) {
  const dates = [...process.phases.values()].flatMap((all) => all.filter((one) => one.phase === phase));
  const opens = dates.map((one) => one.opensAt.getTime());
  const closes = dates.map((one) => one.closesAt.getTime());
  const same = new Set(opens).size === 1 && new Set(closes).size === 1;
  return {
    name: t(`processes.phase.${phase}`),
    when:
      dates.length === 0
        ? undefined
        : t(
            same ? "site.place.dates" : "site.process.between",
            formatStretch(new Date(Math.min(...opens)), new Date(Math.max(...closes) - 1)),
          ),
    // Where it goes on, each place is in a phase of its own: only what is over everywhere is marked.
    state: dates.length > 0 && Math.max(...closes) <= now.getTime() ? ("done" as const) : ("todo" as const),
  };
}
