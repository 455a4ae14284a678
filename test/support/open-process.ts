// A published process to try things in, without preparing it on screen first.
import { createAccount } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { loadThings } from "#core/trace/index.ts";
import { findProcess, loadProcess, PHASES, type Phase, type Process } from "#modules/processes/index.ts";
import type { Database } from "#platform/db/db.ts";

const DAY = 86_400_000;
const START: Record<Phase, number> = { gather: -10, analyse: 10, vote: 20, commit: 30, follow: 40 };
const END: Record<Phase, number> = { gather: 10, analyse: 20, vote: 30, commit: 40, follow: 400 };

/** A process published ten days ago whose phases follow one another; needs are gathered for ten days more. */
export async function openProcess(
  { db, entity }: { db: Database; entity: Entity },
  { slug, now }: { slug: string; now: Date },
): Promise<Process> {
  const at = (days: number) => new Date(now.getTime() + days * DAY);
  const phases = PHASES.map((phase) => ({ phase, opensAt: at(START[phase]), closesAt: at(END[phase]) }));
  const places = [entity.root, ...entity.participationTerritories()];
  await db.write(async (tx) => {
    const by = await createAccount(tx, { name: "Gloria", locale: "es", now: at(-10) });
    const [id = 0] = await loadThings(tx, [{ kind: "process", now: at(-10) }]);
    await loadProcess(
      tx,
      {
        id,
        slug,
        title: "Conversatorios de prueba",
        purpose: "Para decidir juntos qué se hace.",
        level: "planning",
        cyclePhase: "formulation",
        state: "published",
        choices: 3,
        winners: 2,
        verification: "none",
        rules: "",
        lotSeed: "una semilla",
        participantKey: Buffer.alloc(32, 7),
        publishedAt: at(-10),
        closedAt: null,
        phases: new Map(places.map((place) => [place.code, phases])),
      },
      { by, at: at(-10), phases: places.map(({ code }) => ({ territory: code, phases })) },
    );
  });
  const process = await findProcess(db.read, slug);
  if (process === undefined) throw new Error("The process was not written");
  return process;
}
