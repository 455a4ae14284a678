// THE ORDERED LIST. A module may import from the index of any earlier one, join its tables and point at its rows;
// never the other way round. `platform` and `analysis` come before all of them.
import { follows } from "#core/follows/module.ts";
import { moderation } from "#core/moderation/module.ts";
import { people } from "#core/people/module.ts";
import { territory } from "#core/territory/module.ts";
import { trace } from "#core/trace/module.ts";
import { ballots } from "#modules/ballots/module.ts";
import { cases } from "#modules/cases/module.ts";
import { commitments } from "#modules/commitments/module.ts";
import { conversations } from "#modules/conversations/module.ts";
import { demands } from "#modules/demands/module.ts";
import { indicators } from "#modules/indicators/module.ts";
import { initiatives } from "#modules/initiatives/module.ts";
import { meetings } from "#modules/meetings/module.ts";
import { news } from "#modules/news/module.ts";
import { openData } from "#modules/open-data/module.ts";
import { oversight } from "#modules/oversight/module.ts";
import { plans } from "#modules/plans/module.ts";
import { processes } from "#modules/processes/module.ts";
import { projects } from "#modules/projects/module.ts";
import { site } from "#modules/site/module.ts";
import type { Module } from "#platform/module.ts";

/** Last of all, and only where `npm run demo` loaded it: elsewhere its addresses do not exist. */
export { demoModule } from "#modules/demo/module.ts";

export const modules: readonly Module[] = [
  territory, // where: the entity, its territories and catalogues
  people, // who: accounts, roles, organisations
  trace, // the thread: things, links, history, receipts
  follows, // who is told by mail of what happens in it
  moderation, // what should not be public: reports, decisions, second looks
  processes, // the rules and the dates
  meetings, // where people meet, and what was written of it
  demands, // what people say
  initiatives, // what is put to the vote
  conversations, // what people think of what others say
  ballots, // what people choose
  commitments, // what is promised, done and judged
  cases, // what people ask for, and by when the law says it is answered
  indicators, // whether life changes
  plans, // what was planned, and how far it went
  projects, // what pays for it, what was paid, and what was done with it
  oversight, // who watches it from outside, what they find and what they are answered
  news, // what was decided, why, and what changed
  openData, // what all of them publish to be downloaded and recomputed
  site, // reads all of them: home, places, "my contributions"
];
