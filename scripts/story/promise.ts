// The planner promises what won, tells what was done, moves dates; some promises end late. Those who asked judge.
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { Person } from "#test/support/person.ts";
import { draw } from "./real-needs.ts";
import { type Commitment, chanceOf, crowd, DAY, FATES, type Fate, hold, idIn, type Tale } from "./tale.ts";

const SHARES: Record<Fate, number> = { met: 45, partly: 15, moved: 15, late: 15, "not-met": 10 };
const POSITION = "Jefatura de división";
/** How many of those who asked for one thing come back to judge it. */
const JUDGES = 3;

export async function makeCommitments(tale: Tale): Promise<void> {
  const { world } = tale;
  world.clock.set(new Date(tale.dates.commit.opens.getTime() + DAY));
  const planner = await world.official("Marcela, planificadora", "planner");
  await planner.visit("/gestion/compromisos");
  const forms = planner.page.links(/^Comprometerse/);
  for (const form of forms) {
    const initiative = tale.initiatives.find(({ id }) => id === idIn(form));
    hold(initiative !== undefined, `${form} is of no initiative.`);
    const chance = chanceOf("promise", initiative.title);
    const dueDate = dayAfter(tale, 60 + chance.below(180));
    await planner.visit(form);
    const agencies = planner.page.choices("coAgencies").map(({ value }) => value);
    const helper = chance.below(3) === 0 ? agencies[chance.below(agencies.length)] : undefined;
    const money =
      planner.form("Guardar el compromiso").body.get("money") || String((10 + chance.below(90)) * 1_000_000);
    await planner.send("Guardar el compromiso", {
      responsible: POSITION,
      dueDate,
      money,
      ...(helper && { coAgencies: [helper] }),
    });
    tale.commitments.push({
      id: idIn(planner.page.path),
      initiative,
      dueDate,
      fate: draw(FATES, (fate) => SHARES[fate], chance),
    });
  }
  await planner.visit("/gestion/compromisos");
  hold(planner.page.links(/^Comprometerse/).length === 0, "Winners still wait for a commitment.");
}

function dayAfter({ world }: Tale, days: number, from = world.clock.now()): string {
  return calendarDay(new Date(from.getTime() + days * DAY), world.entity.timeZone);
}

export interface Following {
  updates: number;
  moved: number;
  late: number;
}

/** Three visits in the year: work begins, dates that cannot be kept are moved, and in the end each says how it ended. */
export async function follow(tale: Tale): Promise<Following> {
  const { world, commitments } = tale;
  let updates = 0;
  const tell = async (
    when: Date,
    which: readonly Commitment[],
    act: (planner: Person, one: Commitment) => Promise<void>,
  ) => {
    world.clock.set(when);
    const planner = await world.official("Marcela, planificadora", "planner");
    for (const one of which) {
      await planner.visit(`/gestion/compromisos/${one.id}`);
      await act(planner, one);
    }
  };
  const opens = tale.dates.follow.opens.getTime();
  await tell(new Date(opens + 20 * DAY), commitments, async (planner, one) => {
    const chance = chanceOf("begin", one.initiative.title);
    if (one.fate === "late" && chance.below(2) === 0) return;
    const of = 4 + chance.below(20);
    await planner.send("Publicar la novedad", {
      state: "in_progress",
      text: "Empezó el trabajo con los vecinos que lo pidieron.",
      figureDone: String(1 + chance.below(of)),
      figureOf: String(of),
      figureUnit: "visitas",
    });
    updates += 1;
  });
  const moved = commitments.filter((one) => one.fate === "moved");
  await tell(new Date(opens + 30 * DAY), moved, async (planner, one) => {
    one.dueDate = dayAfter(tale, 90, new Date(`${one.dueDate}T12:00:00Z`));
    await planner.send("Cambiar la fecha", {
      dueDate: one.dueDate,
      reason: "La licitación quedó desierta y se llamó a otra.",
    });
    hold(/La fecha cambió/.test(planner.page.text), "A changed date does not keep the old one in sight.");
  });
  const ended = commitments.filter((one) => one.fate !== "late");
  await tell(new Date(opens + 345 * DAY), ended, async (planner, one) => {
    const state = one.fate === "partly" ? "partly_met" : one.fate === "not-met" ? "not_met" : "met";
    await planner.send("Publicar la novedad", {
      state,
      text: ENDING[state],
      link: `https://www.gobiernosantiago.cl/cabildos/${one.id}`,
    });
    updates += 1;
  });
  return { updates, moved: moved.length, late: await countLate(tale) };
}

const ENDING = {
  met: "Quedó hecho y se entregó en una reunión abierta.",
  partly_met: "Se hizo una parte: el resto necesita otro presupuesto.",
  not_met: "No se pudo hacer: el terreno no es público.",
} as const;

async function countLate(tale: Tale): Promise<number> {
  const reader = tale.world.visitor();
  await reader.visit("/compromisos");
  const today = calendarDay(tale.world.clock.now(), tale.world.entity.timeZone);
  const late = tale.commitments.filter((one) => ["late", "partly"].includes(one.fate) && one.dueDate < today);
  const [shown] = /\d+(?= (?:va|van) tarde)/.exec(reader.page.text) ?? [];
  hold(Number(shown) === late.length, `The board says that ${shown} are late, and they are ${late.length}.`);
  return late.length;
}

export interface Judgements {
  answers: number;
  refused: number;
}

/** Some of those who asked for each answer, and somebody who did not ask may not. */
export async function judge(tale: Tale): Promise<Judgements> {
  let answers = 0;
  const acts = tale.commitments.flatMap((one) => {
    const asked = [...new Set(one.initiative.needs.flatMap((need) => [need.author, ...need.joined]))];
    return asked.slice(0, JUDGES).map((person) => ({ one, person }));
  });
  const queues = [...Map.groupBy(acts, (act) => act.person).values()];
  await crowd(queues, async (queue) => {
    for (const { one, person } of queue) {
      await person.visit(`/compromisos/${one.id}`);
      await person.follow(/^Decir si se cumplió|^¿Lo pediste tú\?/);
      await person.send("Enviar mi respuesta", { answer: answerTo(one), comment: "Fui a mirar." });
      hold(person.page.text.includes("Quienes lo pidieron dicen"), "An answer is not beside the agency's.");
      answers += 1;
    }
  });
  const [one] = tale.commitments;
  hold(one !== undefined, "Nothing was promised.");
  const stranger = tale.world.visitor();
  await stranger.visit(`/compromisos/${one.id}/juzgar`);
  hold(stranger.page.choices("answer").length === 0, "Somebody who did not ask may judge.");
  return { answers, refused: 1 };
}

function answerTo(one: Commitment): string {
  const chance = chanceOf("judge", one.initiative.title).below(4);
  if (one.fate === "met" || one.fate === "moved") return chance === 0 ? "partly" : "yes";
  return chance === 0 ? "partly" : "no";
}
