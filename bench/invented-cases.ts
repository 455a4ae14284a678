// Long: what a request can live is a list, and it is read beside what makes it.
// Requests that nobody made, with what happened to each: the same seed gives the same ones. The clock of each is computed by the program, once
// for all those that arrived on a day and lived the same.
import { seededRandom } from "#analysis/shuffle/random.ts";
import type { Entity } from "#core/territory/index.ts";
import { CaseRefusal } from "#modules/cases/case-clock.ts";
import type { CaseEvent } from "#modules/cases/case-event.ts";
import type { CaseClock } from "#modules/cases/case-history.ts";
import { clockOf, derivedColumns, type Facts } from "#modules/cases/case-store.ts";
import { CHANNELS, type Channel } from "#modules/cases/channels.ts";
import { competentAgency } from "#modules/cases/competence.ts";
import { FORMS, type Form, typeOf } from "#modules/cases/forms.ts";
import { radicado } from "#modules/cases/radicado.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is closed arrived before these days, so that all that happened to it is in the past. */
const CLOSED_FROM_DAYS = 1095;
const CLOSED_UNTIL_DAYS = 100;

type Step = readonly [kind: CaseEvent["kind"], day: number];

/** How requests live, in days from their arrival, and how many of a hundred live so. */
const CLOSED: readonly [number, readonly Step[]][] = [
  [
    45,
    [
      ["assigned", 1],
      ["transferred", 3],
      ["assigned", 4],
      ["answered", 12],
      ["notified", 14],
    ],
  ],
  [
    15,
    [
      ["assigned", 1],
      ["answered", 6],
      ["notified", 7],
    ],
  ],
  [
    12,
    [
      ["assigned", 1],
      ["completion-requested", 4],
      ["completed", 15],
      ["extended", 20],
      ["answered", 35],
      ["notified", 37],
    ],
  ],
  [
    10,
    [
      ["assigned", 1],
      ["transferred", 2],
      ["assigned", 3],
      ["extended", 12],
      ["answered", 30],
      ["notified", 31],
    ],
  ],
  [
    5,
    [
      ["assigned", 1],
      ["transferred", 3],
      ["assigned", 5],
      ["answered", 60],
      ["notified", 62],
    ],
  ],
  [
    3,
    [
      ["assigned", 1],
      ["completion-requested", 3],
      ["completed", 9],
      ["withdrawn", 12],
    ],
  ],
  [
    10,
    [
      ["assigned", 1],
      ["transferred", 3],
      ["assigned", 4],
      ["answered", 12],
      ["notified", 14],
      ["reopened", 20],
      ["assigned", 21],
      ["answered", 30],
      ["notified", 33],
    ],
  ],
];
const OPEN: readonly [number, readonly Step[]][] = [
  [20, []],
  [40, [["assigned", 1]]],
  [
    20,
    [
      ["assigned", 1],
      ["extended", 9],
    ],
  ],
  [
    10,
    [
      ["assigned", 1],
      ["completion-requested", 4],
    ],
  ],
  [
    10,
    [
      ["assigned", 1],
      ["answered", 10],
    ],
  ],
];

const WORDS = [
  "Pido que arreglen la calle principal, porque con la lluvia se llena de huecos y los carros no pueden pasar hasta la escuela.",
  "Llevamos tres semanas sin agua en las casas de arriba y el tanque del acueducto está roto desde el mes pasado, según nos dicen.",
  "Quiero saber cuánto costó el parque, quién lo hizo y por qué todavía no tiene luz, si la obra se entregó hace más de un año.",
  "El puesto de salud abre dos días y no hay médico para los mayores: pedimos que vuelva la atención de todos los días como antes.",
  "Me cobraron dos veces el mismo recibo y en la ventanilla no lo corrigen: pido que me devuelvan lo que pagué de más este año.",
];

export interface Life {
  events: readonly {
    kind: CaseEvent["kind"];
    offset: number;
    days?: number;
    reason?: string;
    by?: string;
    outcome?: string;
  }[];
  state: string;
  receivedOn: string;
  dueOn: string | null;
  closed: boolean;
  inTime: boolean | null;
}

export interface Made {
  id: number;
  number: string;
  form: Form;
  text: string;
  territory: string;
  sector: string;
  agency: string;
  channel: Channel;
  officer: number | null;
  received: number;
  life: Life;
  public: boolean;
}

export class Generator {
  readonly years = new Map<number, number>();
  readonly #random = seededRandom("requests of the bench");
  readonly #lives = new Map<string, Life>();
  readonly #agencies = new Map<string, string>();
  readonly #territories: readonly string[];
  readonly #sectors: readonly string[];
  readonly #entity: Entity;
  readonly #officers: readonly number[];
  readonly #now: Date;
  readonly firstId: number;

  constructor(entity: Entity, officers: readonly number[], now: Date, firstId: number) {
    this.#entity = entity;
    this.#officers = officers;
    this.#now = now;
    this.firstId = firstId;
    this.#territories = entity.participationTerritories().map(({ code }) => code);
    this.#sectors = entity.sectors().map(({ code }) => code);
  }

  #pick<T>(list: readonly T[]): T {
    const found = list[this.#random.below(list.length)];
    if (found === undefined) throw new Error("nothing to pick");
    return found;
  }

  /** One of those who work in an agency: they were hired in the order of the agencies, over and over. */
  #officerOf(agency: string): number {
    const agencies = this.#entity.agencies();
    const first = agencies.findIndex(({ code }) => code === agency);
    const each = Math.floor(this.#officers.length / agencies.length);
    return this.#officers[first + agencies.length * this.#random.below(each)] ?? 0;
  }

  /** A third of all come from the first place, as in a department with one great city. */
  territory(): string {
    return this.#random.below(3) === 0 ? (this.#territories[0] ?? "") : this.#pick(this.#territories);
  }

  #agencyOf(about: { sector: string; territory: string }): string {
    const key = `${about.sector} ${about.territory}`;
    const known = this.#agencies.get(key) ?? competentAgency(this.#entity, about);
    this.#agencies.set(key, known);
    return known;
  }

  next(at: number, open: boolean): Made {
    const days = open
      ? this.#random.below(4) === 0
        ? this.#random.below(90)
        : this.#random.below(25)
      : CLOSED_UNTIL_DAYS + this.#random.below(CLOSED_FROM_DAYS - CLOSED_UNTIL_DAYS);
    const day = calendarDay(new Date(this.#now.getTime() - (days + 1) * DAY_MS), this.#entity.timeZone);
    // From eight in the morning to four in the afternoon: on that day, the desk is open.
    const received = Date.parse(`${day}T13:00:00Z`) + this.#random.below(8 * 3600) * 1000;
    const form = this.#pick(FORMS);
    const lives = open ? OPEN : CLOSED;
    const drawn = this.#random.below(100);
    let weights = 0;
    const kind = lives.findIndex(([weight]) => {
      weights += weight;
      return drawn < weights;
    });
    const life = this.#life({ day, form, open, kind, steps: lives[kind]?.[1] ?? [] });
    const sector = this.#pick(this.#sectors);
    const territory = this.territory();
    const agency = this.#agencyOf({ sector, territory });
    const assigned = life.events.some((event) => event.kind === "assigned");
    const year = Number(day.slice(0, 4));
    const sequence = (this.years.get(year) ?? 0) + 1;
    this.years.set(year, sequence);
    return {
      id: this.firstId + at,
      number: radicado(this.#entity.cases.prefix, year, sequence),
      form,
      text: `${this.#pick(WORDS)} ${this.#pick(WORDS)}`,
      territory,
      sector,
      agency,
      channel: this.#pick(DOORS),
      officer: assigned ? this.#officerOf(agency) : null,
      received,
      life,
      public: this.#random.below(20) === 0,
    };
  }

  /** What the law admits of some events, one after another. */
  #lived(facts: Facts, all: readonly CaseEvent[]): { kept: readonly CaseEvent[]; told: CaseClock } {
    try {
      return { kept: all, told: clockOf(this.#entity, facts, all) };
    } catch (error) {
      if (!(error instanceof CaseRefusal)) throw error;
      const refused = Number(error.parameters.event) - 1;
      return this.#lived(facts, all.toSpliced(refused, 1));
    }
  }

  /** The life of all that arrived on a day and lived the same; what the law refuses of it did not happen. */
  #life(about: { day: string; form: Form; open: boolean; kind: number; steps: readonly Step[] }): Life {
    const type = typeOf(about.form);
    const key = `${about.day} ${type} ${about.open} ${about.kind}`;
    const known = this.#lives.get(key);
    if (known !== undefined) return known;
    const received = new Date(`${about.day}T13:00:00Z`);
    const all = about.steps
      .map(
        ([kind, day], index): CaseEvent => ({
          // After the desk closed on nobody: each a little later than the one before.
          at: new Date(received.getTime() + day * DAY_MS + 8 * HOUR_MS + index * 60_000),
          kind,
          ...(kind === "extended" && { days: 5, reason: "Falta una visita" }),
          ...(kind === "completion-requested" && { reason: "Falta el plano" }),
          ...(kind === "withdrawn" && { by: "person" as const }),
          ...(kind === "answered" && { outcome: "granted" as const }),
        }),
      )
      .filter(({ at }) => at <= this.#now);
    const { kept, told } = this.#lived({ type, receivedAt: received, priority: false }, all);
    const derived = derivedColumns(told, received);
    const life: Life = {
      events: kept.map(({ at, kind, days, reason, by, outcome }) => ({
        kind,
        offset: at.getTime() - received.getTime(),
        days: typeof days === "number" ? days : undefined,
        reason,
        by,
        outcome,
      })),
      state: derived.state,
      receivedOn: derived.received_on,
      dueOn: derived.due_on,
      closed: derived.closed_at !== null,
      inTime: derived.in_time,
    };
    this.#lives.set(key, life);
    return life;
  }
}

const DOORS = CHANNELS.filter((channel) => channel !== "social");
