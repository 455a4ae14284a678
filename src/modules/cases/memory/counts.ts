// How many requests each filter of the work list leaves, with the others as they are: one pass over the table of the process.
import { type Asking, type Filter, OWNERS, type Owner, VIEWS, type View } from "../desk/work-list.sql.ts";
import type { CaseTable } from "./case-table.ts";
import { dayNumber, seen, sightOf } from "./figures.ts";

export interface Counts {
  views: Record<View, number>;
  owners: Record<Owner, number>;
  forms: ReadonlyMap<string, number>;
  channels: ReadonlyMap<string, number>;
}

const ANY = -2;

/** What a filter asks of each column; −1 is a word that no request has, −2 is any. */
function askedOf(table: CaseTable, filter: Filter) {
  const of = (words: { find(word: string): number }, word: string | undefined) =>
    word === undefined ? ANY : words.find(word);
  return {
    form: of(table.forms, filter.form),
    channel: of(table.channels, filter.channel),
    agency: of(table.agencies, filter.agency),
    territory: of(table.territories, filter.territory),
    sector: of(table.sectors, filter.sector),
    person: filter.person ?? ANY,
  };
}

/** Calls `each` for what the reader may see and the board asked for: bits of its views, its owner, and the row. */
function pass(
  table: CaseTable,
  filter: Filter,
  asking: Asking,
  each: (views: number, owner: Owner, at: number) => void,
) {
  const today = dayNumber(asking.today);
  const soon = dayNumber(asking.soon);
  const me = asking.authority.actor.accountId ?? -1;
  const sight = sightOf(table, (place) => asking.authority.may("cases.work", place));
  const { agency, territory, sector, person } = askedOf(table, filter);
  const answered = table.states.find("answered");
  for (let at = 0; at < table.size; at++) {
    if (!seen(table, sight, at)) continue;
    if (agency !== ANY && table.agency[at] !== agency) continue;
    if (territory !== ANY && table.territory[at] !== territory) continue;
    if (sector !== ANY && table.sector[at] !== sector) continue;
    const assigned = table.assigned[at] ?? 0;
    if (person !== ANY && assigned !== person) continue;
    const due = table.due[at] ?? 0;
    const views =
      table.closed[at] !== 0
        ? BIT.closed
        : BIT.open |
          (due === 0 ? BIT.waiting : due < today ? BIT.late : due <= soon ? BIT.week : 0) |
          (table.state[at] === answered ? BIT.answered : 0);
    each(views, assigned === me ? "mine" : assigned === 0 ? "nobody" : "all", at);
  }
}

// One bit for each view, in their order.
const BIT = Object.fromEntries(VIEWS.map((view, index) => [view, 1 << index])) as Record<View, number>;

export function countWork(table: CaseTable, filter: Filter, asking: Asking): Counts {
  const { form, channel } = askedOf(table, filter);
  const bit = BIT[filter.view];
  const views = new Uint32Array(VIEWS.length);
  const owners = { mine: 0, nobody: 0, all: 0 };
  const forms = new Uint32Array(table.forms.list.length);
  const channels = new Uint32Array(table.channels.list.length);
  pass(table, filter, asking, (bits, owner, at) => {
    const ofForm = form === ANY || table.form[at] === form;
    const ofChannel = channel === ANY || table.channel[at] === channel;
    const owned = filter.owner === "all" || filter.owner === owner;
    const viewed = (bits & bit) !== 0;
    if (owned && ofForm && ofChannel)
      for (let view = 0; view < views.length; view++)
        if ((bits & (1 << view)) !== 0) views[view] = (views[view] ?? 0) + 1;
    if (!viewed) return;
    if (ofForm && ofChannel) {
      owners.all++;
      if (owner !== "all") owners[owner]++;
    }
    if (!owned) return;
    const f = table.form[at] ?? 0;
    const c = table.channel[at] ?? 0;
    if (ofChannel) forms[f] = (forms[f] ?? 0) + 1;
    if (ofForm) channels[c] = (channels[c] ?? 0) + 1;
  });
  return {
    views: Object.fromEntries(VIEWS.map((view, index) => [view, views[index] ?? 0])) as Counts["views"],
    owners: Object.fromEntries(OWNERS.map((owner) => [owner, owners[owner]])) as Counts["owners"],
    forms: new Map(table.forms.list.map((word, index) => [word, forms[index] ?? 0])),
    channels: new Map(table.channels.list.map((word, index) => [word, channels[index] ?? 0])),
  };
}

/** How many a filter leaves. */
export function countFilter(table: CaseTable, filter: Filter, asking: Asking): number {
  const { form, channel } = askedOf(table, filter);
  const bit = BIT[filter.view];
  let n = 0;
  pass(table, filter, asking, (bits, owner, at) => {
    if ((bits & bit) === 0 || (filter.owner !== "all" && filter.owner !== owner)) return;
    if ((form === ANY || table.form[at] === form) && (channel === ANY || table.channel[at] === channel)) n++;
  });
  return n;
}
