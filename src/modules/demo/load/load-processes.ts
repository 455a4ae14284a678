// The processes of the demonstration, with the dates of each municipality and of the whole entity.
import type { Entity } from "#core/territory/index.ts";
import { loadProcess, type PhaseDates, type Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { digest } from "#platform/secrets/secrets.ts";
import type { DemoContent, DemoPhase, DemoProcess } from "../content/types.ts";
import { DEMO_SEED } from "./demo-input.ts";

const DAY = 86_400_000;
/** A draft proposes that gathering opens this many days after it was begun. */
const DRAFT_DAYS = 80;

/** Writes the processes; `things` are their ids by key. */
export async function loadProcesses(
  tx: WriteTx,
  entity: Entity,
  content: DemoContent,
  { things, by }: { things: ReadonlyMap<string, number>; by: number },
): Promise<Map<DemoProcess["key"], Process>> {
  const loaded = new Map<DemoProcess["key"], Process>();
  for (const lived of content.processes) {
    const phases = datesOf(entity, content, lived);
    const process = toProcess(
      lived,
      things.get(lived.key) ?? 0,
      new Map(phases.map((one) => [one.territory, one.phases])),
    );
    await loadProcess(tx, process, { by, at: lived.createdAt, phases });
    loaded.set(lived.key, process);
  }
  return loaded;
}

function toProcess(lived: DemoProcess, id: number, phases: Process["phases"]): Process {
  return {
    id,
    slug: lived.slug,
    title: lived.title,
    purpose: lived.purpose,
    level: lived.level,
    cyclePhase: lived.cyclePhase,
    state: lived.status,
    ...lived.rules,
    rules: "",
    lotSeed: digest(`${DEMO_SEED} lot ${lived.key}`).toString("hex").slice(0, 32),
    participantKey: digest(`${DEMO_SEED} participants ${lived.key}`),
    publishedAt: lived.publishedAt ?? null,
    closedAt: lived.closedAt ?? null,
    phases,
  };
}

/** The dates of the entity as a whole are those of the territory that gathers longest. */
function datesOf(entity: Entity, content: DemoContent, lived: DemoProcess) {
  const gatherEnd = (territory: { phases: readonly DemoPhase[] }): number =>
    territory.phases[0]?.closesAt.getTime() ?? 0;
  const last = lived.territories.toSorted((a, b) => gatherEnd(b) - gatherEnd(a))[0];
  if (last !== undefined) {
    return [
      { territory: entity.root.code, phases: last.phases.map(toDates) },
      ...lived.territories.map(({ code, phases }) => ({ territory: code, phases: phases.map(toDates) })),
    ];
  }
  const model = content.processes.find((one) => one.territories.length > 0)?.territories[0]?.phases ?? [];
  const shift = lived.createdAt.getTime() + DRAFT_DAYS * DAY - (model[0]?.opensAt.getTime() ?? 0);
  const moved = model.map(({ kind, opensAt, closesAt }) => ({
    phase: kind,
    opensAt: new Date(opensAt.getTime() + shift),
    closesAt: new Date(closesAt.getTime() + shift),
  }));
  const everywhere = [entity.root, ...entity.participationTerritories()];
  return everywhere.map(({ code }) => ({ territory: code, phases: moved }));
}

function toDates({ kind, opensAt, closesAt }: DemoPhase): PhaseDates {
  return { phase: kind, opensAt, closesAt };
}
