// The filters of the work list: read from an address, and written back in one that can be pasted in a message.
import { z } from "zod";
import { addWorkingDays, workCalendar } from "#analysis/calendar/working-days.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import { type Asking, type Filter, OWNERS, VIEWS, type WorkItem } from "./work-list.sql.ts";

const SOON_DAYS = 5;

export function askingOf(ctx: Context): Asking {
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  return {
    authority: ctx.authority,
    today,
    soon: addWorkingDays(workCalendar(ctx.entity.jurisdiction), today, SOON_DAYS),
  };
}

export const filterQuery = z.object({
  ver: z.enum(VIEWS).catch("open"),
  de: z.enum(OWNERS).catch("all"),
  tipo: z.enum(FORMS).optional().catch(undefined),
  puerta: z.enum(CHANNELS).optional().catch(undefined),
  organismo: z.string().max(80).optional().catch(undefined),
  lugar: z.string().max(80).optional().catch(undefined),
  tema: z.string().max(80).optional().catch(undefined),
  persona: z.coerce.number().int().positive().optional().catch(undefined),
  desde: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
    .optional()
    .catch(undefined),
});

/** The filter of a query that was read. */
export function filterOf(query: z.infer<typeof filterQuery>): Filter {
  const { ver, de, tipo, puerta, organismo, lugar, tema, persona, desde } = query;
  const [due = "", id = ""] = desde?.split(".") ?? [];
  const after = desde === undefined ? undefined : { due, id: Number(id) };
  return {
    view: ver,
    owner: de,
    form: tipo,
    channel: puerta,
    agency: organismo,
    territory: lugar,
    sector: tema,
    person: persona,
    after,
  };
}

/** The filter that some words of an address say; of what is none, the whole list. */
export function readFilter(search: string): Filter {
  return filterOf(filterQuery.parse(Object.fromEntries(new URLSearchParams(search))));
}

/** The words of the address of a list, without the question mark. */
export function searchOf(filter: Filter, change: Partial<Filter> & { next?: WorkItem } = {}): string {
  const { view, owner, form, channel, agency, territory, sector, person } = { ...filter, ...change };
  return new URLSearchParams({
    ...(view !== "open" && { ver: view }),
    ...(owner !== "all" && { de: owner }),
    ...(form !== undefined && { tipo: form }),
    ...(channel !== undefined && { puerta: channel }),
    ...(agency !== undefined && { organismo: agency }),
    ...(territory !== undefined && { lugar: territory }),
    ...(sector !== undefined && { tema: sector }),
    ...(person !== undefined && { persona: String(person) }),
    ...(change.next !== undefined && { desde: `${change.next.dueOn ?? "9999-12-31"}.${change.next.id}` }),
  }).toString();
}
