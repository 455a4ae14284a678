import {
  ASSET_ROOT,
  Actions,
  AnswerQueue,
  Authority,
  Bullets,
  CRITERIA,
  ConfigError,
  Crowd,
  DEMO_SEED,
  DatabaseError,
  EntityFolderError,
  Fine,
  Frame,
  GroupCommit,
  Lead,
  Link,
  LinkButton,
  Memory,
  OtherEntityError,
  Page,
  Problem,
  ROOT,
  SearchBox,
  Stack,
  TagCache,
  VISITOR,
  asOwner,
  assets,
  badToken,
  browserBits,
  browserOf,
  closeTerritory,
  cookieJar,
  countGroups,
  demoEmail,
  demoInput,
  demoModule,
  digest,
  draftMinutes,
  fileMail,
  findBallot,
  findPhase,
  getPublicProcess,
  insertMany,
  instantOf,
  loadAnswers,
  loadAnswers2,
  loadCalendarDates,
  loadCodings,
  loadCommitments,
  loadConversation,
  loadDemands,
  loadFollowers,
  loadInitiatives,
  loadMaterials,
  loadMeetings,
  loadNews,
  loadParticipants,
  loadPeople,
  loadProcess,
  loadReceipts,
  loadRemarks,
  loadScores,
  loadStatements,
  loadThemes,
  loadThings,
  loadVoters,
  localTime,
  localeOf,
  mailFolder,
  makeContext,
  makeThrowawayFolder,
  meetActor,
  modules,
  needQueue,
  newFirstAdministratorLink,
  notFound,
  oldNode,
  openEntityDatabase,
  participantKey,
  prepareJobs,
  programUrl,
  pseudonym,
  rawForm,
  readConfig,
  readDemoBank,
  recordAll,
  refusedForm,
  removeServerFolder,
  renderPage,
  seal,
  sealOldSecrets,
  seededRandom,
  sharedKey,
  shownAttendance,
  shuffle,
  signInNeeded,
  smtpMail,
  startJobs,
  tooMany,
  voterKey,
  withoutLanguage,
  writeVotes
} from "./chunk-OWINUS7B.js";
import {
  LOCALES,
  calendarDay,
  hearingOurselves,
  href,
  isMessageKey,
  listen,
  loadResults,
  systemClock,
  t,
  translate,
  withLocale
} from "./chunk-ARMQS4G4.js";

// src/modules/demo/welcome.ts
function demoWelcome(publicUrl, region) {
  const said = LOCALES.map(
    (locale) => withLocale(locale, region, () => t("demo.welcome", { home: publicUrl, demo: `${publicUrl}/demo` }))
  );
  return `
${said.join("\n\n")}

`;
}

// src/modules/ballots/load.ts
async function loadBallot(tx, process2, ballotId) {
  await tx.insertInto("ballots").values({ id: ballotId, process_id: process2.id }).execute();
  await insertMany(
    tx,
    "ballot_territories",
    [...process2.phases.keys()].map((code2) => ({ ballot_id: ballotId, territory_code: code2 }))
  );
}
async function loadVotes(tx, process2, ballotId, votes) {
  const rows = votes.map((vote2) => ({ ...vote2, voter: voterKey(process2, "browser", vote2.browserBits) }));
  const stored = rows.toSorted((a, b) => Buffer.compare(a.voter, b.voter));
  await insertMany(
    tx,
    "votes",
    stored.map(({ voter, territory, choices }) => ({
      ballot_id: ballotId,
      voter,
      territory_code: territory,
      choices: choices.toSorted((a, b) => a - b)
    }))
  );
  const byTime = rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await loadReceipts(
    tx,
    byTime.map(({ participantId, at }) => ({ thingId: ballotId, participantId, act: "voted", now: at }))
  );
  await recordAll(
    tx,
    byTime.map((vote2) => ({
      kind: "vote",
      process: process2.slug,
      at: vote2.at,
      content: { ballot: ballotId, sealed: seal(vote2) }
    }))
  );
}

// src/modules/ballots/vote/vote-queue.ts
var REMEMBER_MS = 2e3;
var VoteQueue = class {
  #commit;
  #known = /* @__PURE__ */ new Map();
  constructor(db) {
    this.#commit = new GroupCommit((votes) => db.write((tx) => writeVotes(tx, votes)));
  }
  /**
   * Resolves once the vote is committed.
   * @throws 409 when its territory is closed or its initiatives are not in the ballot; 503 when too many are waiting.
   */
  add(vote2) {
    return this.#commit.add(vote2);
  }
  /**
   * A published process and its ballot. What no longer changes after publishing (choices, verification, keys) is true;
   * dates and state may be two seconds old, so `add` looks at them again under its lock.
   * @throws 404 as `getPublicProcess`; what is not found is not remembered.
   */
  find(db, slug) {
    const known = this.#known.get(slug);
    if (known !== void 0 && known.until > performance.now()) return known.found;
    const found = load(db, slug);
    this.#known.set(slug, { until: performance.now() + REMEMBER_MS, found });
    const forget = () => {
      if (this.#known.get(slug)?.found === found) this.#known.delete(slug);
    };
    found.then(({ ballotId }) => {
      if (ballotId === void 0) forget();
    }, forget);
    return found;
  }
};
async function load(db, slug) {
  const process2 = await getPublicProcess(db, slug);
  return { process: process2, ballotId: (await findBallot(db, process2.id))?.id };
}
function voteQueue(db) {
  return new VoteQueue(db);
}

// src/modules/demo/content/random.ts
function randomOf(...parts) {
  const source = seededRandom(parts.join("\0"));
  const next = source.fraction;
  const int = (low, high) => low + source.below(high - low + 1);
  const pick = (items) => {
    if (items.length === 0) throw new RangeError("nothing to pick from");
    const item = items[source.below(items.length)];
    if (item === void 0) throw new RangeError("picked a hole in the list");
    return item;
  };
  const weighted = (weights) => {
    let left = next() * weights.reduce((sum, w) => sum + w, 0);
    let last = 0;
    for (const [i, w] of weights.entries()) {
      if (w <= 0) continue;
      last = i;
      left -= w;
      if (left < 0) return i;
    }
    return last;
  };
  return { next, int, chance: (p) => next() < p, pick, shuffle: (items) => shuffle(items, source), weighted };
}

// src/modules/demo/content/world.ts
var dayMs = 864e5;
function plain(text) {
  return text.normalize("NFD").replace(new RegExp("\\p{M}", "gu"), "").toLowerCase();
}
function findByKeyword(items, keywords) {
  for (const word of keywords) {
    const exact = items.find((item) => item.code === word);
    const found = exact ?? items.find((item) => plain(`${item.code} ${item.name ?? ""}`).includes(plain(word)));
    if (found) return found;
  }
  return void 0;
}
function sectorOf({ bank, sectors }, problem) {
  const found = findByKeyword(sectors, bank.sectors[problem.sector] ?? [problem.sector]) ?? sectors[0];
  if (!found) throw new RangeError("the entity has no sectors");
  return found.code;
}
function rightOf({ bank, rights }, problem) {
  return findByKeyword(rights, bank.rights[problem.right] ?? [problem.right])?.code;
}
function groupsOf({ bank, groups }, words) {
  const codes = words.flatMap((word) => findByKeyword(groups, bank.groups[word] ?? [word])?.code ?? []);
  return [...new Set(codes)];
}
function agencyOf({ bank, agencies }, keywords) {
  const found = findByKeyword(agencies, keywords) ?? findByKeyword(agencies, bank.agencies.fallback) ?? agencies[0];
  if (!found) throw new RangeError("the entity has no agencies");
  return found.code;
}
function placesOf({ bank }, territory, rural) {
  const own = bank.places[territory.code] ?? bank.defaultPlaces;
  return (rural ? own.rural : own.urban).map((entry) => placeOf(bank, territory, entry, rural));
}
function placeOf(bank, territory, entry, rural) {
  const [head = "", ...marks] = entry.split("/");
  const [kind = "", rest = ""] = head.split(":");
  const [name = "", hint] = rest.split("@");
  const words = bank.kinds[kind] ?? { phrase: kind };
  const full = `${words.phrase} ${name}`;
  const sub = territory.subs.find((s) => hint ? s.code.endsWith(hint) : plain(s.name) === plain(name));
  const kept = words.keep === true;
  return {
    name: kept ? full.replace(/^\S+ /, "") : name,
    full,
    short: kept ? full : name,
    rural,
    marks,
    sub: sub?.code
  };
}
function tagsOf({ bank }, territory) {
  return bank.places[territory.code]?.tags ?? [];
}
function slotsOf(territory, place, familiar = false) {
  const said = familiar ? place.short : place.full;
  return { lugar: place.full, nombre: place.short, en: `en ${said}`, de: `de ${said}`, muni: territory.name };
}
function localInstant({ today, bank }, days, minutes) {
  const offset = bank.utcOffsetMinutes * 6e4;
  const midnight = Math.floor((today.getTime() + offset) / dayMs) * dayMs - offset;
  return new Date(midnight + days * dayMs + minutes * 6e4);
}
function localDay({ bank }, at) {
  return new Date(at.getTime() + bank.utcOffsetMinutes * 6e4).toISOString().slice(0, 10);
}
function daysAfter(at, days) {
  return new Date(at.getTime() + Math.round(days * dayMs));
}

// src/modules/demo/content/calendar.ts
var shares = [
  ["gather", 21],
  ["analyse", 3],
  ["vote", 8],
  ["commit", 4],
  ["follow", 6]
];
var lengths = [
  ["gather", 55],
  ["analyse", 14],
  ["vote", 14],
  ["commit", 21],
  ["follow", 700]
];
var storyStart = 607;
function planProcesses(input) {
  const current = currentTerritories(input);
  const previous = input.territories.map((t2) => previousTerritory(input, t2));
  const year = yearOf(input, startOf(current));
  return [
    describe(input, "current", year, current),
    describe(input, "previous", year - 1, previous),
    {
      ...describe(input, "draft", year + 1, []),
      status: "draft",
      publishedAt: void 0,
      createdAt: localInstant(input, -9, 600)
    }
  ];
}
function describe(input, key, year, territories) {
  const texts = input.bank.process[key];
  const start = startOf(territories);
  const named = (text) => text.replaceAll("{year}", String(year));
  const base = {
    key,
    slug: named(texts.slug),
    title: named(texts.title),
    purpose: texts.purpose,
    createdAt: daysAfter(start, -60),
    publishedAt: daysAfter(start, -30),
    rules: { choices: 5, winners: 5, verification: key === "draft" ? "email" : "none" },
    level: "planning",
    territories
  };
  if (key !== "previous") return { ...base, status: "published", cyclePhase: "diagnosis" };
  const agreed = territories.map((t2) => phaseOf(t2, "commit").closesAt.getTime());
  return { ...base, status: "closed", cyclePhase: "monitoring", closedAt: daysAfter(new Date(Math.max(...agreed)), 7) };
}
function startOf(territories) {
  return new Date(Math.min(...territories.map((t2) => phaseOf(t2, "gather").opensAt.getTime())));
}
function yearOf({ today, bank }, start) {
  const at = Number.isFinite(start.getTime()) ? start : today;
  return new Date(at.getTime() + bank.utcOffsetMinutes * 6e4).getUTCFullYear();
}
function phaseOf(territory, kind) {
  const phase = territory.phases.find((p) => p.kind === kind);
  if (!phase) throw new RangeError(`${territory.code} has no phase ${kind}`);
  return phase;
}
function currentTerritories(input) {
  const moments = momentsOf(input);
  return input.territories.map((t2) => {
    const moment = moments.get(t2.code) ?? "gather";
    const start = startDay(moment, randomOf(input.seed, "calendar", t2.code));
    return { code: t2.code, moment, phases: phasesFrom(input, start) };
  });
}
function momentsOf({ seed, bank, territories }) {
  const moments = /* @__PURE__ */ new Map();
  const wanted = new Map(shares.map(([m, n]) => [m, Math.round(n * territories.length / 42)]));
  for (const t2 of territories) {
    const named = bank.moments[t2.code];
    if (!named) continue;
    moments.set(t2.code, named);
    wanted.set(named, (wanted.get(named) ?? 0) - 1);
  }
  const rest = randomOf(seed, "moments").shuffle(territories.filter((t2) => !moments.has(t2.code)));
  const dealt = [...wanted].filter(([m]) => m !== "gather").flatMap(([m, n]) => Array(Math.max(0, n)).fill(m));
  for (const [i, t2] of rest.entries()) moments.set(t2.code, dealt[i] ?? "gather");
  return moments;
}
function startDay(moment, random) {
  switch (moment) {
    case "gather":
      return random.int(4, 24) - 55;
    case "analyse":
      return -random.int(3, 9) - 55;
    case "vote":
      return -random.int(4, 10) - 69;
    case "commit":
      return -random.int(5, 14) - 83;
    case "follow":
      return -random.int(14, 55) - 104;
  }
}
function previousTerritory(input, territory) {
  const isStory = territory.code === input.bank.story?.territory;
  const start = isStory ? storyStart : randomOf(input.seed, "previous", territory.code).int(600, 616);
  return { code: territory.code, moment: "follow", phases: phasesFrom(input, -start) };
}
function phasesFrom(input, start) {
  let day = start;
  let opensAt = localInstant(input, start, 8 * 60);
  return lengths.map(([kind, length]) => {
    day += length;
    const phase = { kind, opensAt, closesAt: localInstant(input, day, 18 * 60) };
    opensAt = phase.closesAt;
    return phase;
  });
}

// src/modules/demo/content/template.ts
function fill(template, slots, random) {
  return expand(template, slots, random).replace(new RegExp("\\b([dD]e) el (?=\\p{Ll})", "gu"), "$1l ").replace(new RegExp("\\b([aA]) el (?=\\p{Ll})", "gu"), "$1l ").replace(/ {2,}/g, " ").replace(/ ([,.])/g, "$1").trim();
}
function expand(template, slots, random) {
  let out = "";
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf("{", at);
    if (open < 0) return out + template.slice(at);
    const close = closingBrace(template, open);
    out += template.slice(at, open) + expandBraces(template.slice(open + 1, close), slots, random);
    at = close + 1;
  }
  return out;
}
function expandBraces(inside, slots, random) {
  const options = splitOptions(inside);
  if (options.length > 1) return expand(random.pick(options), slots, random);
  const range = /^#(\d+)-(\d+)$/.exec(inside);
  if (range) return String(random.int(Number(range[1]), Number(range[2])));
  return slots[inside] ?? expand(inside, slots, random);
}
function closingBrace(template, open) {
  let depth = 0;
  for (let i = open; i < template.length; i++) {
    if (template[i] === "{") depth++;
    if (template[i] === "}" && --depth === 0) return i;
  }
  throw new SyntaxError(`a brace is not closed: ${template}`);
}
function splitOptions(inside) {
  const options = [""];
  let depth = 0;
  for (const char of inside) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (char === "|" && depth === 0) options.push("");
    else options[options.length - 1] += char;
  }
  return options;
}
function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
function decapitalise(text) {
  return new RegExp("^\\p{Lu}\\p{Lu}", "u").test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

// src/modules/demo/content/analysis.ts
function analyse(input, plans, said) {
  const out = { needs: said.needs.map((need) => unread(need)), initiatives: [], origins: [] };
  const members = /* @__PURE__ */ new Map();
  for (const [i, need] of said.needs.entries()) {
    const key = `${need.process}/${need.territory}`;
    members.set(key, [...members.get(key) ?? [], i]);
  }
  for (const plan of plans) {
    const indices = members.get(`${plan.process.key}/${plan.territory.code}`) ?? [];
    readTerritory(deskOf(input, plan, out), said, indices);
  }
  return out;
}
function unread({ discard, ...need }) {
  return { ...need, fate: { kind: "waiting", read: false } };
}
function deskOf(input, plan, out) {
  const random = randomOf(input.seed, "analysis", plan.process.key, plan.territory.code);
  const { opensAt, closesAt } = phaseOf(plan.inProcess, "analyse");
  const today = input.today.getTime();
  const gathering = plan.inProcess.moment === "gather";
  const since = gathering ? today - 3 * 864e5 : opensAt.getTime();
  return { input, plan, random, out, since, until: Math.min(today, closesAt.getTime()) };
}
function readTerritory(desk, said, indices) {
  const clusters = /* @__PURE__ */ new Map();
  for (const i of indices) {
    const need = said.needs[i];
    if (!need) continue;
    if (need.discard === void 0) clusters.set(need.cluster, [...clusters.get(need.cluster) ?? [], i]);
    else if (done(desk) || desk.random.chance(0.6))
      setFate(desk, i, { kind: "discarded", reason: need.discard, at: whenRead(desk, i) });
  }
  for (const [number, members] of clusters) {
    const cluster = said.clusters.get(number);
    if (!cluster) continue;
    const sorted = members.toSorted((a, b) => saidAt(desk, a) - saidAt(desk, b));
    if (done(desk)) write(desk, cluster, sorted, "published");
    else if (desk.plan.inProcess.moment === "analyse" && desk.random.chance(0.6)) write(desk, cluster, sorted, "draft");
    else readSome(desk, cluster, sorted);
  }
}
function done({ plan }) {
  return plan.inProcess.moment !== "gather" && plan.inProcess.moment !== "analyse";
}
function when({ random, since, until }) {
  return new Date(Math.floor((since + random.next() * (until - since)) / 1e3) * 1e3);
}
function whenRead(desk, i) {
  const said = saidAt(desk, i);
  return new Date(Math.max(when(desk).getTime(), said, Math.min(desk.until, said + 36e5)));
}
function saidAt({ out }, i) {
  return out.needs[i]?.saidAt.getTime() ?? 0;
}
function setFate({ out }, i, fate) {
  const need = out.needs[i];
  if (need) out.needs[i] = { ...need, fate };
}
function code(desk, cluster, i) {
  const need = desk.out.needs[i];
  if (!need) return;
  const sector = sectorOf(desk.input, cluster.problem);
  desk.out.needs[i] = { ...need, sector, right: rightOf(desk.input, cluster.problem) };
}
function readSome(desk, cluster, members) {
  const read = members.filter(() => desk.random.chance(0.55));
  const [main, ...others] = read;
  if (main === void 0) return;
  for (const i of read) {
    code(desk, cluster, i);
    setFate(desk, i, { kind: "waiting", read: true });
  }
  for (const i of others) {
    if (desk.random.chance(0.5)) setFate(desk, i, { kind: "merged", into: main, at: whenRead(desk, i) });
  }
}
function write(desk, cluster, members, status) {
  const { input, random, out } = desk;
  const index = out.initiatives.length;
  const at = when(desk);
  const [main, ...others] = members;
  if (main === void 0) return;
  for (const i of members) {
    code(desk, cluster, i);
    setFate(desk, i, { kind: "initiative", initiative: index, at });
  }
  for (const i of others)
    if (random.chance(0.3))
      setFate(desk, i, { kind: "merged", into: main, at: new Date(Math.max(desk.since, at.getTime() - 36e5)) });
  out.initiatives.push(
    cluster.story === "main" ? storyInitiative(input, cluster, members, at) : initiative(desk, cluster, members, { at, status })
  );
  out.origins.push(cluster);
}
function storyInitiative(input, cluster, needs, createdAt) {
  const words = input.bank.story?.initiative;
  if (!words) throw new RangeError("a story cluster without a story");
  return {
    process: cluster.process,
    territory: cluster.territory.code,
    title: words.title,
    text: words.text,
    place: cluster.places[0]?.name ?? "",
    sector: sectorOf(input, cluster.problem),
    right: rightOf(input, cluster.problem),
    groups: groupsOf(input, cluster.problem.groups),
    status: "published",
    cost: words.cost,
    agency: agencyOf(input, words.agency),
    feasibility: "viable",
    feasibilityNote: words.note,
    createdAt,
    needs
  };
}
function initiative({ input, random }, cluster, needs, { at, status }) {
  const { problem, territory } = cluster;
  const place = random.pick(cluster.places.slice(0, 1));
  const slots = slotsOf(territory, place, true);
  const [low, high] = problem.cost;
  const feasibility = ["viable", "viable_with_conditions", "under_study"][random.weighted([0.66, 0.24, 0.1])] ?? "viable";
  const millions = Math.round((low + (high - low) * random.next() ** 1.6) / 5) * 5;
  return {
    process: cluster.process,
    territory: territory.code,
    title: typeof cluster.story === "object" ? cluster.story.title : capitalise(fill(random.pick(problem.title), slots, random)),
    text: fill(random.pick(problem.body), slots, random),
    place: place.name,
    sector: sectorOf(input, problem),
    right: rightOf(input, problem),
    groups: groupsOf(input, problem.groups),
    status,
    cost: feasibility === "under_study" || random.chance(0.06) ? void 0 : millions * 1e6,
    agency: agencyOf(input, problem.agency),
    feasibility,
    feasibilityNote: random.pick(input.bank.feasibility[feasibility]),
    createdAt: at,
    needs
  };
}

// src/modules/demo/content/ballots.ts
var ballotsOf = { previous: 11600, current: 8400 };
function castBallots(input, plans, analysed) {
  return ["previous", "current"].flatMap((key) => {
    const booths = plans.filter((p) => p.process.key === key).flatMap((plan) => boothOf(input, plan, analysed));
    const sum = booths.reduce((s, b) => s + b.weight, 0);
    let voter = 0;
    return booths.flatMap((booth) => {
      const random = randomOf(input.seed, "ballots", key, booth.plan.territory.code);
      const weights = preferences(booth, analysed, random);
      const count = Math.round(ballotsOf[key] * booth.weight / sum);
      const cast = Array.from({ length: count }, () => {
        voter += 1;
        return vote(booth, weights, voter, random);
      });
      return untie(cast, booth);
    });
  });
}
function boothOf(input, plan, { initiatives }) {
  const { moment, code: code2 } = plan.inProcess;
  if (moment === "gather" || moment === "analyse") return [];
  const { opensAt, closesAt } = phaseOf(plan.inProcess, "vote");
  const until = Math.min(closesAt.getTime(), input.today.getTime());
  const elapsed = (until - opensAt.getTime()) / (closesAt.getTime() - opensAt.getTime());
  const own = initiatives.flatMap((it, i) => it.process === plan.process.key && it.territory === code2 ? [i] : []);
  return [{ plan, initiatives: own, weight: plan.territory.population ** 0.5 * elapsed, until }];
}
function preferences({ initiatives }, analysed, random) {
  return initiatives.map((index, rank2) => {
    const luck = 0.5 + random.next();
    const fixed = analysed.origins[index]?.story;
    if (fixed === "main") return 1.05;
    if (fixed) return fixed.weight;
    const inStory = initiatives.some((i) => analysed.origins[i]?.story !== void 0);
    return inStory ? 0.1 + 0.1 * luck : luck / (rank2 + 1.5) ** 0.75;
  });
}
function vote(booth, weights, voter, random) {
  const { plan, initiatives, until } = booth;
  const most = Math.min(plan.process.rules.choices, initiatives.length);
  const count = Math.min(most, 1 + random.weighted([0.16, 0.2, 0.26, 0.16, 0.22]));
  const left = [...weights];
  const choices = [];
  for (let n = 0; n < count; n++) {
    const at2 = random.weighted(left);
    const chosen = initiatives[at2];
    if (chosen === void 0) break;
    choices.push(chosen);
    left[at2] = 0;
  }
  const since = phaseOf(plan.inProcess, "vote").opensAt.getTime();
  const at = new Date(Math.floor((since + random.next() * (until - since - 6e4)) / 1e3) * 1e3);
  return {
    process: plan.process.key,
    territory: plan.territory.code,
    voter,
    at,
    choices: choices.toSorted((a, b) => a - b)
  };
}
function rank(initiatives, ballots) {
  const votes = new Map(initiatives.map((i) => [i, 0]));
  for (const ballot of ballots) for (const i of ballot.choices) votes.set(i, (votes.get(i) ?? 0) + 1);
  return [...votes].map(([initiative2, count]) => ({ initiative: initiative2, votes: count })).toSorted((a, b) => b.votes - a.votes || a.initiative - b.initiative);
}
function untie(ballots, { initiatives, plan }) {
  const { choices, winners } = plan.process.rules;
  const ranked = rank(initiatives, ballots);
  const last = ranked[winners - 1];
  const next = ranked[winners];
  if (!last || !next || last.votes !== next.votes) return [...ballots];
  const at = ballots.findIndex((b) => b.choices.length < choices && !b.choices.includes(last.initiative));
  return ballots.map(
    (b, i) => i === at ? { ...b, choices: [...b.choices, last.initiative].toSorted((x, y) => x - y) } : b
  );
}

// src/modules/demo/content/course.ts
var dayMs2 = 864e5;
function tellCourse(input, course) {
  const { random, agreement } = course;
  const today = input.today.getTime();
  const opened = agreement.opensAt.getTime();
  const closed = Math.min(agreement.closesAt.getTime(), today);
  const createdAt = atOffice(input, new Date(opened + random.next() * 0.4 * (closed - opened)), agreement.opensAt);
  const agreedAt = atOffice(input, new Date(opened + (0.6 + 0.35 * random.next()) * (closed - opened)), createdAt);
  const due = dueDate(input, course, agreedAt);
  const updates = tellUpdates(input, course, { createdAt, agreedAt, due });
  const dateChanges = moveDate(input, course, agreedAt, due);
  const last = updates.at(-1)?.at ?? agreedAt;
  return {
    createdAt,
    dueDate: localDay(input, due),
    updates,
    dateChanges,
    judgement: judge(input, course, last)
  };
}
function atOffice(input, at, earliest) {
  const offset = input.bank.utcOffsetMinutes * 6e4;
  const local = at.getTime() + offset;
  const minutes = 8 * 60 + Math.floor(local / 6e4) % (9 * 60);
  const inOffice = Math.floor(local / dayMs2) * dayMs2 + minutes * 6e4 - offset;
  const latest = input.today.getTime() - 6e4;
  return new Date(Math.min(latest, Math.max(inOffice, earliest.getTime() + 6e4)));
}
function dueDate(input, { outcome, random }, agreedAt) {
  const age = Math.floor((input.today.getTime() - agreedAt.getTime()) / dayMs2);
  const ago = (low, high) => -Math.min(random.int(low, high), Math.max(low, age - 60));
  const days = {
    met: ago(20, 300),
    partly: ago(20, 220),
    not_met: ago(40, 300),
    late: ago(20, 170),
    on_time: random.int(35, 330),
    not_started: random.int(50, 330),
    agreeing: random.int(120, 360)
  }[outcome];
  const local = new Date(localInstant(input, days, 12 * 60).getTime() + input.bank.utcOffsetMinutes * 6e4);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  const day = local.getUTCDate() <= 15 ? 15 : new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, day, 12) - input.bank.utcOffsetMinutes * 6e4);
}
function tellUpdates(input, course, dates) {
  const { outcome, random, slots } = course;
  const { updates: words } = input.bank;
  const say = (lines) => `${fill(random.pick(lines), slots, random)}.`;
  const first = [{ at: dates.createdAt, state: "proposed", text: say(words.proposed) }];
  if (outcome === "agreeing" && random.chance(0.5)) return first;
  first.push({
    at: dates.agreedAt,
    state: "agreed",
    text: say(words.agreed),
    percent: 0,
    link: link(input, course, 0.5)
  });
  if (outcome === "not_started" || outcome === "agreeing") return first;
  const end = endOf(input, course, dates);
  const steps = random.int(1, 3);
  const recent = end.getTime() - dates.agreedAt.getTime() < 120 * dayMs2;
  const top = recent && outcome === "on_time" ? random.int(1, 5) * 5 : topPercent(outcome, random);
  const starts = random.shuffle(words.start[course.kind]);
  const goings = random.shuffle(words.progress[course.kind]);
  const works = Array.from({ length: steps }, (_, i) => {
    const share = (i + 1) / (steps + 1);
    const at = new Date(dates.agreedAt.getTime() + (share * 0.9 + 0.05) * (end.getTime() - dates.agreedAt.getTime()));
    const line = i === 0 ? starts[0] : goings[i];
    const percent = Math.round(top * share * 0.85 / 5) * 5;
    return {
      at: atOffice(input, at, dates.agreedAt),
      state: "in_progress",
      text: say(line === void 0 ? goings : [line]),
      percent,
      figure: figure(course, percent),
      link: link(input, course, 0.35)
    };
  });
  const last = {
    at: atOffice(input, end, dates.agreedAt),
    state: stateOf(outcome),
    text: say(lastWords(input, course, goings.slice(0, 1))),
    percent: top,
    figure: figure(course, top),
    link: link(input, course, outcome === "met" ? 0.9 : 0.5)
  };
  return [...first, ...works, last];
}
function stateOf(outcome) {
  switch (outcome) {
    case "met":
      return "met";
    case "partly":
      return "partly_met";
    case "not_met":
      return "not_met";
    default:
      return "in_progress";
  }
}
function lastWords({ bank }, { outcome, random }, goesOn) {
  const { updates } = bank;
  if (outcome === "met") return updates.met;
  if (outcome === "partly") return updates.partly;
  if (outcome === "not_met") return updates.notmet;
  return outcome === "late" && random.chance(0.6) ? updates.stalled : goesOn;
}
function topPercent(outcome, random) {
  switch (outcome) {
    case "met":
      return 100;
    case "partly":
      return random.int(8, 16) * 5;
    case "not_met":
      return random.int(0, 3) * 5;
    case "late":
      return random.int(4, 17) * 5;
    default:
      return random.int(4, 15) * 5;
  }
}
function endOf(input, { outcome, random }, { agreedAt, due }) {
  const today = input.today.getTime();
  const goesOn = outcome === "on_time" || outcome === "late";
  const wanted = goesOn ? today - random.int(4, 45) * dayMs2 : due.getTime() + random.int(-25, 12) * dayMs2;
  const earliest = agreedAt.getTime() + 0.3 * Math.max(0, today - agreedAt.getTime());
  return new Date(Math.min(today - dayMs2, Math.max(earliest, wanted)));
}
function figure({ unit, outcome }, percent) {
  if (!unit) return void 0;
  const rounded = Math.floor(unit.of * percent / 100);
  const done2 = outcome === "met" && percent === 100 ? unit.of : Math.min(unit.of - 1, rounded);
  return { done: outcome === "partly" && percent > 0 ? Math.max(1, done2) : done2, of: unit.of, unit: unit.name };
}
function link({ bank }, { random }, probability) {
  if (!random.chance(probability)) return void 0;
  return { url: `https://example.org/pruebas/${random.int(1e3, 9999)}`, title: random.pick(bank.links) };
}
function moveDate(input, { outcome, random }, agreedAt, due) {
  const moves = { met: 0.12, partly: 0.4, on_time: 0.22, late: 0.35, not_started: 0, not_met: 0.2, agreeing: 0 }[outcome];
  if (!random.chance(moves)) return [];
  const from = daysAfter(due, -random.int(45, 150));
  const at = daysAfter(from, -random.int(2, 25));
  if (at.getTime() <= agreedAt.getTime() + 20 * dayMs2 || at.getTime() > input.today.getTime() - dayMs2) return [];
  const reason = `${fill(random.pick(input.bank.dateReasons), {}, random)}.`;
  return [{ at: atOffice(input, at, agreedAt), from: localDay(input, from), to: localDay(input, due), reason }];
}
var verdicts = {
  met: [0.74, 0.2, 0.06],
  partly: [0.2, 0.58, 0.22],
  not_met: [0.03, 0.12, 0.85],
  late: [0.04, 0.34, 0.62]
};
function judge(input, { outcome, askers, random, slots }, last) {
  const shares2 = verdicts[outcome];
  if (!shares2 || outcome === "late" && random.chance(0.5)) return void 0;
  const today = input.today.getTime();
  const opensAt = daysAfter(last, Math.min(1, (today - last.getTime()) / dayMs2 / 2));
  const answered = Math.max(1, Math.floor(askers * (0.15 + 0.4 * random.next())));
  const counts = [0, 0, 0];
  for (let i = 0; i < answered; i++) {
    const at = random.weighted(shares2);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const [yes = 0, partly = 0, no = 0] = counts;
  const verdictCounts = { yes, partly, no };
  const comments = ["yes", "partly", "no"].flatMap((verdict) => {
    const most = Math.min(2, verdictCounts[verdict]);
    const words = random.shuffle(input.bank.comments[verdict]).slice(0, random.int(0, most));
    return words.map((text) => ({
      verdict,
      text: `${fill(text, slots, random)}.`,
      at: new Date(opensAt.getTime() + Math.floor(random.next() * Math.min(30 * dayMs2, today - opensAt.getTime())))
    }));
  });
  return { opensAt, closesAt: daysAfter(opensAt, 75), yes, partly, no, comments };
}

// src/modules/demo/content/story-course.ts
function tellStory(input, words, opensAt) {
  const today = localDay(input, input.today);
  const soon = localDay(input, daysAfter(input.today, 10));
  const year = Number(today.slice(0, 4));
  const from = [year, year - 1].map((y) => `${y}-${words.dueMonthDay}`).find((day) => day < today) ?? today;
  const to = [year, year + 1].map((y) => `${y}-${words.movedMonthDay}`).find((day) => day > soon) ?? soon;
  const daysSince = Math.round((Date.parse(today) - Date.parse(from)) / 864e5);
  const createdAt = daysAfter(opensAt, 1.6);
  const last = words.updates.at(-1);
  const judgedFrom = localInstant(input, -(last?.ago ?? 0) + 1, 8 * 60);
  const window = input.today.getTime() - judgedFrom.getTime();
  return {
    createdAt,
    dueDate: to,
    updates: [
      { at: createdAt, state: "proposed", text: `${input.bank.updates.proposed[0] ?? words.text}.` },
      ...words.updates.map((update, i) => tellUpdate(input, words, update, i))
    ],
    dateChanges: [{ at: localInstant(input, -daysSince - 34, 15 * 60), from, to, reason: words.reason }],
    judgement: {
      opensAt: judgedFrom,
      closesAt: daysAfter(judgedFrom, 78),
      yes: words.judgement.yes,
      partly: words.judgement.partly,
      no: words.judgement.no,
      comments: words.judgement.comments.map((comment, i) => ({
        ...comment,
        at: new Date(judgedFrom.getTime() + Math.floor(window * (i + 1) / (words.judgement.comments.length + 1)))
      }))
    }
  };
}
function tellUpdate(input, words, update, i) {
  const { ago, state, percent, text, figure: figure2, link: link2 } = update;
  return {
    at: localInstant(input, -ago, 9 * 60 + 37 * i),
    state,
    text,
    percent,
    figure: figure2 && { done: figure2[0], of: figure2[1], unit: words.unit },
    link: link2 === void 0 ? void 0 : { url: `https://example.org/pruebas/historia-${i + 1}`, title: link2 }
  };
}

// src/modules/demo/content/commitments.ts
var outcomeShares = [
  ["met", 78],
  ["partly", 21],
  ["on_time", 50],
  ["late", 26],
  ["not_started", 22],
  ["not_met", 12]
];
function makeCommitments(input, plans, analysed, ballots) {
  const promised = plans.flatMap((plan) => winnersOf(input, plan, analysed, ballots));
  const outcomes = dealOutcomes(input, promised);
  return promised.map((p, i) => {
    const story = p.cluster.story;
    if (story === "main") return storyCommitment(input, p);
    const fixed = story ? story.outcome : void 0;
    return commit(input, p, fixed ?? outcomes[i] ?? "on_time");
  });
}
function winnersOf(input, plan, { initiatives, origins, needs }, ballots) {
  const { moment, code: code2 } = plan.inProcess;
  const key = plan.process.key;
  if (moment !== "commit" && moment !== "follow") return [];
  const own = initiatives.flatMap((it, i) => it.process === key && it.territory === code2 ? [i] : []);
  const ranked = rank(
    own,
    ballots.filter((b) => b.process === key && b.territory === code2)
  );
  const agreedSoFar = randomOf(input.seed, "agreed", code2).int(2, 3);
  return ranked.slice(0, moment === "commit" ? agreedSoFar : plan.process.rules.winners).flatMap(({ initiative: index }) => {
    const initiative2 = initiatives[index];
    const cluster = origins[index];
    if (!initiative2 || !cluster) return [];
    const askers = initiative2.needs.reduce((sum, i) => sum + 1 + (needs[i]?.supports ?? 0), 0);
    return [{ plan, initiative: initiative2, index, cluster, askers }];
  });
}
function dealOutcomes({ seed }, promised) {
  const random = randomOf(seed, "outcomes");
  const old = promised.filter((p) => p.plan.process.key === "previous").length;
  const sum = outcomeShares.reduce((s, [, n]) => s + n, 0);
  const deck = outcomeShares.flatMap(([outcome, n]) => Array(Math.round(n * old / sum)).fill(outcome));
  const shuffled = random.shuffle(deck);
  return promised.map((p) => {
    if (p.plan.process.key === "previous") return shuffled.pop() ?? "on_time";
    if (p.plan.inProcess.moment === "commit") return "agreeing";
    return random.chance(0.55) ? "not_started" : "on_time";
  });
}
function commit(input, promised, outcome) {
  const { plan, initiative: initiative2, index, cluster } = promised;
  const random = randomOf(input.seed, "commitment", index);
  const { problem, territory } = cluster;
  const [one, many, low, high] = problem.unit;
  const amount = random.int(low, high);
  const place = random.pick(cluster.places.slice(0, 1));
  const slots = { ...slotsOf(territory, place, true), n: String(amount) };
  const words = random.pick(problem.promise);
  const fixed = typeof cluster.story === "object" ? cluster.story.promise : void 0;
  const course = {
    outcome,
    kind: problem.kind,
    slots,
    unit: words.includes("{n}") && fixed === void 0 && amount > 1 ? { of: amount, name: amount === 1 ? one : many } : void 0,
    agreement: phaseOf(plan.inProcess, "commit"),
    askers: promised.askers,
    random
  };
  const cost = initiative2.cost;
  const told2 = tellCourse(input, course);
  const percent = told2.updates.at(-1)?.percent ?? 0;
  const promisedMoney = cost === void 0 ? void 0 : Math.round(cost * (0.95 + 0.2 * random.next()) / 1e6) * 1e6;
  return {
    process: plan.process.key,
    territory: territory.code,
    place: place.name,
    initiative: index,
    text: capitalise(fixed ?? singular(fill(words, slots, random), amount, many, one)),
    sector: initiative2.sector,
    agency: initiative2.agency,
    coAgencies: coAgencies(input, initiative2.agency, random),
    partners: random.shuffle(input.bank.partners).slice(0, random.weighted([0.55, 0.35, 0.1])),
    responsible: random.pick(problem.post),
    money: promisedMoney === void 0 ? void 0 : { promised: promisedMoney, paid: paid(promisedMoney, percent, random) },
    ...told2
  };
}
function singular(text, amount, many, one) {
  return amount === 1 ? text.replace(`1 ${many}`, `1 ${one}`) : text;
}
function paid(promised, percent, random) {
  const share = percent >= 100 ? 1 : percent / 100 * (0.6 + 0.35 * random.next());
  return Math.round(promised * share / 1e6) * 1e6;
}
function coAgencies({ agencies }, lead, random) {
  const others = agencies.filter((a) => a.code !== lead).map((a) => a.code);
  return random.shuffle(others).slice(0, random.weighted([0.6, 0.3, 0.1]));
}
function storyCommitment(input, { plan, initiative: initiative2, index }) {
  const words = input.bank.story?.commitment;
  if (!words) throw new RangeError("a story cluster without a story");
  const course = tellStory(input, words, phaseOf(plan.inProcess, "commit").opensAt);
  return {
    process: plan.process.key,
    territory: initiative2.territory,
    place: initiative2.place,
    initiative: index,
    text: words.text,
    sector: initiative2.sector,
    agency: initiative2.agency,
    coAgencies: words.coAgencies.map((word) => agencyOf(input, [word])).filter((c) => c !== initiative2.agency),
    partners: words.partners,
    responsible: words.responsible,
    money: { promised: words.promised, paid: words.paid },
    ...course
  };
}

// src/modules/demo/content/meetings.ts
var HOUR = 36e5;
var DAY = 24 * HOUR;
var REVIEW_DAYS = 9;
var CALLED_OFF = 4;
function holdMeetings(input, plans, lived) {
  return plans.flatMap((plan) => {
    const random = randomOf(input.seed, "meetings", plan.process.key, plan.territory.code);
    return [
      ...pastWorkshops(input, plan, lived, random),
      ...comingWorkshops(input, plan, lived, random),
      ...agreements(input, plan, lived, random)
    ].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  });
}
function pastWorkshops(input, plan, lived, random) {
  const said = lived.needs.flatMap(
    (need, index) => need.channel === "meeting" && need.process === plan.process.key && need.territory === plan.territory.code ? [{ index, at: need.saidAt }] : []
  );
  const days = Map.groupBy(said, ({ at }) => localDay(input, at));
  return [...days.values()].map((heard) => {
    const first = Math.min(...heard.map(({ at }) => at.getTime()));
    const last = Math.max(...heard.map(({ at }) => at.getTime()));
    const startsAt = onTheHour(new Date(first - 20 * 6e4));
    const endsAt = new Date(Math.max(onTheHour(new Date(last + HOUR)).getTime(), startsAt.getTime() + 2 * HOUR));
    const needs = heard.map(({ index }) => index);
    return workshop(input, plan, lived, { startsAt, endsAt, needs, random });
  });
}
function comingWorkshops(input, plan, lived, random) {
  if (plan.inProcess.moment !== "gather" || plan.process.key !== "current") return [];
  const left = (phaseOf(plan.inProcess, "gather").closesAt.getTime() - input.today.getTime()) / DAY;
  return Array.from({ length: random.int(1, 3) }, (_, n) => {
    const days = Math.min(Math.max(1, Math.floor(left) - 1), 2 + n * 4 + random.int(0, 3));
    const startsAt = localInstant(input, days, random.pick([9, 14, 15, 17]) * 60);
    const meeting = workshop(input, plan, lived, {
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3 * HOUR),
      needs: [],
      random
    });
    return random.int(1, 100) > CALLED_OFF ? meeting : { ...meeting, cancelled: random.pick(input.bank.meetings.cancelled) };
  });
}
function workshop(input, plan, lived, { startsAt, endsAt, needs, random }) {
  const { bank } = input;
  const rural = random.chance(0.55);
  const place = random.pick(placesOf(input, plan.territory, rural));
  const slots = slotsOf(plan.territory, place);
  const own = lived.organisations.flatMap((one, index) => one.territory === plan.territory.code ? [index] : []);
  const agency = agencyOf(input, bank.agencies.fallback);
  return {
    ...common(input, plan, { startsAt, endsAt, random }),
    sub: place.sub,
    kind: "workshop",
    title: fill(random.pick(bank.meetings.workshops), slots, random),
    place: fill(random.pick(rural ? bank.meetings.halls.rural : bank.meetings.halls.urban), slots, random),
    agenda: bank.meetings.agendaWorkshop,
    agencies: [agency],
    organisations: own.length === 0 ? [] : [random.pick(own)],
    officials: [{ agency, position: random.pick(bank.meetings.positions), name: random.pick(bank.meetings.names) }],
    needs,
    commitments: [],
    ...endsAt <= input.today && told(input, endsAt, random, 14 + needs.length * random.int(2, 5))
  };
}
function agreements(input, plan, lived, random) {
  const made = lived.commitments.flatMap(
    (one, index) => one.process === plan.process.key && one.territory === plan.territory.code ? [index] : []
  );
  if (made.length === 0) return [];
  const { bank } = input;
  const last = Math.max(...made.map((index) => lived.commitments[index]?.createdAt.getTime() ?? 0));
  const endsAt = new Date(last + 30 * 6e4);
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
        name: names[index] ?? ""
      })),
      needs: [],
      commitments: made,
      ...told(input, endsAt, random, random.int(60, 240))
    }
  ];
}
function common(input, plan, when2) {
  const { startsAt, endsAt, random } = when2;
  return {
    process: plan.process.key,
    territory: plan.territory.code,
    startsAt,
    endsAt,
    calledAt: new Date(
      Math.min(daysAfter(startsAt, -random.int(6, 15)).getTime(), input.today.getTime() - random.int(1, 4) * DAY)
    )
  };
}
function told(input, endedAt, random, people) {
  const { meetings } = input.bank;
  const groups = /* @__PURE__ */ new Map();
  for (const [word, [low, high]] of Object.entries(meetings.groups)) {
    const [code2] = groupsOf(input, [word]);
    const count = Math.round(people * random.int(low, high) / 100);
    if (code2 !== void 0 && count > 0) groups.set(code2, count);
  }
  const publishedAt = daysAfter(endedAt, random.int(3, REVIEW_DAYS));
  const objected = random.chance(0.12);
  const representative = {
    name: random.pick(meetings.representatives),
    organisation: random.pick(meetings.representing)
  };
  const objection = objected ? random.pick(meetings.objections) : void 0;
  return {
    attendance: { people, groups },
    ...publishedAt <= input.today && { minutes: { publishedAt, representative, objection } }
  };
}
function onTheHour(at) {
  return new Date(Math.floor(at.getTime() / HOUR) * HOUR);
}

// src/modules/demo/content/speech.ts
var Deck = class {
  cards = [];
  refill;
  random;
  constructor(refill, random) {
    this.refill = refill;
    this.random = random;
  }
  draw() {
    if (this.cards.length === 0) this.cards = this.random.shuffle(this.refill());
    const card = this.cards.pop();
    if (card === void 0) throw new RangeError("a deck without cards");
    return card;
  }
};
var Talk = class {
  leads;
  whys;
  asks;
  constructor(problem, random) {
    const told2 = problem.say.map((template) => ({ kind: "say", template }));
    const asked = [
      ...problem.ask.map((template) => ({ kind: "ask", template })),
      ...problem.want.map((template) => ({ kind: "want", template }))
    ];
    const half = () => random.shuffle(asked).slice(0, Math.ceil(asked.length / 2));
    this.leads = new Deck(() => [...told2, ...half()], random);
    this.whys = new Deck(() => problem.why, random);
    this.asks = new Deck(() => problem.ask, random);
  }
};
function speakAsPerson(bank, problem, talk, speaker) {
  const { random, channel } = speaker;
  const slots = slotsOf(speaker.territory, speaker.place, random.chance(0.55));
  const lead = talk.leads.draw();
  const body = sayBody({ bank, problem, talk, lead, slots, random });
  const opened = random.chance(0.2) ? withOpener(bank, body, lead.kind === "say", speaker) : { text: body, groups: [] };
  const closed = random.chance(0.05) ? `${opened.text}. ${random.pick(bank.closings)}` : opened.text;
  const text = typed(bank, capitalise(closed), channel, random);
  return { text, groups: opened.groups };
}
function speakAsOrganisation(bank, problem, talk, speaker) {
  const { random, the } = speaker;
  const slots = slotsOf(speaker.territory, speaker.place, true);
  const frame = random.pick(bank.orgFrames);
  const ask = fill(talk.asks.draw(), slots, random);
  const says = problem.say.filter((template) => !speaksOfSelf(bank, template));
  const lead = talk.leads.draw();
  const own = lead.kind === "say" && !speaksOfSelf(bank, lead.template) ? lead.template : random.pick(says.length ? says : problem.say);
  const rest = decapitalise(fill(own, slots, random));
  const text = fill(frame, { the, ask, rest }, random);
  const plural = bank.askFrames.filter((words) => !speaksOfSelf(bank, words));
  if (frame.includes("{ask}")) return `${capitalise(text)}. ${capitalise(rest)}.`;
  return random.chance(0.6) ? `${capitalise(text)}. ${fill(random.pick(plural), { ask }, random)}.` : `${capitalise(text)}.`;
}
function speaksOfSelf(bank, text) {
  return plain(text).split(/[^a-zñ]+/).some((word) => bank.selfWords.includes(word));
}
function sayBody({ bank, problem, talk, lead, slots, random }) {
  const why = () => fill(talk.whys.draw(), slots, random);
  const ask = () => fill(talk.asks.draw(), slots, random);
  const request = (clause) => fill(random.pick(bank.askFrames), { ask: clause }, random);
  const said = fill(lead.template, slots, random);
  const shape2 = random.next();
  if (lead.kind === "say") {
    const others = problem.say.filter((template) => template !== lead.template && !speaksOfSelf(bank, template));
    if (shape2 < 0.08 && others.length > 0) {
      return `${said}. ${fill(random.pick(others), slots, random)}. ${request(ask())}`;
    }
    if (shape2 < 0.3) return said;
    if (shape2 < 0.5) return `${said}. ${why()}`;
    if (shape2 < 0.62) return `${said}, ${decapitalise(why())}`;
    if (shape2 < 0.76) return `${said}. ${request(ask())}`;
    if (shape2 < 0.84) return `${said}, ${fill(random.pick(bank.askJoins), { ask: ask() }, random)}`;
    return `${said}. ${why()}. ${request(ask())}`;
  }
  const asked = lead.kind === "ask" ? request(said) : wish(bank, said, random);
  if (shape2 < 0.5) return asked;
  if (shape2 < 0.8) return `${asked}. ${why()}`;
  return `${asked}. ${fill(random.pick(problem.say), slots, random)}`;
}
function wish(bank, want, random) {
  const frames = want.includes(",") ? bank.wantFrames.filter((frame) => frame.endsWith("{want}")) : bank.wantFrames;
  return fill(random.pick(frames), { want }, random);
}
function withOpener(bank, body, tells, { territory, place, random }) {
  const self = speaksOfSelf(bank, body);
  const fitting = bank.openers.filter((opener2) => {
    if (opener2.place && opener2.place === "rural" !== place.rural) return false;
    if (opener2.groups && self) return false;
    if (self && speaksOfSelf(bank, opener2.text)) return false;
    if (opener2.tells === true && !tells) return false;
    return !(body.includes(place.name) && /\{(nombre|lugar|de)\}/.test(opener2.text));
  });
  if (fitting.length === 0) return { text: body, groups: [] };
  const opener = random.pick(fitting);
  const slots = { ...slotsOf(territory, place), rest: decapitalise(body) };
  return { text: fill(opener.text, slots, random), groups: opener.groups ?? [] };
}
function typed(bank, text, channel, random) {
  const ends = /[?!]$/.test(text) ? text : `${text}.`;
  if (channel !== "web") return ends;
  const manner = random.next();
  if (manner < 0.13) return withoutAccents(text).toLowerCase();
  if (manner < 0.2) return misspelt(bank, withoutAccents(text).toLowerCase(), random);
  if (manner < 0.215 && text.length < 110) return withoutAccents(text).toUpperCase();
  if (manner < 0.3) return withoutAccents(text);
  return manner < 0.55 ? text : ends;
}
function withoutAccents(text) {
  return text.replace(/[áéíóú]/gi, (letter) => letter.normalize("NFD").charAt(0));
}
function misspelt(bank, text, random) {
  return text.replace(new RegExp("\\p{L}+", "gu"), (word) => {
    const wrong = bank.typos[word];
    return wrong !== void 0 && random.chance(0.6) ? wrong : word;
  });
}

// src/modules/demo/content/needs.ts
var sentenceLimit = 8;
function sentencesOf(text) {
  return text.split(/[.!?;]/).map((sentence) => plain(sentence).trim()).filter((sentence) => sentence.length > 0);
}
function sayNeeds(input, plans) {
  const said = { needs: [], clusters: /* @__PURE__ */ new Map(), organisations: [] };
  const heard = /* @__PURE__ */ new Map();
  let number = 0;
  if (input.bank.story) said.organisations.push(...storyOrganisation(input));
  for (const plan of plans) {
    const moments = new Moments(input, plan);
    for (const cluster of plan.clusters) {
      number += 1;
      said.clusters.set(number, cluster);
      const spoken = cluster.story === "main" ? sayStory(input, moments) : sayCluster(input, cluster, moments, said, heard);
      said.needs.push(...spoken.map((need) => ({ ...need, process: plan.process.key, cluster: number })));
    }
    for (const need of sayDiscards(input, plan, moments, heard)) {
      number += 1;
      said.needs.push({ ...need, process: plan.process.key, cluster: number });
    }
  }
  return said;
}
function storyOrganisation({ bank, territories }) {
  const story = bank.story;
  const representative = bank.people.find((p) => p.role === "representative");
  const junta = bank.orgs[0];
  const place = story?.needs.find((n) => n.voice === "junta")?.place;
  if (!story || !junta || place === void 0 || !territories.some((t2) => t2.code === story.territory)) return [];
  const name = fill(junta.name, { nombre: place, de: `de ${place}` }, randomOf("story"));
  return [{ name, kind: junta.kind, territory: story.territory, representative: representative?.name }];
}
var Moments = class {
  opensAt;
  until;
  meetingDays;
  random;
  territory;
  constructor(input, plan) {
    const { opensAt, closesAt } = phaseOf(plan.inProcess, "gather");
    this.territory = plan.territory;
    this.random = randomOf(input.seed, "needs", plan.process.key, plan.territory.code);
    this.opensAt = opensAt;
    this.until = new Date(Math.min(closesAt.getTime(), input.today.getTime()));
    const days = Math.max(1, Math.floor((this.until.getTime() - opensAt.getTime()) / 864e5));
    this.meetingDays = Array.from({ length: 5 }, () => this.random.int(0, days - 1));
  }
  /** An instant inside the window; meetings are held in the morning or in the afternoon of their days. */
  at(channel) {
    const span = (this.until.getTime() - this.opensAt.getTime()) / 864e5;
    if (channel === "web") return this.inside(daysAfter(this.opensAt, this.wakingDays(span)));
    const day = channel === "meeting" ? this.random.pick(this.meetingDays) : Math.floor(this.random.next() * span);
    return this.inside(daysAfter(this.opensAt, day + (1 + 8 * this.random.next()) / 24));
  }
  /** First days of the window, for what was said first. */
  early() {
    return this.inside(daysAfter(this.opensAt, 2 + this.random.next() / 4));
  }
  channel() {
    const options = ["web", "meeting", "paper", "phone"];
    return options[this.random.weighted([0.52, 0.3, 0.11, 0.07])] ?? "web";
  }
  /** "Me too" of others: most needs have few, a few have hundreds. */
  supports() {
    const pareto = 1.25 * (1 - this.random.next()) ** -0.78 - 1;
    const most = Math.min(90 + this.random.int(0, 222), 12 + Math.round(this.territory.population / 300));
    return Math.min(most, Math.floor(pareto));
  }
  /** Between six in the morning and ten at night, counted from the opening at eight. */
  wakingDays(span) {
    return Math.floor(this.random.next() * Math.max(1, Math.floor(span))) + 13.8 * this.random.next() / 24;
  }
  inside(at) {
    const last = this.until.getTime() - 6e4;
    const seconds = Math.floor(Math.min(at.getTime(), last) / 1e3);
    return new Date(Math.max(seconds * 1e3, this.opensAt.getTime() + 6e4));
  }
};
function sayStory(input, moments) {
  const story = input.bank.story;
  if (!story) return [];
  return story.needs.map((need, i) => {
    const channel = need.voice || i === 0 ? "meeting" : moments.channel();
    return {
      territory: story.territory,
      place: need.place,
      text: need.text,
      saidAt: i === 0 ? moments.early() : new Date(Math.max(moments.at(channel).getTime(), moments.early().getTime() + 216e5)),
      channel,
      supports: i === 0 ? 31 : moments.supports(),
      groups: i % 6 === 0 ? groupsOf(input, ["infancia"]) : [],
      organisation: need.voice ? 0 : void 0,
      person: need.voice ? "efrain" : need.person
    };
  });
}
function sayCluster(input, cluster, moments, said, heard) {
  const { random } = moments;
  const talk = new Talk(cluster.problem, random);
  return Array.from({ length: cluster.size }, (_, i) => {
    const place = i === 0 ? random.pick(cluster.places.slice(0, 1)) : random.pick(cluster.places);
    const channel = moments.channel();
    const speaker = { territory: cluster.territory, place, channel, random };
    const organised = random.chance(0.085);
    const organisation = organised ? organisationAt(input, speaker, cluster.problem.sector, said.organisations) : void 0;
    const speech = listen2(
      heard,
      () => organisation ? {
        text: speakAsOrganisation(input.bank, cluster.problem, talk, { ...speaker, the: organisation.the }),
        groups: []
      } : speakAsPerson(input.bank, cluster.problem, talk, speaker)
    );
    if (i === 0 && cluster.opening) return sayOpening(input, cluster.problem, cluster.opening, place, moments);
    const told2 = speech.groups.length > 0 ? speech.groups : random.chance(0.22) ? cluster.problem.groups : [];
    return {
      territory: cluster.territory.code,
      sub: place.sub,
      place: place.name,
      text: speech.text,
      saidAt: moments.at(channel),
      channel,
      supports: moments.supports(),
      groups: groupsOf(input, told2),
      organisation: organisation?.index
    };
  });
}
function sayOpening(input, problem, { text, supports, person }, place, moments) {
  return {
    territory: moments.territory.code,
    place: place.name,
    text,
    saidAt: moments.early(),
    channel: "web",
    supports,
    groups: groupsOf(input, problem.groups),
    person
  };
}
function listen2(heard, speak) {
  let speech = speak();
  for (let tries = 0; tries < 25 && heardTooOften(heard, speech.text); tries++) speech = speak();
  for (const sentence of [...sentencesOf(speech.text), `whole:${plain(speech.text)}`]) {
    heard.set(sentence, (heard.get(sentence) ?? 0) + 1);
  }
  return speech;
}
function heardTooOften(heard, text) {
  if (heard.has(`whole:${plain(text)}`)) return true;
  return sentencesOf(text).some((sentence) => (heard.get(sentence) ?? 0) >= sentenceLimit);
}
function organisationAt(input, { territory, place, random }, sector, organisations) {
  const tags = tagsOf(input, territory);
  const fitting = input.bank.orgs.filter((org) => {
    if (org.place && org.place === "rural" !== place.rural) return false;
    if (org.sectors && !org.sectors.includes(sector)) return false;
    return org.tags === void 0 || org.tags.some((tag) => tags.includes(tag));
  });
  const words = random.chance(0.6) ? random.pick(input.bank.orgs.slice(0, 1)) : random.pick(fitting);
  const slots = slotsOf(territory, place);
  const name = fill(words.name, slots, random);
  const found = organisations.findIndex((o) => o.name === name && o.territory === territory.code);
  const index = found >= 0 ? found : organisations.push({ name, kind: words.kind, territory: territory.code }) - 1;
  return { index, the: fill(words.the, slots, random) };
}
function sayDiscards(input, plan, moments, heard) {
  const { random } = moments;
  const story = input.bank.story;
  const ofStory = plan.clusters.some((c) => c.story === "main") ? story?.leftOut ?? [] : [];
  const places = [...placesOf(input, plan.territory, false), ...placesOf(input, plan.territory, true)];
  return Array.from({ length: plan.discards }, (_, i) => {
    const place = random.pick(places);
    const fixed = ofStory[i];
    const slots = slotsOf(plan.territory, place);
    const { text, reason } = listen2(heard, () => {
      const kind = random.pick(input.bank.discards);
      return { text: capitalise(fill(random.pick(kind.says), slots, random)), reason: kind.reason };
    });
    return {
      territory: plan.territory.code,
      sub: fixed ? void 0 : place.sub,
      place: fixed?.place ?? place.name,
      text: fixed?.text ?? text,
      saidAt: moments.at("web"),
      channel: "web",
      supports: fixed ? 3 : Math.min(2, moments.supports()),
      groups: [],
      discard: fixed?.reason ?? reason
    };
  });
}

// src/modules/demo/content/plan-clusters.ts
var needsOf = { previous: 1400, current: 1600 };
var momentWeight = {
  gather: 0.85,
  analyse: 1.1,
  vote: 1.2,
  commit: 1.1,
  follow: 1.05
};
var discardShare = 0.045;
function planClusters(input, processes) {
  const used = /* @__PURE__ */ new Map();
  return processes.flatMap((process2) => {
    if (process2.key === "draft") return [];
    const totals = shareNeeds(input, process2, needsOf[process2.key]);
    return process2.territories.flatMap((inProcess) => {
      const territory = input.territories.find((t2) => t2.code === inProcess.code);
      if (!territory) return [];
      const before = used.get(territory.code) ?? /* @__PURE__ */ new Set();
      const total = totals.get(territory.code) ?? 0;
      const random = randomOf(input.seed, "clusters", process2.key, territory.code);
      const discards = Math.max(1, Math.round(total * discardShare));
      const fixed = storyClusters(input, process2, territory);
      const free = total - discards - fixed.reduce((sum, c) => sum + c.size, 0);
      const rest = freeClusters(input, { process: process2, territory, total: free, fixed, before, random });
      const clusters = [...fixed, ...rest];
      used.set(territory.code, new Set(clusters.map((c) => c.problem.id)));
      return [{ process: process2, inProcess, territory, clusters, discards }];
    });
  });
}
function shareNeeds({ territories, bank }, process2, total) {
  const weights = process2.territories.map((p) => {
    const population = territories.find((t2) => t2.code === p.code)?.population ?? 1;
    const weight = population ** 0.33 * momentWeight[p.moment];
    return { code: p.code, weight };
  });
  const story = process2.key === "previous" ? bank.story : void 0;
  const fixed = story ? storySize(story) : 0;
  const others = weights.filter((w) => w.code !== story?.territory);
  const sum = others.reduce((s, w) => s + w.weight, 0);
  const shared = new Map(others.map((w) => [w.code, Math.max(14, Math.round((total - fixed) * w.weight / sum))]));
  if (story) shared.set(story.territory, fixed);
  return shared;
}
function storySize(story) {
  return story.needs.length + story.leftOut.length + story.others.reduce((sum, o) => sum + o.needs, 0) + 22;
}
function storyClusters(input, process2, territory) {
  const story = input.bank.story;
  if (!story || territory.code !== story.territory) return [];
  if (process2.key === "current") return story.now.map((opening) => openingCluster(input, territory, opening));
  const place = { name: story.place, full: story.place, short: story.place, rural: true, marks: [] };
  const main = problemById(input, story.problem);
  const base = { process: process2.key, territory };
  return [
    { ...base, problem: main, places: [place], size: story.needs.length, story: "main" },
    ...story.others.map((other) => {
      const at = placeOf(input.bank, territory, other.place, !other.place.startsWith("barrio"));
      return { ...base, problem: problemById(input, other.problem), places: [at], size: other.needs, story: other };
    })
  ];
}
function openingCluster(input, territory, opening) {
  const place = placeOf(input.bank, territory, opening.place, !opening.place.startsWith("barrio"));
  const problem = problemById(input, opening.problem);
  return { process: "current", territory, problem, places: [place], size: opening.needs, opening };
}
function problemById({ bank }, id) {
  const problem = bank.problems.find((p) => p.id === id);
  if (!problem) throw new RangeError(`the story names a problem that the bank lacks: ${id}`);
  return problem;
}
function freeClusters(input, plan) {
  const { process: process2, territory, total, fixed, random } = plan;
  const count = fixed.length > 0 ? 5 : Math.min(16, Math.max(6, Math.round(total / 4.6)));
  const taken = new Set(fixed.map((c) => c.problem.id));
  const problems = drawProblems(input, { ...plan, count, taken });
  const sizes = longTail(total, problems.length, random);
  return problems.map((problem, i) => {
    const size = sizes[i] ?? 1;
    return {
      process: process2.key,
      territory,
      problem,
      places: drawPlaces(input, territory, problem, { size, random }),
      size
    };
  });
}
function drawProblems(input, plan) {
  const tags = tagsOf(input, plan.territory);
  const left = input.bank.problems.filter((p) => {
    const fits = p.tags === void 0 || p.tags.some((tag) => tags.includes(tag));
    return fits && !plan.taken.has(p.id) && hasPlaces(input, plan.territory, p);
  });
  const drawn = [];
  while (drawn.length < plan.count && left.length > 0) {
    const weights = left.map((p) => {
      const sameSector = drawn.filter((d) => d.sector === p.sector).length;
      return (p.tags ? 2.4 : 1) * (plan.before.has(p.id) ? 0.1 : 1) * 0.3 ** sameSector;
    });
    drawn.push(...left.splice(plan.random.weighted(weights), 1));
  }
  return drawn;
}
function hasPlaces(input, territory, problem) {
  const sides = problem.place ? [problem.place === "rural"] : [true, false];
  return sides.some((rural) => placesFor(input, territory, problem, rural).length > 0);
}
function placesFor(input, territory, problem, rural) {
  return placesOf(input, territory, rural).filter((place) => {
    if (problem.notAt?.some((mark) => place.marks.includes(mark))) return false;
    if (!problem.at || !rural && problem.place !== "urban") return true;
    return problem.at.some((mark) => place.marks.includes(mark));
  });
}
function drawPlaces(input, territory, problem, { size, random }) {
  const wanted = problem.place ? problem.place === "rural" : random.chance(0.5);
  const first = placesFor(input, territory, problem, wanted);
  const places = random.shuffle(first.length > 0 ? first : placesFor(input, territory, problem, !wanted));
  return places.slice(0, size > 7 && random.chance(0.4) ? 3 : size > 4 && random.chance(0.5) ? 2 : 1);
}
function longTail(total, parts, random) {
  const weights = Array.from({ length: parts }, (_, i) => (0.8 + 0.4 * random.next()) / (i + 2) ** 0.8);
  const sum = weights.reduce((s, w) => s + w, 0);
  const sizes = weights.map((w) => Math.max(1, Math.floor(total * w / sum)));
  let missing = total - sizes.reduce((s, n) => s + n, 0);
  for (let i = 0; missing > 0 && sizes.length > 0; i++, missing--) {
    const at = i % sizes.length;
    sizes[at] = (sizes[at] ?? 0) + 1;
  }
  return sizes;
}

// src/modules/demo/content/generate.ts
function generateDemo(input) {
  if (input.territories.length === 0) throw new RangeError("the entity has no territories");
  const processes = planProcesses(input);
  const plans = planClusters(input, processes);
  const said = sayNeeds(input, plans);
  const analysed = analyse(input, plans, said);
  const ballots = castBallots(input, plans, analysed);
  const commitments = makeCommitments(input, plans, analysed, ballots);
  const meetings = holdMeetings(input, plans, {
    needs: analysed.needs,
    commitments,
    organisations: said.organisations
  });
  const initiative2 = analysed.origins.findIndex((cluster) => cluster.story === "main");
  const commitment = commitments.findIndex((c) => c.initiative === initiative2);
  const story = initiative2 >= 0 && commitment >= 0 ? { needs: analysed.initiatives[initiative2]?.needs ?? [], initiative: initiative2, commitment } : void 0;
  return {
    processes,
    organisations: said.organisations,
    people: peopleOf(input, said.organisations),
    needs: analysed.needs,
    initiatives: analysed.initiatives,
    ballots,
    commitments,
    meetings,
    story
  };
}
function peopleOf(input, organisations) {
  const largest = input.territories.toSorted((a, b) => b.population - a.population)[0];
  const home = input.territories.find((t2) => t2.code === input.bank.story?.territory) ?? largest;
  return input.bank.people.map((person) => {
    const theirs = organisations.findIndex((o) => o.representative === person.name);
    const local = organisations.findIndex((o) => o.territory === home?.code);
    return {
      key: person.key,
      name: person.name,
      role: person.role,
      label: person.label,
      purpose: person.purpose,
      territory: person.territory ? home?.code : void 0,
      agency: person.agency ? agencyOf(input, person.agency) : void 0,
      organisation: person.organisation ? Math.max(0, theirs, theirs < 0 ? local : 0) : void 0
    };
  });
}

// src/modules/demo/guide.ts
function guideOf(entity, content, idOfCommitment) {
  const { story } = content;
  return {
    people: content.people,
    thread: story && `/hilo/${idOfCommitment(story.commitment)}`,
    say: placeAt(entity, content, "gather", "decir"),
    vote: placeAt(entity, content, "vote", "votar"),
    results: placeAt(entity, content, "follow", "resultados")
  };
}
function placeAt(entity, { processes }, moment, page) {
  const process2 = processes.find((one) => one.status === "published");
  const places = (process2?.territories ?? []).filter((territory) => territory.moment === moment);
  const [largest] = places.map(({ code: code2 }) => entity.territory(code2)).sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  return process2 && largest && `/procesos/${process2.slug}/${largest.slug}/${page}`;
}

// src/modules/demo/load/number-things.ts
function numberOf(numbers, key) {
  const id = numbers.get(key);
  if (id === void 0) throw new Error(`Nothing was numbered as ${key}`);
  return id;
}
async function numberThings(tx, content) {
  const processes = content.processes.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const processIds = await loadThings(
    tx,
    processes.map(({ createdAt, status }) => ({
      kind: "process",
      visibility: status === "draft" ? "staff" : "public",
      now: createdAt
    }))
  );
  const numbers = {
    processes: new Map(processes.map(({ key }, index) => [key, processIds[index] ?? 0])),
    ballots: /* @__PURE__ */ new Map(),
    needs: /* @__PURE__ */ new Map(),
    initiatives: /* @__PURE__ */ new Map(),
    commitments: /* @__PURE__ */ new Map(),
    meetings: /* @__PURE__ */ new Map()
  };
  const things = [
    ...content.needs.map((need, index) => ({
      kind: "demand",
      ...placeOf2(numbers, need),
      now: need.saidAt,
      number: (id) => numbers.needs.set(index, id)
    })),
    ...content.initiatives.map((initiative2, index) => ({
      kind: "initiative",
      ...placeOf2(numbers, initiative2),
      visibility: visibilityOf(initiative2),
      now: initiative2.createdAt,
      number: (id) => numbers.initiatives.set(index, id)
    })),
    ...ballotsOf2(content).map(({ process: process2, now }) => ({
      kind: "ballot",
      processId: numbers.processes.get(process2),
      now,
      number: (id) => numbers.ballots.set(process2, id)
    })),
    ...content.commitments.map((commitment, index) => ({
      kind: "commitment",
      ...placeOf2(numbers, commitment),
      now: commitment.createdAt,
      number: (id) => numbers.commitments.set(index, id)
    })),
    ...content.meetings.map((meeting, index) => ({
      kind: "meeting",
      ...placeOf2(numbers, meeting),
      now: meeting.calledAt,
      number: (id) => numbers.meetings.set(index, id)
    }))
  ].sort((a, b) => a.now.getTime() - b.now.getTime());
  const ids = await loadThings(tx, things);
  for (const [index, thing] of things.entries()) thing.number(ids[index] ?? 0);
  return numbers;
}
function placeOf2(numbers, at) {
  return { processId: numbers.processes.get(at.process), territory: at.territory };
}
function visibilityOf({ status }) {
  return status === "published" ? "public" : "staff";
}
function ballotsOf2({ ballots }) {
  return [...Map.groupBy(ballots, (ballot) => ballot.process)].map(([process2, cast]) => ({
    process: process2,
    now: new Date(Math.min(...cast.map((ballot) => ballot.at.getTime())))
  }));
}

// src/modules/demo/load/load-analysis.ts
var DAY2 = 864e5;
var ANSWERED_AFTER = 7 * DAY2;
var SAMPLE = 100;
var SCORED_PLACES = 4;
var WEIGHTS = {
  magnitude: 20,
  severity: 20,
  urgency: 10,
  feasibility: 10,
  cost: 10,
  equity: 15,
  competence: 5,
  support: 10
};
async function loadAnalysis(load2, entity, notes) {
  for (const { key, status } of load2.content.processes) {
    const process2 = load2.processes.get(key);
    if (status === "draft" || process2 === void 0) continue;
    await loadThemes(load2.tx, themesOf(load2, entity, { key, process: process2 }));
    await loadAnswers(load2.tx, answersOf(load2, entity, key));
    await loadSecondCodes(load2, { key, process: process2 });
    await loadScoresOf(load2, { key, process: process2 }, notes);
  }
}
function codedNeeds({ content }, key) {
  return [...content.needs.entries()].filter(([, { process: process2, fate, sector }]) => {
    const read = fate.kind !== "waiting" || fate.read;
    return process2 === key && read && sector !== void 0;
  });
}
function themesOf(load2, entity, { key, process: process2 }) {
  const { content, numbers, people, today } = load2;
  const at = new Date(today.getTime() - DAY2);
  const idOf = ([index]) => numberOf(numbers.needs, index);
  const used = /* @__PURE__ */ new Set();
  return [...Map.groupBy(codedNeeds(load2, key), ([, { sector }]) => sector ?? "")].map(([sector, needs]) => {
    const byInitiative = Map.groupBy(needs, ([, { fate }]) => fate.kind === "initiative" ? fate.initiative : -1);
    const within = [...byInitiative].filter(([initiative2, own]) => initiative2 >= 0 && own.length >= 3).map(([initiative2, own]) => ({ name: content.initiatives[initiative2]?.title ?? "", own, needs: own.map(idOf) })).filter(({ name }) => !used.has(name.toLowerCase()) && used.add(name.toLowerCase()));
    const inner = new Set(within.flatMap(({ needs: own }) => own));
    return {
      processId: process2.id,
      name: entity.name(entity.sector(sector), "es"),
      by: people.analyst,
      at,
      needs: needs.map(idOf).filter((id) => !inner.has(id)),
      within: within.map(({ name, needs: own }) => ({ name, needs: own }))
    };
  });
}
function answersOf({ content, numbers, people, today }, entity, key) {
  return [...content.needs.entries()].flatMap(([index, { process: process2, fate, text, territory }]) => {
    if (process2 !== key || fate.kind === "waiting") return [];
    const at = new Date(fate.at.getTime() + ANSWERED_AFTER);
    if (at > today) return [];
    const reason = fate.kind === "discarded" ? fate.reason : fate.kind === "merged" ? content.needs[fate.into]?.text ?? "" : content.initiatives[fate.initiative]?.title ?? "";
    const decision = fate.kind === "initiative" ? "taken" : fate.kind;
    const words = { need: text, reason, place: entity.territory(territory).name };
    return [{ need: numberOf(numbers.needs, index), decision, words, by: people.analyst, at }];
  });
}
async function loadSecondCodes(load2, { key, process: process2 }) {
  const { tx, numbers, people, today } = load2;
  const random = randomOf(DEMO_SEED, "second codes", key);
  const coded = codedNeeds(load2, key);
  const sectors = [...new Set(coded.map(([, { sector }]) => sector ?? ""))].sort();
  const at = new Date(today.getTime() - 2 * DAY2);
  let differences = 0;
  const items = random.shuffle(coded).slice(0, SAMPLE).map(([index, { sector = "", right }]) => {
    const other = random.chance(0.1) ? random.pick(sectors) : sector;
    const otherRight = random.chance(0.08) ? void 0 : right;
    const differs = other !== sector || otherRight !== right;
    if (differs) differences += 1;
    return {
      need: numberOf(numbers.needs, index),
      first: { sector, right, by: people.analyst },
      second: { sector: other, right: otherRight, by: people.secondAnalyst, at },
      resolved: differs && differences % 2 === 1 ? { sector, right, at } : void 0
    };
  });
  if (items.length === 0) return;
  await loadCodings(tx, { processId: process2.id, seed: `${DEMO_SEED} ${key}`, by: people.analyst, at, items });
}
async function loadScoresOf(load2, { key, process: process2 }, notes) {
  const { tx, content, numbers, people, today } = load2;
  const published = [...content.initiatives.entries()].filter(
    ([, one]) => one.process === key && one.status === "published"
  );
  const places = [...Map.groupBy(published, ([, { territory }]) => territory)].sort(([, a], [, b]) => b.length - a.length).slice(0, SCORED_PLACES);
  const first = Math.min(today.getTime(), ...published.map(([, { createdAt }]) => createdAt.getTime()));
  const scores = places.flatMap(
    ([, initiatives]) => initiatives.flatMap(([index, { agency, createdAt }]) => {
      const random = randomOf(DEMO_SEED, "scores", key, index);
      return CRITERIA.map((criterion) => {
        const score = random.weighted([1, 3, 5, 4, 2]) + 1;
        return {
          initiative: numberOf(numbers.initiatives, index),
          criterion,
          score,
          note: notes[criterion]?.[score - 1] ?? criterion,
          by: criterion === "feasibility" || criterion === "cost" ? people.plannerOf(agency) : people.analyst,
          at: new Date(Math.min(createdAt.getTime() + DAY2, today.getTime()))
        };
      });
    })
  );
  const fixedAt = new Date(first - 10 * DAY2);
  await loadScores(tx, { process: process2, weights: WEIGHTS, fixedBy: people.administrator, fixedAt, scores });
}

// src/modules/demo/load/load-conversations.ts
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
var DAY3 = 864e5;
var MINUTE = 6e4;
var PASS = 0.1;
var SEEDS = 12;
var talkSchema = z.object({
  title: z.string(),
  slug: z.string(),
  intro: z.string(),
  /** How many people of each group. */
  people: z.array(z.int()),
  /** `agree`: chance that somebody of each group agrees, when they do not pass. */
  statements: z.array(z.object({ text: z.string(), agree: z.array(z.number()), meta: z.boolean().optional() })),
  rejected: z.array(z.object({ text: z.string(), reason: z.string(), duplicate: z.int().optional() })),
  waiting: z.array(z.string())
});
var fileSchema = z.object({ open: talkSchema, closed: talkSchema });
async function loadConversations(tx, entity, given) {
  const file = join(given.entitiesDir, "_demo/conversations/talks.json");
  const { open, closed } = fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const places = entity.participationTerritories().toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const place = places[2] ?? places[0];
  if (place === void 0) return;
  const midnight = (instant) => instantOf(localTime(new Date(instant), entity.timeZone).slice(0, 10), entity.timeZone);
  const at = (days) => midnight(given.today.getTime() + days * DAY3);
  const common2 = { place, by: given.by, timeZone: entity.timeZone };
  await loadTalk(tx, open, {
    ...common2,
    process: given.current,
    opensAt: at(-12),
    closesAt: at(18),
    until: given.today
  });
  const ended = given.previous.closedAt ?? at(-60);
  const before = (days) => midnight(ended.getTime() - days * DAY3);
  await loadTalk(tx, closed, {
    ...common2,
    process: given.previous,
    opensAt: before(50),
    closesAt: before(20),
    until: before(20)
  });
}
async function loadTalk(tx, talk, made) {
  const { process: process2, place, by, opensAt, closesAt } = made;
  const prepared = new Date(opensAt.getTime() - 5 * DAY3);
  const [id = 0] = await loadThings(tx, [
    { kind: "conversation", processId: process2.id, territory: place.code, now: prepared }
  ]);
  const ended = made.until >= closesAt;
  const conversation = {
    id,
    processId: process2.id,
    slug: `${talk.slug}-de-${place.slug}`,
    title: talk.title.replace("{place}", place.name),
    intro: talk.intro,
    language: "es",
    state: ended ? "closed" : "open",
    opensAt,
    closesAt,
    moderation: "post",
    statementLetters: 140,
    statementsEach: 5,
    openedAt: opensAt,
    closedAt: ended ? closesAt : null,
    territories: [place.code]
  };
  await loadConversation(tx, conversation, { by, at: prepared, process: process2 });
  const people = await loadPeople2(tx, talk, conversation, made);
  const statements = livedStatements(talk, people, made);
  const ids = await loadStatements(tx, conversation, process2, statements);
  await loadReceipts(tx, [
    ...people.map((one) => ({ thingId: id, participantId: one.id, act: "voted", now: one.at })),
    ...statements.flatMap(
      ({ participantId, at }, index) => participantId === void 0 ? [] : [{ thingId: ids[index] ?? 0, participantId, act: "said", now: at }]
    )
  ]);
  await loadAnswers2(
    tx,
    id,
    people.flatMap((one) => answersOf2(talk, one, ids, made))
  );
  await loadResults(
    tx,
    { id, slug: conversation.slug, closed: ended, territories: conversation.territories },
    { now: made.until, timeZone: made.timeZone }
  );
}
async function loadPeople2(tx, talk, { id, slug }, made) {
  const span = made.until.getTime() - made.opensAt.getTime();
  const groups = talk.people.flatMap((count, group) => Array.from({ length: count }, () => group));
  const drawn = groups.map((group, index) => {
    const random = randomOf(DEMO_SEED, slug, index);
    const first = made.opensAt.getTime() + random.next() ** 1.5 * (span - 30 * MINUTE);
    return { group, random, at: new Date(first), who: `${slug} ${index}` };
  }).sort((a, b) => a.at.getTime() - b.at.getTime());
  const ids = await loadParticipants(
    tx,
    drawn.map(({ who, at }) => ({
      processId: made.process.id,
      key: participantKey(made.process.participantKey, browserBits(who)),
      now: at
    }))
  );
  await loadVoters(
    tx,
    id,
    drawn.map(({ at }, index) => ({ participantId: ids[index] ?? 0, territory: made.place.code, at }))
  );
  return drawn.map((one, index) => ({ ...one, id: ids[index] ?? 0 }));
}
function livedStatements(talk, people, made) {
  const authors = people.filter((_, index) => index % 5 === 0);
  const span = made.until.getTime() - made.opensAt.getTime();
  const all = [
    ...talk.statements.map((one) => ({ ...one, moderated: 1, reason: void 0 })),
    ...talk.rejected.map((one) => ({ ...one, meta: false, moderated: -1 })),
    ...talk.waiting.map((text) => ({ text, meta: false, moderated: 0, reason: void 0 }))
  ];
  return all.map(({ text, meta, moderated, reason }, number) => {
    const seed = number < SEEDS;
    const share = moderated === 0 ? 0.97 : 0.35 * (number - SEEDS) / all.length;
    return {
      number,
      text,
      language: "es",
      seed,
      ...!seed && { participantId: authors[number % authors.length]?.id },
      moderated,
      isMeta: meta ?? false,
      ...reason !== void 0 && { hiddenReason: reason },
      at: seed ? made.opensAt : new Date(made.opensAt.getTime() + share * span)
    };
  });
}
function answersOf2(talk, one, ids, made) {
  const many = one.random.int(Math.ceil(talk.statements.length / 3), talk.statements.length);
  const shown = one.random.shuffle(talk.statements.map((statement, index) => ({ statement, index }))).slice(0, many);
  return shown.map(({ statement, index }, nth) => {
    const at = new Date(Math.min(one.at.getTime() + nth * 9e3, made.until.getTime() - MINUTE));
    const passes = one.random.chance(PASS);
    const agrees = one.random.chance(statement.agree[one.group] ?? 0.5);
    const value = passes ? 0 : agrees ? 1 : -1;
    return { participantId: one.id, statementId: ids[index] ?? 0, value, at };
  });
}

// src/modules/demo/load/load-dates.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { join as join2 } from "node:path";
import { z as z2 } from "zod";
var DAY_MS = 864e5;
var shape = z2.array(
  z2.object({
    kind: z2.enum(["plan", "diagnosis", "accountability", "other"]),
    /** Days from today to the first one. */
    in: z2.number().int(),
    /** How many days it lasts. */
    days: z2.number().int().positive(),
    title: z2.string(),
    text: z2.string()
  })
);
async function loadDates(tx, entity, { entitiesDir, today, by }) {
  const file = join2(entitiesDir, "_demo", "calendar", "dates.json");
  const dates = shape.parse(JSON.parse(readFileSync2(file, "utf8")));
  const day = (days) => calendarDay(new Date(today.getTime() + days * DAY_MS), entity.timeZone);
  await loadCalendarDates(
    tx,
    dates.map(({ kind, title, text, in: first, days }) => ({
      kind,
      title,
      text,
      from: day(first),
      to: day(first + days - 1),
      by,
      at: today
    }))
  );
}
var materialShape = z2.array(
  z2.object({
    kind: z2.enum(["study", "diagnosis", "figures", "other"]),
    /** Days from what it tells until today. */
    ago: z2.number().int().positive(),
    /** Which of the places of the process, from 0; null: all of them. */
    place: z2.number().int().nonnegative().nullable(),
    title: z2.string(),
    text: z2.string(),
    link: z2.string()
  })
);
async function loadMaterialsOf(tx, entity, { entitiesDir, today, by, process: process2 }) {
  const file = join2(entitiesDir, "_demo", "calendar", "materials.json");
  const places = [...process2.phases.keys()].filter((code2) => code2 !== entity.root.code);
  await loadMaterials(
    tx,
    materialShape.parse(JSON.parse(readFileSync2(file, "utf8"))).map(({ ago, place, ...one }) => ({
      ...one,
      processId: process2.id,
      territory: place === null ? void 0 : places[place % places.length],
      datedOn: calendarDay(new Date(today.getTime() - ago * DAY_MS), entity.timeZone),
      by,
      at: process2.publishedAt ?? today
    }))
  );
}

// src/modules/demo/load/load-follows.ts
var NEIGHBOURS = 240;
var DAY_MS2 = 864e5;
async function loadFollows(tx, content, { numbers, root, today }) {
  const random = randomOf(DEMO_SEED, "follows");
  const ago = (days) => new Date(today.getTime() - days * DAY_MS2);
  const places = [...new Set(content.commitments.map(({ territory }) => territory))];
  const commitments = content.commitments.map((_, index) => numberOf(numbers.commitments, index));
  const lately = content.commitments.flatMap(
    ({ updates }, index) => updates.some(({ at }) => at > ago(2)) ? [numberOf(numbers.commitments, index)] : []
  );
  if (commitments.length === 0) return;
  const story = content.story && numberOf(numbers.commitments, content.story.commitment);
  const each = (thingId, days) => ({ thingId, how: "each", at: ago(days) });
  const person = (key, follows) => ({
    email: demoEmail(key),
    locale: "es",
    follows
  });
  const people = [
    person(
      "ana",
      [.../* @__PURE__ */ new Set([story ?? commitments[0] ?? 0, ...lately.slice(0, 2)])].map((id) => each(id, 40))
    ),
    person("tomas", [{ territory: root, how: "weekly", at: ago(60) }, ...lately.slice(0, 6).map((id) => each(id, 45))]),
    person("sara", [{ territory: root, how: "weekly", at: ago(30) }])
  ];
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, index) => {
    const at = ago(random.int(3, 90));
    const follow = random.chance(0.3) ? { territory: random.pick(places), how: "weekly", at } : { thingId: random.pick(commitments), how: random.chance(0.7) ? "each" : "weekly", at };
    return {
      email: demoEmail(`vecina-${index + 1}`),
      locale: random.chance(0.05) ? "en" : "es",
      follows: [follow],
      unreachable: index % 80 === 79
    };
  });
  await loadFollowers(tx, [...people, ...neighbours], today);
}

// src/modules/demo/load/load-meetings.ts
var DAY4 = 864e5;
async function loadMeetingsOf(tx, content, loaded) {
  const { entity } = loaded;
  const region = { tags: { es: entity.locale, en: "en" }, timeZone: entity.timeZone, currency: entity.currency };
  const meetings = withLocale(
    "es",
    region,
    () => content.meetings.map(
      (meeting, index) => withMinutes(livedMeeting(meeting, index, loaded), meeting, content, loaded)
    )
  );
  await loadMeetings(tx, meetings);
}
function livedMeeting(meeting, index, { numbers, people, processes }) {
  const process2 = processes.get(meeting.process);
  if (process2 === void 0) throw new Error(`There is no process ${meeting.process}`);
  return {
    id: numberOf(numbers.meetings, index),
    process: process2,
    territory: meeting.territory,
    sub: meeting.sub ?? null,
    kind: meeting.kind,
    title: meeting.title,
    place: meeting.place,
    address: null,
    lat: null,
    lon: null,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    agenda: meeting.agenda.join("\n"),
    state: meeting.cancelled !== void 0 ? "cancelled" : meeting.attendance === void 0 ? "planned" : "held",
    cancelReason: meeting.cancelled ?? null,
    people: meeting.attendance?.people ?? null,
    agencies: meeting.agencies,
    organisations: meeting.organisations.flatMap((one) => people.organisations[one] ?? []),
    officials: meeting.officials,
    groups: meeting.attendance?.groups ?? /* @__PURE__ */ new Map(),
    by: people.facilitator,
    calledAt: meeting.calledAt,
    heard: meeting.needs.map((need) => numberOf(numbers.needs, need)),
    agreed: meeting.commitments.map((one) => numberOf(numbers.commitments, one))
  };
}
function withMinutes(lived, meeting, content, loaded) {
  const { minutes } = meeting;
  if (minutes === void 0) return lived;
  const { entity, people } = loaded;
  const text = draftMinutes({
    meeting: { ...lived, processId: lived.process.id },
    entity,
    hosts: meeting.agencies.map((agency) => ({ agency, organisation: null })),
    officials: meeting.officials.map((one, id) => ({ id, ...one })),
    attendance: shownAttendance(lived.people, lived.groups),
    needs: meeting.needs.flatMap((need) => content.needs[need]?.text ?? []),
    agreements: meeting.commitments.flatMap((index) => {
      const one = content.commitments[index];
      if (one === void 0) return [];
      const dueDate2 = one.dateChanges[0]?.from ?? one.dueDate;
      return [{ title: one.text, agency: one.agency, responsible: one.responsible, dueDate: dueDate2 }];
    })
  });
  const reviewed = text.slice(0, text.lastIndexOf("\n\n"));
  return {
    ...lived,
    state: "published",
    minutes: {
      texts: [
        { text, by: lived.by, at: new Date(meeting.endsAt.getTime() + DAY4) },
        { text: reviewed, by: lived.by, at: new Date(meeting.endsAt.getTime() + 2 * DAY4) }
      ],
      official: people.administrator,
      ...minutes
    }
  };
}

// src/modules/demo/load/load-news.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { join as join3 } from "node:path";
import { z as z3 } from "zod";
var DAY_MS3 = 864e5;
var noteSchema = z3.object({
  title: z3.string(),
  decided: z3.string(),
  why: z3.string(),
  changed: z3.string(),
  /** Agree, unclear, disagree. */
  reactions: z3.tuple([z3.int(), z3.int(), z3.int()]),
  correction: z3.object({ decided: z3.string(), reason: z3.string() }).optional(),
  /** `days` before today; `after` how many days it was answered. */
  questions: z3.array(
    z3.object({ text: z3.string(), days: z3.int(), answer: z3.string().optional(), after: z3.int().optional() })
  )
});
var fileSchema2 = z3.object({ notes: z3.array(noteSchema) });
async function loadNewsOf(tx, entity, content, made) {
  const file = readFileSync3(join3(made.entitiesDir, "_demo/news/notes.json"), "utf8");
  const { notes } = fileSchema2.parse(JSON.parse(file));
  const told2 = content.commitments.map((commitment, index) => ({ commitment, index, first: index === content.story?.commitment })).sort((a, b) => Number(b.first) - Number(a.first) || b.commitment.updates.length - a.commitment.updates.length);
  await loadNews(
    tx,
    entity,
    notes.flatMap((note, at) => {
      const one = told2[at];
      return one === void 0 ? [] : [livedNote(note, at, { ...made, content, index: one.index })];
    })
  );
}
function livedNote(note, order, made) {
  const { content, index, numbers, processIds, plannerOf, today } = made;
  const commitment = content.commitments[index];
  if (commitment === void 0) throw new Error(`There is no commitment ${index}`);
  const name = content.initiatives[commitment.initiative]?.title ?? commitment.text;
  const say = (text) => text.replaceAll("{commitment}", name);
  const ago = (days) => new Date(today.getTime() - days * DAY_MS3);
  const by = plannerOf(commitment.agency);
  const now = {
    title: say(note.title).slice(0, 160),
    decided: say(note.decided),
    why: note.why,
    changed: note.changed
  };
  const [agree, unclear, disagree] = note.reactions;
  return {
    ...now,
    processId: processIds.get(commitment.process),
    territory: commitment.territory,
    agency: commitment.agency,
    about: [numberOf(numbers.commitments, index)],
    by,
    at: ago(28 - order * 4 + 2),
    ...note.correction && {
      correction: { ...now, decided: say(note.correction.decided), reason: note.correction.reason, at: ago(15) }
    },
    reactions: { agree, unclear, disagree },
    questions: note.questions.map(({ text, days, answer: answer2, after = 5 }) => ({
      text,
      at: ago(days),
      ...answer2 !== void 0 && { answer: { text: answer2, at: ago(days - after), by } }
    }))
  };
}

// src/modules/demo/load/load-processes.ts
var DAY5 = 864e5;
var DRAFT_DAYS = 80;
async function loadProcesses(tx, entity, content, { things, by }) {
  const loaded = /* @__PURE__ */ new Map();
  for (const lived of content.processes) {
    const phases = datesOf(entity, content, lived);
    const process2 = toProcess(
      lived,
      things.get(lived.key) ?? 0,
      new Map(phases.map((one) => [one.territory, one.phases]))
    );
    await loadProcess(tx, process2, { by, at: lived.createdAt, phases });
    loaded.set(lived.key, process2);
  }
  return loaded;
}
function toProcess(lived, id, phases) {
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
    phases
  };
}
function datesOf(entity, content, lived) {
  const gatherEnd = (territory) => territory.phases[0]?.closesAt.getTime() ?? 0;
  const last = lived.territories.toSorted((a, b) => gatherEnd(b) - gatherEnd(a))[0];
  if (last !== void 0) {
    return [
      { territory: entity.root.code, phases: last.phases.map(toDates) },
      ...lived.territories.map(({ code: code2, phases }) => ({ territory: code2, phases: phases.map(toDates) }))
    ];
  }
  const model = content.processes.find((one) => one.territories.length > 0)?.territories[0]?.phases ?? [];
  const shift = lived.createdAt.getTime() + DRAFT_DAYS * DAY5 - (model[0]?.opensAt.getTime() ?? 0);
  const moved = model.map(({ kind, opensAt, closesAt }) => ({
    phase: kind,
    opensAt: new Date(opensAt.getTime() + shift),
    closesAt: new Date(closesAt.getTime() + shift)
  }));
  const everywhere = [entity.root, ...entity.participationTerritories()];
  return everywhere.map(({ code: code2 }) => ({ territory: code2, phases: moved }));
}
function toDates({ kind, opensAt, closesAt }) {
  return { phase: kind, opensAt, closesAt };
}

// src/modules/demo/load/plan-acts.ts
function planActs(content, seed, today, crowd) {
  const needs = planNeeds(content, seed, today);
  const voters = planVoters(content);
  const judgements = planJudgements(content, needs, seed, today);
  for (const [index, { author, supports }] of needs.entries()) {
    const need = content.needs[index];
    if (need === void 0) continue;
    crowd.acts(need.process, author, need.saidAt);
    for (const { who, at } of supports) crowd.acts(need.process, who, at);
  }
  for (const [index, who] of voters.entries()) {
    const ballot = content.ballots[index];
    if (ballot !== void 0) crowd.acts(ballot.process, who, ballot.at);
  }
  return { needs, voters, judgements };
}
function endOf2(needs, index) {
  const need = needs[index];
  const speaks = need?.fate.kind === "merged" ? need.fate.into : index;
  const fate = needs[speaks]?.fate;
  const end = fate?.kind === "initiative" ? `initiative ${fate.initiative}` : `cluster ${need?.cluster}`;
  return `${need?.process} ${need?.territory} ${end}`;
}
function planNeeds({ needs, processes }, seed, today) {
  const ends = Map.groupBy(needs.keys(), (index) => endOf2(needs, index));
  const planned = [];
  const townsfolk = /* @__PURE__ */ new Map();
  for (const [index, need] of needs.entries()) {
    const town = townsfolk.get(townOf(need)) ?? { next: 0, size: 40 };
    const asked = (ends.get(endOf2(needs, index)) ?? []).reduce((sum, i) => sum + 1 + (needs[i]?.supports ?? 0), 0);
    townsfolk.set(townOf(need), { ...town, size: Math.max(town.size, asked) });
  }
  for (const indices of ends.values()) {
    for (const index of indices) {
      const need = needs[index];
      const town = need && townsfolk.get(townOf(need));
      if (need === void 0 || town === void 0) continue;
      const somebody = () => `${need.territory}:${town.next++ % town.size}`;
      const random = randomOf(seed, "supports", index);
      const closes = processes.find((process2) => process2.key === need.process)?.territories.find((territory) => territory.code === need.territory)?.phases.find((phase) => phase.kind === "gather")?.closesAt;
      const until = closes === void 0 || closes > today ? today : closes;
      const author = need.person ?? somebody();
      const supports = Array.from({ length: need.supports }, () => ({
        who: somebody(),
        at: between(random, need.saidAt, until)
      }));
      planned[index] = { author, supports: supports.sort((a, b) => a.at.getTime() - b.at.getTime()) };
    }
  }
  return planned;
}
function townOf(need) {
  return `${need.process} ${need.territory}`;
}
function planVoters({ ballots, people }) {
  const residents = Map.groupBy(
    people.filter((person) => person.role === "citizen" || person.role === "representative"),
    (person) => person.territory ?? ""
  );
  const voted = /* @__PURE__ */ new Map();
  return ballots.map((ballot) => {
    const number = voted.get(townOf(ballot)) ?? 0;
    voted.set(townOf(ballot), number + 1);
    return residents.get(ballot.territory)?.[number]?.key ?? `${ballot.territory}:${number}`;
  });
}
function planJudgements({ commitments, initiatives, people }, needs, seed, today) {
  const named = new Set(people.map((person) => person.key));
  return commitments.map(({ judgement, initiative: initiative2 }, index) => {
    if (judgement === void 0) return [];
    const random = randomOf(seed, "judgements", index);
    const asked = (initiatives[initiative2]?.needs ?? []).flatMap((i) => {
      const need = needs[i];
      return need === void 0 ? [] : [need.author, ...need.supports.map(({ who }) => who)];
    });
    const askers = random.shuffle([...new Set(asked)].filter((who) => !named.has(who)));
    const until = judgement.closesAt > today ? today : judgement.closesAt;
    const answers = ["yes", "partly", "no"].flatMap((answer2) => {
      const comments = judgement.comments.filter((comment) => comment.verdict === answer2);
      return Array.from({ length: judgement[answer2] }, (_, n) => ({
        answer: answer2,
        comment: comments[n]?.text,
        at: comments[n]?.at ?? between(random, judgement.opensAt, until)
      }));
    });
    return answers.flatMap((answer2, n) => {
      const who = askers[n];
      return who === void 0 ? [] : [{ ...answer2, who }];
    });
  });
}
function between(random, from, to) {
  const span = Math.max(0, to.getTime() - from.getTime());
  return new Date(from.getTime() + Math.floor(random.next() * span / 1e3) * 1e3);
}

// src/modules/demo/load/load-demo.ts
var MONTH = 30 * 864e5;
var READING = 5 * 864e5;
async function loadDemo(tx, entity, { entitiesDir, today }) {
  const content = generateDemo(demoInput(entity, { entitiesDir, today }));
  const crowd = new Crowd();
  const acts = planActs(content, DEMO_SEED, today, crowd);
  const begin = new Date(Math.min(...content.processes.map((one) => one.createdAt.getTime())) - MONTH);
  const people = await loadPeople(tx, entity, content, begin);
  const numbers = await numberThings(tx, content);
  const processes = await loadProcesses(tx, entity, content, { things: numbers.processes, by: people.administrator });
  await loadDates(tx, entity, { entitiesDir, today, by: people.administrator });
  await crowd.save(tx, processes, people.accounts);
  const load2 = { tx, content, acts, numbers, people, crowd, processes, today };
  const current = processOf(load2, "current");
  await loadMaterialsOf(tx, entity, { entitiesDir, today, by: people.administrator, process: current });
  await loadDemands(
    tx,
    content.needs.map((need, index) => livedDemand(load2, need, index))
  );
  await loadNeedReceipts(load2);
  for (const { closedAt } of content.processes) if (closedAt !== void 0) await countGroups(tx, closedAt);
  await loadInitiatives(
    tx,
    content.initiatives.map((initiative2, index) => livedInitiative(load2, initiative2, index))
  );
  await loadConversations(tx, entity, {
    entitiesDir,
    today,
    current,
    previous: processOf(load2, "previous"),
    by: people.administrator
  });
  await loadAnalysis(load2, entity, readDemoBank(entitiesDir, entity.code).scoreNotes);
  await loadAndCountVotes(load2);
  await loadCommitments(tx, livedCommitments(load2));
  await loadNewsOf(tx, entity, content, {
    numbers,
    processIds: new Map([...processes].map(([key, process2]) => [key, process2.id])),
    plannerOf: people.plannerOf,
    entitiesDir,
    today
  });
  await loadRemarks(tx, livedRemarks(load2, readDemoBank(entitiesDir, entity.code).comments));
  await loadFollows(tx, content, { numbers, root: entity.root.code, today });
  await loadMeetingsOf(tx, content, { entity, numbers, people, processes });
  return guideOf(entity, content, (index) => numberOf(numbers.commitments, index));
}
function processOf({ processes }, key) {
  const process2 = processes.get(key);
  if (process2 === void 0) throw new Error(`There is no process ${key}`);
  return process2;
}
function livedDemand(load2, need, index) {
  const { acts, numbers, people, crowd, today } = load2;
  const { fate } = need;
  const by = people.analyst;
  const random = randomOf(DEMO_SEED, "read", index);
  const decided = fate.kind === "waiting" ? today : fate.at;
  const read = fate.kind !== "waiting" || fate.read;
  return {
    id: numberOf(numbers.needs, index),
    process: processOf(load2, need.process),
    territory: need.territory,
    sub: need.sub,
    place: need.place,
    text: need.text,
    organisationId: need.organisation === void 0 ? void 0 : people.organisations[need.organisation],
    channel: need.channel,
    saidAt: need.saidAt,
    groups: need.groups,
    supports: (acts.needs[index]?.supports ?? []).map(({ who, at }) => ({
      participantId: crowd.idOf(need.process, who),
      at
    })),
    coded: read ? { by, at: between(random, need.saidAt, decided), sector: need.sector, right: need.right } : void 0,
    outcome: outcomeOf(load2, need)
  };
}
function outcomeOf({ numbers, people }, { fate }) {
  const by = people.analyst;
  if (fate.kind === "merged") return { kind: "merged", into: numberOf(numbers.needs, fate.into), by, at: fate.at };
  if (fate.kind === "initiative") return { kind: "taken" };
  return fate.kind === "discarded" ? { kind: "discarded", reason: fate.reason, by, at: fate.at } : void 0;
}
async function loadNeedReceipts({ tx, content, acts, numbers, crowd }) {
  const receipts = content.needs.flatMap((need, index) => {
    const thingId = numberOf(numbers.needs, index);
    const planned = acts.needs[index];
    if (planned === void 0) return [];
    const said = { thingId, participantId: crowd.idOf(need.process, planned.author), act: "said" };
    return [
      { ...said, now: need.saidAt },
      ...planned.supports.map(({ who, at }) => ({
        thingId,
        participantId: crowd.idOf(need.process, who),
        act: "supported",
        now: at
      }))
    ];
  });
  await loadReceipts(tx, receipts);
}
var FEASIBILITY = {
  viable: "viable",
  viable_with_conditions: "conditional",
  under_study: "studying"
};
function livedInitiative(load2, initiative2, index) {
  const { content, numbers, people } = load2;
  const process2 = processOf(load2, initiative2.process);
  const opens = findPhase(process2, initiative2.territory, "vote")?.opensAt ?? initiative2.createdAt;
  const random = randomOf(DEMO_SEED, "published", index);
  return {
    id: numberOf(numbers.initiatives, index),
    process: process2,
    territory: initiative2.territory,
    title: initiative2.title,
    text: initiative2.text,
    place: initiative2.place,
    sector: initiative2.sector,
    right: initiative2.right,
    cost: initiative2.cost,
    agency: initiative2.agency,
    feasibility: FEASIBILITY[initiative2.feasibility],
    feasibilityNote: initiative2.feasibilityNote,
    by: people.analyst,
    createdAt: initiative2.createdAt,
    publishedAt: initiative2.status === "published" ? between(random, initiative2.createdAt, opens) : void 0,
    // Those that were merged follow the need that speaks for them.
    demands: initiative2.needs.filter((need) => content.needs[need]?.fate.kind === "initiative").map((need) => numberOf(numbers.needs, need))
  };
}
async function loadAndCountVotes(load2) {
  const { tx, content, acts, numbers, crowd, today } = load2;
  const votes = content.ballots.map((ballot, index) => ({ ...ballot, who: acts.voters[index] ?? "" }));
  for (const [key, cast] of Map.groupBy(votes, (vote2) => vote2.process)) {
    const process2 = processOf(load2, key);
    const ballotId = numberOf(numbers.ballots, key);
    await loadBallot(tx, process2, ballotId);
    await loadVotes(
      tx,
      process2,
      ballotId,
      cast.map(({ who, territory, choices, at }) => ({
        territory,
        browserBits: browserBits(who),
        participantId: crowd.idOf(key, who),
        choices: choices.map((choice) => numberOf(numbers.initiatives, choice)),
        at
      }))
    );
    for (const territory of process2.phases.keys()) {
      const closesAt = findPhase(process2, territory, "vote")?.closesAt;
      if (closesAt !== void 0 && closesAt <= today) await closeTerritory(tx, process2, territory, closesAt);
    }
  }
}
function shownAt({ people, today }, said) {
  const at = new Date(said.getTime() + READING);
  return at <= today ? { by: people.moderator, at } : void 0;
}
function livedCommitments(load2) {
  const { content, acts, numbers, people, crowd } = load2;
  return content.commitments.map((commitment, index) => ({
    id: numberOf(numbers.commitments, index),
    process: processOf(load2, commitment.process),
    territory: commitment.territory,
    title: content.initiatives[commitment.initiative]?.title ?? commitment.text,
    text: commitment.text,
    place: commitment.place,
    sector: commitment.sector,
    agency: commitment.agency,
    coAgencies: commitment.coAgencies,
    actors: commitment.partners,
    responsible: commitment.responsible,
    firstDueDate: commitment.dateChanges[0]?.from ?? commitment.dueDate,
    money: commitment.money?.promised,
    by: people.plannerOf(commitment.agency),
    createdAt: commitment.createdAt,
    origins: [numberOf(numbers.initiatives, commitment.initiative)],
    // The first entry is the promise itself; what follows are its updates.
    updates: commitment.updates.slice(1).map(({ state, text, figure: figure2, link: link2, at }) => ({ state, text, figure: figure2, link: link2?.url, at })),
    dates: commitment.dateChanges,
    judgements: (acts.judgements[index] ?? []).map(({ who, answer: answer2, comment, at }) => ({
      participantId: crowd.idOf(commitment.process, who),
      answer: answer2,
      comment: comment === void 0 ? void 0 : { text: comment, shown: shownAt(load2, at) },
      at
    }))
  }));
}
function livedRemarks({ content, acts, numbers, crowd }, { yes, no }) {
  return content.commitments.flatMap(({ process: process2 }, index) => {
    const [first] = acts.judgements[index] ?? [];
    if (first === void 0 || index % 3 === 0) return [];
    const isSo = first.answer !== "no";
    const text = randomOf(DEMO_SEED, "remark", index).pick(isSo ? yes : no);
    const participantId = crowd.idOf(process2, first.who);
    return [{ commitment: numberOf(numbers.commitments, index), participantId, isSo, text, at: first.at }];
  });
}

// src/platform/http/page-store.ts
import { hash } from "node:crypto";
import { gzipSync } from "node:zlib";
var MAX_BYTES = 64 * 1024 * 1024;
var PLAIN_AND_GZIP = 4 / 3;
function pageCache(clock) {
  return new TagCache(clock, {
    most: MAX_BYTES,
    sizeOf: ({ plain: plain2 }) => Math.ceil(plain2.length * PLAIN_AND_GZIP) + 1024
  });
}
function storePage(html, headers, life) {
  const plain2 = Buffer.from(html);
  const etag = `"${hash("sha256", plain2, "base64url").slice(0, 22)}"`;
  return {
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=0, must-revalidate",
      vary: "accept-encoding",
      etag
    },
    etag,
    plain: plain2,
    gzip: void 0,
    ...life
  };
}
function findPage(pages, url) {
  const own = pages.find(url);
  if (own !== void 0) return own;
  const query = url.indexOf("?");
  const plain2 = query === -1 ? void 0 : pages.find(url.slice(0, query));
  return plain2?.anyQuery ? plain2 : void 0;
}
function sendStored(req, res, page) {
  if (req.headers["if-none-match"] === page.etag) {
    res.writeHead(304, page.headers);
    res.end();
    return;
  }
  const gzip = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  if (gzip) page.gzip ??= gzipSync(page.plain, { level: 6 });
  const body = (gzip ? page.gzip : void 0) ?? page.plain;
  res.writeHead(200, {
    ...page.headers,
    "content-length": body.length,
    ...gzip ? { "content-encoding": "gzip" } : {}
  });
  res.end(req.method === "HEAD" ? void 0 : body);
}

// src/platform/http/server.ts
import http from "node:http";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify from "fastify";
import { ZodError as ZodError2 } from "zod";

// src/platform/http/csrf.ts
import { timingSafeEqual } from "node:crypto";
function csrfToken(key, browserBits2) {
  return pseudonym(key, "csrf", browserBits2).toString("base64url");
}
function csrfMatches(key, browserBits2, token) {
  if (browserBits2 === void 0) return false;
  const expected = Buffer.from(csrfToken(key, browserBits2));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

// src/platform/http/errors.ts
import { randomBytes } from "node:crypto";
var DATABASE_AWAY = /^(57P0\d|08\w{3}|53300|ECONNREFUSED|ENOENT|ECONNRESET)$/;
async function sendError(options, request, reply, error) {
  const problem = asProblem(error);
  const locale = localeOf(request);
  const id = problem === void 0 ? logUnexpected(options, request.routeOptions.url, error) : newId();
  return withLocale(locale, options.region, async () => {
    const ctx = await errorContext(options, request, reply);
    if (problem?.status === 401 && request.method === "GET" && !ctx.signedIn) {
      return reply.code(303).header("location", href(`/entrar?volver=${encodeURIComponent(request.url)}`, locale)).send("");
    }
    const status = problem?.status === 401 ? ctx.signedIn ? 403 : 401 : problem?.status ?? 500;
    const page = options.errorPage(ctx, { status, problem, id });
    reply.removeHeader("content-disposition");
    if (status === 503 || status === 429) reply.header("retry-after", "5");
    return reply.code(status).header("cache-control", "no-store").type("text/html; charset=utf-8").send(options.renderPage(ctx, page, csrfToken(options.csrfKey, ctx.browser.bits())));
  });
}
var newId = () => randomBytes(3).toString("hex");
function logUnexpected(options, route, error) {
  const id = newId();
  options.log.error({ id, route, error: safeError(error) }, "unexpected");
  return id;
}
function asProblem(error) {
  if (error instanceof Problem) return error;
  if (typeof error !== "object" || error === null) return void 0;
  const code2 = "code" in error ? String(error.code) : "";
  const message = "message" in error ? String(error.message) : "";
  if (DATABASE_AWAY.test(code2) || /timeout exceeded when trying to connect|Connection terminated/.test(message)) {
    return new Problem(503, "http.databaseDown.title");
  }
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status === 413) return new Problem(413, "http.tooLarge.title");
  if (status === 429) return tooMany();
  if (status >= 400 && status < 500) return new Problem(status, "http.badForm.title");
  return void 0;
}
function safeError(error) {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code: code2, constraint, table } = error;
  const stack = error.stack?.split("\n").slice(1, 8).join("\n");
  return { name: error.name, code: code2, constraint, table, message: code2 === void 0 ? error.message : void 0, stack };
}
function errorContext(options, request, reply) {
  return makeContext(options, request, reply, { person: true }).catch(
    () => makeContext(options, request, reply, { person: false })
  );
}

// src/platform/http/narrow.ts
import { ZodError } from "zod";

// src/platform/http/pace.ts
var MINUTE_MS = 6e4;
var MOST_KNOWN = 5e4;
var paces = /* @__PURE__ */ new Map();
function guardPace(path, perMinute, browserBits2) {
  const now = performance.now();
  if (paces.size > MOST_KNOWN) paces.clear();
  const id = `${path}|${browserBits2.toString("base64url")}`;
  const pace = paces.get(id);
  if (pace === void 0 || pace.until < now) paces.set(id, { count: 1, until: now + MINUTE_MS });
  else if (++pace.count > perMinute) throw tooMany();
}

// src/platform/http/narrow.ts
var BODY_LIMIT = 16 * 1024;
function narrowDoor(options) {
  const routes = options.routes.flatMap(
    (route) => route.method === "POST" && route.commit === "narrow" ? { route, pattern: patternOf(route.path) } : []
  );
  return (req, res) => {
    if (req.method !== "POST") return false;
    for (const { route, pattern } of routes) {
      const match = pattern.exec(req.url ?? "");
      if (match === null) continue;
      const { en, ...params } = match.groups ?? {};
      void answer(options, { route, locale: en === void 0 ? "es" : "en", params }, req, res);
      return true;
    }
    return false;
  };
}
function patternOf(path) {
  return new RegExp(`^(?<en>/en)?${path.replaceAll(/:(\w+)/g, "(?<$1>[\\w-]{1,200})")}$`);
}
async function answer(options, matched, req, res) {
  const began = performance.now();
  const { route, locale } = matched;
  const given = await serve(options, matched, req, res).catch(
    (error) => withLocale(locale, options.region, () => refusal(options, route, error))
  );
  const { status = 200 } = given;
  if (status === 503 || status === 429) res.setHeader("retry-after", "5");
  const body = JSON.stringify(given.body);
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff"
  });
  res.end(body);
  options.observe(route.path, "POST", status, (performance.now() - began) / 1e3);
}
async function serve(options, { route, locale, params }, req, res) {
  const cookies = narrowCookies(options, req, res);
  const browser = browserOf(cookies);
  const known = browser.known();
  guardSender(options, req, known);
  const sent = await readJson(req);
  if (options.rateLimits && route.perMinute !== void 0) guardPace(route.path, route.perMinute, browser.bits());
  const input = { params: route.params?.parse(params) ?? {}, body: route.body.parse(sent) };
  const ip = options.trustProxy && req.headers["x-forwarded-for"] || req.socket.remoteAddress || "";
  const now = options.clock.now();
  const from = { ...options.narrow, browser, cookies, now, locale, ip: String(ip).split(",")[0] ?? "" };
  const given = await route.handle(from, input);
  if (known !== void 0) return given;
  return { ...given, body: { ...given.body, csrf: csrfToken(options.csrfKey, browser.bits()) } };
}
function guardSender(options, req, known) {
  const site = req.headers["sec-fetch-site"];
  if (site !== void 0 && site !== "same-origin") throw badToken();
  const token = req.headers["x-csrf-token"];
  const proven = known === void 0 ? token === void 0 : csrfMatches(options.csrfKey, known, String(token));
  if (!proven) throw badToken();
  if (!/^application\/json\b/i.test(req.headers["content-type"] ?? "")) throw new Problem(415, "http.badForm.title");
}
async function readJson(req) {
  const parts = [];
  let length = 0;
  for await (const part of req) {
    length += part.length;
    if (length > BODY_LIMIT) throw new Problem(413, "http.tooLarge.title");
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Problem(400, "http.badForm.title");
  }
}
function narrowCookies(options, req, res) {
  return cookieJar({
    secure: options.secure,
    read: (name) => new RegExp(`(?:^|; *)${name}=([^;]*)`).exec(req.headers.cookie ?? "")?.[1],
    write: (name, value, { maxAge, secure }) => {
      const age = maxAge === void 0 ? "" : `; Max-Age=${maxAge}`;
      const line = `${name}=${encodeURIComponent(value)}${age}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
      res.appendHeader("set-cookie", line);
    }
  });
}
function refusal(options, route, error) {
  const problem = error instanceof ZodError ? new Problem(400, "http.badForm.title") : asProblem(error);
  if (problem === void 0) logUnexpected(options, route.path, error);
  const text = translate(problem?.key ?? "http.unexpected.title", problem?.parameters);
  return { status: problem?.status ?? 500, body: { error: text } };
}

// src/platform/http/parse-form.ts
function parseForm(body) {
  const fields = /* @__PURE__ */ Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const list = fields[name];
    if (list === void 0) fields[name] = [value];
    else list.push(value);
  }
  return fields;
}

// src/platform/http/read-form.ts
async function readForm(request, fileLimit) {
  if (!request.isMultipart()) return { raw: rawForm(request.body), files: [] };
  try {
    return await readParts(request, fileLimit);
  } catch (error) {
    if (error instanceof Error && "statusCode" in error) throw error;
    throw new Problem(400, "http.badForm.title");
  }
}
var MOST_FILES = 8;
async function readParts(request, fileLimit) {
  const fields = /* @__PURE__ */ Object.create(null);
  const files = [];
  for await (const part of request.parts({ limits: { fileSize: Math.max(fileLimit, 1) } })) {
    if (part.type === "field") {
      fields[part.fieldname] = [...fields[part.fieldname] ?? [], String(part.value)];
    } else if (files.length >= MOST_FILES) {
      part.file.resume();
    } else {
      const body = await part.toBuffer();
      if (body.length > 0 && fileLimit > 0) {
        files.push({ field: part.fieldname, name: part.filename, body, tooBig: part.file.truncated });
      }
    }
  }
  return { raw: rawForm(fields), files };
}

// src/platform/http/security-headers.ts
import helmet from "helmet";
function securityHeaders(secure) {
  const headers = {};
  const ask = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"]
      }
    },
    strictTransportSecurity: secure ? void 0 : false,
    referrerPolicy: { policy: "same-origin" }
  });
  const answer2 = {
    setHeader: (name, value) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => void 0
  };
  let failure;
  ask({}, answer2, (error) => {
    failure = error;
  });
  if (failure !== void 0) throw failure;
  return headers;
}

// src/platform/http/server.ts
var BODY_LIMIT2 = 256 * 1024;
var KEEP_ALIVE_MS = 72e3;
var GLOBAL_PER_MINUTE = 6e3;
var POSTS_PER_MINUTE = 600;
async function buildServer(options) {
  const narrow = narrowDoor(options);
  const app = Fastify({
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT2,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    rewriteUrl: (raw) => withoutLanguage(raw),
    // Stored pages and short messages are answered before the framework: they need nothing of it.
    serverFactory: (handler) => http.createServer(
      { keepAliveTimeout: KEEP_ALIVE_MS },
      (req, res) => answeredFromMemory(options.pages, req, res) || narrow(req, res) || handler(req, res)
    )
  });
  const security = securityHeaders(options.secure);
  app.addHook("onSend", async (_request, reply) => {
    reply.headers({ ...security, ...reply.getHeaders() });
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT2, parser: parseForm });
  await app.register(multipart, { throwFileSizeLimit: false, limits: { files: 20, fields: 400, fieldSize: 2e4 } });
  await app.register(compress, {
    global: true,
    // Browsers send forms as they are; a compressed one would only be a way to send more than the limit.
    globalDecompression: false,
    encodings: ["br", "gzip"],
    threshold: 1024,
    brotliOptions: { params: { 1: 4 } }
  });
  if (options.rateLimits) {
    await app.register(rateLimit, {
      global: true,
      max: GLOBAL_PER_MINUTE,
      timeWindow: "1 minute",
      errorResponseBuilder: () => tooMany()
    });
  }
  app.addHook("onResponse", async (request, reply) => {
    options.observe(request.routeOptions.url ?? "?", request.method, reply.statusCode, reply.elapsedTime / 1e3);
  });
  app.setErrorHandler((error, request, reply) => sendError(options, request, reply, error));
  app.setNotFoundHandler((request, reply) => sendError(options, request, reply, notFound()));
  const forGet = { ...options, security };
  for (const route of options.routes) {
    if (route.method === "GET") app.get(route.path, (request, reply) => serveGet(forGet, route, request, reply));
    else if (route.commit !== "narrow") {
      const limited = options.rateLimits && route.commit === "transaction";
      const config = limited ? { rateLimit: { max: POSTS_PER_MINUTE, timeWindow: "1 minute" } } : void 0;
      app.post(
        route.path,
        { ...config && { config }, bodyLimit: (route.fileLimit ?? 0) + BODY_LIMIT2 },
        (request, reply) => servePost(options, route, request, reply)
      );
    }
  }
  return app;
}
function answeredFromMemory(pages, req, res) {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  const stored = findPage(pages, req.url ?? "/");
  if (stored === void 0) return false;
  sendStored(req, res, stored);
  return true;
}
function guardAccess(options, ctx, access) {
  if (access !== "public" && !options.allows(ctx, access)) throw signInNeeded();
}
async function serveGet(options, route, request, reply) {
  if (route.cache !== void 0) return serveKept(options, { ...route, cache: route.cache }, request, reply);
  const ctx = await makeContext(options, request, reply, { person: true });
  return withLocale(ctx.locale, options.region, async () => {
    guardAccess(options, ctx, route.access);
    const input = { params: parseOr404(route.params, request.params), query: parseOr404(route.query, request.query) };
    return sendAnswer(options, ctx, reply, await route.handle(ctx, input));
  });
}
async function serveKept(options, route, request, reply) {
  const { recall, used } = options.memory.recaller();
  const anyQuery = route.query === void 0;
  const target = anyQuery ? plainAddress(route.path, request.params) : request.url;
  const base = await makeContext(options, request, reply, { person: false });
  const ctx = { ...base, target, path: target.split("?")[0] ?? "/", recall };
  return withLocale(ctx.locale, options.region, async () => {
    guardAccess(options, ctx, route.access);
    const params = parseOr404(route.params, request.params);
    const query = parseOr404(route.query, request.query);
    const render = async () => {
      const answer2 = await route.handle(ctx, { params, query });
      if (answer2.kind !== "page" || (answer2.status ?? 200) !== 200) throw new UncachedAnswer(answer2);
      const html = options.renderPage(ctx, answer2, void 0);
      const tags = [.../* @__PURE__ */ new Set([...route.cache.tags(params), ...answer2.tags ?? [], ...used.tags])];
      const expires = Math.min(ctx.now.getTime() + route.cache.seconds * 1e3, used.expires);
      return storePage(html, options.security, { tags, expires, anyQuery });
    };
    const stored = await options.pages.get(href(target, ctx.locale), render).catch((error) => {
      if (error instanceof UncachedAnswer) return error.answer;
      throw error;
    });
    if ("kind" in stored) return sendAnswer(options, ctx, reply, stored);
    reply.hijack();
    sendStored(request.raw, reply.raw, stored);
    return reply;
  });
}
function plainAddress(path, params) {
  const given = params ?? {};
  return path.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(given[name] ?? ""));
}
var UncachedAnswer = class extends Error {
  answer;
  constructor(answer2) {
    super("not cached");
    this.answer = answer2;
  }
};
function parseOr404(schema, value) {
  if (schema === void 0) return {};
  if (Object.values(value ?? {}).some((text) => String(text).includes("\0"))) throw notFound();
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data;
}
async function servePost(options, route, request, reply) {
  const base = await makeContext(options, request, reply, { person: true });
  return withLocale(base.locale, options.region, async () => {
    const { raw, files } = await readForm(request, route.fileLimit ?? 0);
    const ctx = { ...base, files };
    const token = raw.csrf?.[0] ?? "";
    if (route.secretAddress !== true && !csrfMatches(options.csrfKey, ctx.browser.known(), token)) throw badToken();
    guardAccess(options, ctx, route.access);
    if (options.rateLimits && route.perMinute !== void 0) guardPace(route.path, route.perMinute, ctx.browser.bits());
    const params = parseOr404(route.params, request.params);
    try {
      const body = route.body.parse(raw);
      const input = { params, body };
      const answer2 = await (route.commit === "batch" ? route.handle(ctx, input) : options.db.write((tx) => route.handle({ ...ctx, db: tx }, tx, input)));
      return await sendAnswer(options, ctx, reply, answer2);
    } catch (error) {
      const refusal2 = error instanceof ZodError2 || error instanceof Problem && [400, 409, 422].includes(error.status);
      if (!refusal2 || route.invalid === void 0)
        throw error instanceof ZodError2 ? new Problem(400, "http.badForm.title") : error;
      const form = refusedForm(raw, error);
      const page = await route.invalid(ctx, { params }, form);
      return await sendAnswer(options, ctx, reply, { ...page, status: form.status });
    }
  });
}
async function sendAnswer(options, ctx, reply, answer2) {
  if (answer2.kind === "redirect") return reply.code(303).header("location", href(answer2.to, ctx.locale)).send("");
  if (answer2.kind === "data") return sendData(reply, answer2);
  const html = options.renderPage(ctx, answer2, csrfToken(options.csrfKey, ctx.browser.bits()));
  return reply.code(answer2.status ?? 200).header("cache-control", "private, no-store").type("text/html; charset=utf-8").send(html);
}
function sendData(reply, answer2) {
  if (answer2.filename !== void 0) reply.header("content-disposition", `attachment; filename="${answer2.filename}"`);
  if (answer2.vary !== void 0) reply.header("vary", answer2.vary);
  const shared = answer2.immutable === true ? "public, max-age=31536000, immutable" : "public, no-cache";
  reply.header("cache-control", answer2.private === true ? "private, no-store" : shared);
  for (const [name, value] of Object.entries(answer2.headers ?? {})) reply.header(name, value);
  if (answer2.etag !== void 0) {
    const etag = `W/"${answer2.etag}"`;
    reply.header("etag", etag);
    if (reply.request.headers["if-none-match"] === etag) return reply.code(304).send("");
  }
  return reply.code(answer2.status ?? 200).type(answer2.type).send(answer2.body);
}

// src/platform/metrics/metrics.ts
import http2 from "node:http";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
var registry = new Registry();
collectDefaultMetrics({ register: registry });
var requests = new Histogram({
  name: "sigesi_http_request_seconds",
  help: "Time to answer, by route, method and status class.",
  labelNames: ["route", "method", "status"],
  buckets: [5e-3, 0.02, 0.05, 0.1, 0.3, 1, 3],
  registers: [registry]
});
function measure(route, method, status, seconds) {
  requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds);
}
async function serveMetrics(host, port) {
  const server = http2.createServer(async (_request, response) => {
    response.setHeader("content-type", registry.contentType);
    response.end(await registry.metrics());
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}

// src/page.tsx
import { jsx, jsxs } from "preact/jsx-runtime";
function pageRenderer({ entity, demo, paths }) {
  const files = assets(entity.brand);
  const pathOf = (name, ext) => files.find((asset) => asset.name === name && asset.ext === ext)?.path;
  const siteOf = (locale) => ({
    locale,
    lang: locale === "es" ? entity.locale : "en",
    entity: {
      name: entity.officialName(locale),
      shortName: `SIGESI ${entity.shortName(locale)}`,
      address: entity.contact.address,
      hours: entity.contact.hours?.[locale],
      contact: entity.contact.phone ? { text: entity.contact.phone, href: `tel:${entity.contact.phone}` } : void 0,
      legalLinks: entity.links.map((link2) => ({ text: link2.names[locale], href: link2.url }))
    },
    menu: publicMenu(paths),
    footer: footer(paths),
    demo,
    demoLink: paths.has("/demo") ? { text: t("demo.band"), href: href("/demo") } : void 0,
    cssHref: pathOf("plaza", "css") ?? ASSET_ROOT,
    parts: /* @__PURE__ */ new Map()
  });
  const sites = /* @__PURE__ */ new Map();
  return {
    renderPage: (ctx, page, csrf) => {
      const { locale } = ctx;
      const other = locale === "es" ? "en" : "es";
      const site = sites.get(locale) ?? siteOf(locale);
      sites.set(locale, site);
      return renderPage(
        /* @__PURE__ */ jsx(
          Frame,
          {
            ...site,
            ...page.staff && { menu: staffMenu(ctx, paths), staff: staffOf(ctx) },
            title: page.title,
            section: page.section,
            home: href(page.staff ? "/gestion" : "/"),
            crumbs: page.crumbs?.map((crumb) => ({ text: crumb.text, href: crumb.path && href(crumb.path) })),
            alternate: { href: href(ctx.target, other), locale: other },
            csrf,
            islands: page.islands?.flatMap((name) => pathOf(name, "js") ?? []),
            noindex: page.noindex ?? page.staff,
            description: page.description,
            failed: (page.status ?? 200) === 400 || page.status === 409 || page.status === 422,
            width: page.staff ? "wide" : "page",
            flush: page.flush,
            bar: page.bar,
            children: page.body
          }
        )
      );
    },
    errorPage: (ctx, error) => errorPage(ctx, error)
  };
}
function publicMenu(paths) {
  return existing(paths, [
    { id: "participate", text: t("common.menu.participate"), href: "/procesos" },
    { id: "look", text: t("common.menu.look"), href: "/compromisos" },
    { id: "data", text: t("common.menu.data"), href: "/datos" },
    { id: "mine", text: t("common.menu.mine"), href: "/mis-aportes" }
  ]);
}
function staffOf(ctx) {
  return { area: t("common.staffArea"), who: ctx.authority.actor.name, signOut: href("/salir") };
}
function staffMenu(ctx, paths) {
  const items = existing(paths, [
    { verb: "processes.prepare", id: "processes", text: t("common.menu.processes"), href: "/gestion/procesos" },
    { verb: "meetings.run", id: "meetings", text: t("common.menu.meetings"), href: "/gestion/reuniones" },
    { verb: "demands.read", id: "demands", text: t("common.menu.demands"), href: "/gestion/necesidades" },
    { verb: "initiatives.write", id: "initiatives", text: t("common.menu.initiatives"), href: "/gestion/iniciativas" },
    {
      verb: "conversations.desk",
      id: "conversations",
      text: t("common.menu.conversations"),
      href: "/gestion/conversaciones"
    },
    { verb: "commitments.write", id: "commitments", text: t("common.menu.commitments"), href: "/gestion/compromisos" },
    {
      verb: "commitments.moderate",
      id: "comments",
      text: t("commitments.moderate.menu"),
      href: "/gestion/comentarios"
    },
    { verb: "news.answer", id: "news", text: t("news.desk.menu"), href: "/gestion/noticias" },
    { verb: "follows.watch", id: "notices", text: t("follows.deliveries.menu"), href: "/gestion/avisos" },
    { verb: "moderation.decide", id: "moderation", text: t("moderation.desk.title"), href: "/gestion/moderacion" },
    { verb: "protection.see", id: "protection", text: t("moderation.protection.title"), href: "/gestion/proteccion" },
    { verb: "people.manage", id: "people", text: t("common.menu.people"), href: "/gestion/personas" }
  ]);
  return items.filter(({ verb }) => ctx.authority.may(verb));
}
function existing(paths, links) {
  return links.filter((link2) => paths.has(link2.href)).map((link2) => ({ ...link2, href: href(link2.href) }));
}
function footer(paths) {
  return [
    {
      title: t("common.foot.participate"),
      links: existing(paths, [
        { text: t("common.foot.processes"), href: "/procesos" },
        { text: t("common.foot.meetings"), href: "/reuniones" },
        { text: t("common.menu.conversations"), href: "/conversaciones" },
        { text: t("common.foot.calendar"), href: "/calendario" },
        { text: t("help.title"), href: "/ayuda" },
        { text: t("common.foot.territories"), href: "/territorios" },
        { text: t("common.foot.commitments"), href: "/compromisos" },
        { text: t("common.foot.news"), href: "/noticias" },
        { text: t("common.foot.mine"), href: "/mis-aportes" }
      ])
    },
    {
      title: t("common.foot.transparency"),
      links: existing(paths, [
        { text: t("common.foot.data"), href: "/datos" },
        { text: t("common.foot.moderation"), href: "/moderacion" },
        { text: t("common.foot.accessibility"), href: "/accesibilidad" },
        { text: t("common.foot.privacy"), href: "/uso-de-datos" },
        { text: t("common.foot.map"), href: "/mapa-del-sitio" },
        { text: t("common.foot.staff"), href: "/gestion" }
      ])
    }
  ];
}
var HELP = {
  401: "http.signIn",
  403: "http.forbidden",
  404: "http.notFound",
  413: "http.tooLarge",
  429: "http.tooMany",
  503: "http.databaseDown"
};
function helpOf(status, problem) {
  const own = problem?.key.replace(/\.title$/, "");
  if (own === "http.badToken" || own === "http.busy") return own;
  if (status in HELP) return HELP[status];
  return status < 500 ? "http.badForm" : "http.unexpected";
}
function errorPage(ctx, { status, problem, id }) {
  const { actor } = ctx.authority;
  const mustConfirm = status === 403 && !actor.strong && actor.grants.length > 0;
  const base = mustConfirm ? "http.confirm" : helpOf(status, problem);
  const title = problem !== void 0 && isMessageKey(problem.key) && problem.status !== 401 && !mustConfirm ? t(problem.key) : t(`${base}.title`);
  const staff = actor.strong && actor.grants.length > 0 && /^\/gestion(\/|$)/.test(ctx.path);
  return {
    kind: "page",
    title,
    status,
    staff,
    noindex: true,
    body: /* @__PURE__ */ jsxs(Page, { width: "narrow", gap: "l", children: [
      /* @__PURE__ */ jsxs(Stack, { gap: "s", children: [
        /* @__PURE__ */ jsx("h1", { children: title }),
        /* @__PURE__ */ jsx(Lead, { children: t(`${base}.text`) })
      ] }),
      status === 404 && /* @__PURE__ */ jsx(Suggestions, { kind: ctx.entity.kindName(ctx.entity.participationKind, ctx.locale) }),
      /* @__PURE__ */ jsxs(Actions, { children: [
        mustConfirm && /* @__PURE__ */ jsx(LinkButton, { href: href(`/entrar/segundo?volver=${encodeURIComponent(ctx.path)}`), children: t("http.secondStep") }),
        status === 401 && /* @__PURE__ */ jsx(LinkButton, { href: href(`/entrar?volver=${encodeURIComponent(ctx.path)}`), children: t("http.signIn.action") }),
        /* @__PURE__ */ jsx(LinkButton, { kind: "quiet", href: href(staff ? "/gestion" : "/"), children: t("http.home") })
      ] }),
      /* @__PURE__ */ jsx(Fine, { children: t("http.id", { id }) })
    ] })
  };
}
function Suggestions({ kind }) {
  return /* @__PURE__ */ jsxs(Stack, { gap: "base", children: [
    /* @__PURE__ */ jsx(SearchBox, { id: "q", action: href("/buscar"), label: t("common.notFound.search", { kind }), quiet: true }),
    /* @__PURE__ */ jsx("p", { children: t("common.notFound.or") }),
    /* @__PURE__ */ jsx(
      Bullets,
      {
        items: [
          /* @__PURE__ */ jsx(Link, { href: href("/procesos"), children: t("common.foot.processes") }),
          /* @__PURE__ */ jsx(Link, { href: href("/territorios"), children: t("common.foot.territories") }),
          /* @__PURE__ */ jsx(Link, { href: href("/mis-aportes"), children: t("common.notFound.receipt") }),
          /* @__PURE__ */ jsx(Link, { href: href("/mapa-del-sitio"), children: t("common.foot.map") })
        ]
      }
    )
  ] });
}

// src/app.ts
var permissions = new Map(modules.flatMap((module) => Object.entries(module.permissions ?? {})));
var kinds = new Map(modules.flatMap((module) => Object.entries(module.kinds ?? {})));
var reportables = new Map(modules.flatMap((module) => Object.entries(module.reportables ?? {})));
var datasets = [
  ...modules.filter(({ name }) => name !== "trace"),
  ...modules.filter(({ name }) => name === "trace")
].flatMap((module) => module.datasets ?? []);
var wideEvents = new Set(modules.flatMap((module) => module.wideEvents ?? []));
function servicesOf({ db, entity }, outside) {
  return { read: db.read, write: db.write, entity, kinds, wideEvents, region: regionOf(entity), ...outside };
}
async function buildApp(options) {
  const { config, clock, log, entity } = options;
  const pages = pageCache(clock);
  const memory = new Memory(clock);
  const touch = (tags) => {
    memory.touch(tags);
    pages.touch(tags);
  };
  const db = hearingOurselves(options.db, touch);
  await db.write(sealOldSecrets);
  const votes = voteQueue(db);
  const needs = needQueue(db);
  const answers = new AnswerQueue(db);
  const stories = modules.flatMap((module) => module.story ?? []);
  const active = options.demoGuide === void 0 ? modules : [...modules, demoModule(options.demoGuide, mailFolder(config))];
  const routes = active.flatMap((module) => module.routes ?? []);
  const paths = new Set(routes.filter((route) => route.method === "GET").map((route) => route.path));
  const listener = await listen(programUrl(options.ownerUrl, config.programPassword), {
    touch,
    gap: () => {
      memory.drop();
      pages.drop();
    }
  });
  const http3 = await buildServer({
    db,
    clock,
    log,
    pages,
    memory,
    region: regionOf(entity),
    publicUrl: config.publicUrl,
    secure: config.secure,
    trustProxy: config.trustProxy,
    rateLimits: config.rateLimits,
    csrfKey: await db.write((tx) => sharedKey(tx, "csrf")),
    routes,
    extend: async (base, session) => {
      const actor = session === void 0 ? VISITOR : await meetActor(db, session, base.now);
      return {
        entity,
        kinds,
        reportables,
        datasets,
        authority: new Authority(actor, permissions, entity),
        signedIn: actor.accountId !== void 0,
        sendMail: options.sendMail,
        write: db.write,
        votes,
        needs,
        answers,
        demo: config.demo,
        stories,
        paths,
        builtInDatabase: config.databaseUrl === void 0
      };
    },
    narrow: { answers },
    allows: (ctx, access) => access === "account" ? ctx.signedIn : ctx.authority.may(access),
    ...pageRenderer({ entity, demo: config.demo, paths }),
    observe: (route, method, status, seconds) => {
      measure(route, method, status, seconds);
      const level = status >= 500 ? "error" : status >= 400 ? "warn" : "debug";
      log[level]({ route, method, status, ms: Math.round(seconds * 1e3) }, "request");
    }
  });
  return {
    http: http3,
    pages,
    memory,
    async close() {
      await http3.close();
      await listener.stop();
    }
  };
}
function regionOf(entity) {
  return { tags: { es: entity.locale, en: "en" }, timeZone: entity.timeZone, currency: entity.currency };
}

// src/start.ts
import { join as join5 } from "node:path";
import pino from "pino";

// src/platform/threads/threads.ts
import { join as join4 } from "node:path";
import { Worker } from "node:worker_threads";
var AGAIN_MS = 5e3;
var PATIENCE_MS = 5e3;
function startThread(name, data, log) {
  let stopped = false;
  let worker = start();
  function start() {
    const started = new Worker(join4(ROOT, "dist/threads", `${name}.js`), { workerData: data });
    started.on("error", (error) => log.warn({ thread: name, error: error.message }, "a thread died"));
    started.on("exit", () => {
      if (stopped) return;
      setTimeout(() => {
        if (!stopped) worker = start();
      }, AGAIN_MS).unref();
    });
    return started;
  }
  return {
    async stop() {
      stopped = true;
      const ended = new Promise((resolve) => worker.once("exit", resolve));
      worker.postMessage("stop");
      const late = setTimeout(() => void worker.terminate(), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    }
  };
}

// src/start.ts
var IMPATIENT_MS = 1500;
async function startBase(stops, { demo = false } = {}) {
  const config = demo ? await demoConfig(stops) : readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null });
  const opened = await openEntityDatabase(
    { ...config, durable: !demo, migrations: join5(ROOT, "migrations") },
    { now: systemClock.now(), log: { debug: (line) => log.debug(line), info: (line) => log.info(line) } }
  );
  stops.push(() => opened.close());
  await prepareJobs(opened.ownerUrl);
  const sendMail = config.smtpUrl === void 0 ? fileMail(mailFolder(config), config.mailFrom) : smtpMail(config.smtpUrl, config.mailFrom);
  const demoGuide = demo ? await fillDemo(config, opened) : void 0;
  return { config, log, opened, sendMail, demoGuide, stops };
}
async function demoConfig(stops) {
  const given = readConfig({ LOG_LEVEL: "warn", ...process.env }, { demo: true });
  const varDir = await makeThrowawayFolder("sigesi-demo-");
  stops.push(() => removeServerFolder(varDir));
  return { ...given, databaseUrl: void 0, programPassword: void 0, smtpUrl: void 0, varDir };
}
async function fillDemo({ entitiesDir }, { db, entity, ownerUrl }) {
  const guide = await db.write((tx) => loadDemo(tx, entity, { entitiesDir, today: systemClock.now() }));
  await asOwner(ownerUrl, (client) => client.query("analyze"));
  return guide;
}
async function startWeb(running) {
  const { config, log, opened, sendMail, demoGuide, stops } = running;
  const app = await buildApp({ config, log, clock: systemClock, sendMail, demoGuide, ...opened });
  stops.push(() => app.close());
  await app.http.listen({ host: config.host, port: config.port });
  const metrics = await serveMetrics("127.0.0.1", config.metricsPort).catch(() => void 0);
  if (metrics === void 0) log.warn({ port: config.metricsPort }, "the port of the metrics is taken");
  else stops.push(async () => metrics.close());
}
async function firstLink({ config, opened }) {
  if (config.demo) return void 0;
  const path = await opened.db.write((tx) => newFirstAdministratorLink(tx, systemClock.now()));
  return path && `${config.publicUrl}${path}`;
}
async function startWork({ config, log, opened, sendMail, stops }) {
  const url = programUrl(opened.ownerUrl, config.programPassword);
  const jobs = await startJobs({
    programUrl: url,
    jobs: modules.flatMap((module) => module.jobs ?? []),
    services: servicesOf(opened, { now: () => systemClock.now(), sendMail, publicUrl: config.publicUrl }),
    log
  });
  stops.push(() => jobs.stop());
  for (const { name } of modules.flatMap((module) => module.threads ?? [])) {
    const thread = startThread(name, { programUrl: url, timeZone: opened.entity.timeZone }, log);
    stops.push(() => thread.stop());
  }
}
async function stopAll(stops) {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error) => process.stderr.write(`While stopping: ${String(error)}
`));
  }
}
async function runDoor(start) {
  const old = oldNode();
  if (old !== void 0) fail(old);
  const stops = [];
  const started = start(stops);
  let leaving;
  const leave = () => {
    if (leaving !== void 0) {
      if (performance.now() - leaving > IMPATIENT_MS) process.exit(1);
      return;
    }
    leaving = performance.now();
    const settled = started.then(
      () => void 0,
      () => void 0
    );
    void settled.then(() => stopAll(stops)).then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, leave);
  try {
    const running = await started;
    void running.opened.serverLost.then((reason) => fail(t("cli.databaseLost", { reason })));
  } catch (error) {
    await stopAll(stops);
    if (!isForPeople(error)) throw error;
    fail(error.message);
  }
}
function isForPeople(error) {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    error.message = t("cli.portTaken");
    return true;
  }
  return [ConfigError, DatabaseError, EntityFolderError, OtherEntityError].some((kind) => error instanceof kind);
}
function fail(sentence) {
  process.stderr.write(`${sentence}
`);
  process.exit(1);
}

export {
  demoWelcome,
  regionOf,
  startBase,
  startWeb,
  firstLink,
  startWork,
  runDoor
};
//# sourceMappingURL=chunk-DMHWVMLM.js.map
