import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { rank } from "./ballots.ts";
import { phaseOf } from "./calendar.ts";
import { type DemoInput, generateDemo } from "./generate.ts";
import { sentencesOf } from "./needs.ts";
import { readDemoBank } from "./read-bank.ts";
import type { DemoContent, DemoNeed, DemoProcessTerritory } from "./types.ts";

const entitiesFolder = join(import.meta.dirname, "../../../../entities");
const today = new Date("2026-10-14T15:20:00Z");
const rowsSchema = z.array(z.record(z.string(), z.string()));

function table(entity: string, name: string): Record<string, string>[] {
  const csv = readFileSync(join(entitiesFolder, entity, `${name}.csv`), "utf8");
  return rowsSchema.parse(parse(csv, { columns: true, bom: true }));
}

/** The demonstration's input from the real files of an entity: its territories are the children of the root. */
function inputOf(entity: string, seed = "plaza", at = today): DemoInput {
  const rows = table(entity, "territories");
  const root = rows.find((row) => row.parent_code === "")?.code;
  const named = (row: Record<string, string>) => ({ code: row.code ?? "", name: row.short_name || (row.name ?? "") });
  const codes = (name: string) => table(entity, name).map((row) => ({ code: row.code ?? "", name: row.name_es ?? "" }));
  return {
    seed,
    today: at,
    territories: rows
      .filter((row) => row.parent_code === root)
      .map((row) => ({
        ...named(row),
        population: Number(row.population),
        lat: Number(row.lat),
        lon: Number(row.lon),
        subs: rows.filter((sub) => sub.parent_code === row.code).map(named),
      })),
    sectors: codes("sectors"),
    agencies: codes("agencies"),
    groups: codes("population_groups"),
    rights: codes("rights"),
    bank: readDemoBank(entitiesFolder, entity),
  };
}

function counts<T>(items: readonly T[]): Map<T, number> {
  const out = new Map<T, number>();
  for (const item of items) out.set(item, (out.get(item) ?? 0) + 1);
  return out;
}

function inProcess(content: DemoContent, key: DemoNeed["process"], code: string): DemoProcessTerritory {
  const found = content.processes.find((p) => p.key === key)?.territories.find((t) => t.code === code);
  if (!found) throw new Error(`no ${code} in ${key}`);
  return found;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

const entities = readdirSync(entitiesFolder).filter((name) =>
  existsSync(join(entitiesFolder, name, "territories.csv")),
);

it("has entities to speak for", () => expect(entities.length).toBeGreaterThan(1));

describe.each(entities)("the demonstration of %s", (entity) => {
  const input = inputOf(entity);
  const content = generateDemo(input);
  const { needs, initiatives, ballots, commitments } = content;

  it("is the same for the same input and different for another seed", () => {
    expect(generateDemo(inputOf(entity))).toEqual(content);
    expect(generateDemo({ ...input, seed: "other" }).needs).not.toEqual(needs);
  });

  it("has the size of a lived-in year", () => {
    expect(Math.abs(needs.length - 3000)).toBeLessThanOrEqual(150);
    expect(Math.abs(ballots.length - 20_000)).toBeLessThanOrEqual(1000);
    expect(new Set(needs.map((n) => n.sector).filter((s) => s !== undefined)).size).toBeGreaterThanOrEqual(12);
    const expected = (250 * input.territories.length) / 42;
    expect(Math.abs(commitments.length - expected)).toBeLessThanOrEqual(expected * 0.05);
  });

  it("hears no sentence in more than one need of a hundred, and hardly a text twice", () => {
    const most = Math.max(...counts(needs.flatMap((n) => [...new Set(sentencesOf(n.text))])).values());
    expect(most).toBeLessThanOrEqual(needs.length / 100);
    expect(new Set(needs.map((n) => n.text)).size).toBeGreaterThanOrEqual(needs.length * 0.9);
  });

  it("writes texts without slots, braces or double spaces", () => {
    const texts = [
      ...needs.map((n) => n.text),
      ...initiatives.flatMap((i) => [i.title, i.text]),
      ...commitments.flatMap((c) => [c.text, ...c.updates.map((u) => u.text), ...c.dateChanges.map((d) => d.reason)]),
      ...content.organisations.map((o) => o.name),
    ];
    expect(texts.filter((text) => /[{}|#]| {2}|undefined|\.\.$/u.test(text))).toEqual([]);
    // Whoever types all in small letters also writes the names so.
    const careful = texts.filter((text) => text !== text.toLowerCase());
    expect(careful.filter((text) => /\b(de|a) el \p{Ll}/u.test(text))).toEqual([]);
    expect(texts.filter((text) => text.length < 5)).toEqual([]);
  });

  it("shows the municipalities at every moment of this cycle, and the previous one closed", () => {
    const [current, previous, draft] = content.processes;
    const moments = counts((current?.territories ?? []).map((t) => t.moment));
    expect([...moments.keys()].sort()).toEqual(["analyse", "commit", "follow", "gather", "vote"]);
    expect(moments.get("gather") ?? 0).toBeGreaterThan(input.territories.length * 0.4);
    expect(current?.status).toBe("published");
    expect(previous?.status).toBe("closed");
    expect(draft).toMatchObject({ status: "draft", territories: [] });
    for (const process of content.processes) {
      for (const territory of process.territories) {
        const open = territory.phases.find((p) => p.opensAt <= today && today < p.closesAt);
        expect(open?.kind).toBe(territory.moment);
        const [, ...later] = territory.phases;
        for (const [i, p] of later.entries()) expect(p.opensAt).toEqual(territory.phases[i]?.closesAt);
      }
    }
  });

  it("says every need inside its gathering window and never tomorrow", () => {
    for (const need of needs) {
      const { opensAt, closesAt } = phaseOf(inProcess(content, need.process, need.territory), "gather");
      expect(need.saidAt >= opensAt && need.saidAt < closesAt && need.saidAt <= today).toBe(true);
    }
  });

  it("leads every need of a closed process to an initiative or a public reason", () => {
    for (const need of needs) {
      const fate = need.fate.kind === "merged" ? at(needs, need.fate.into).fate : need.fate;
      expect(fate.kind).not.toBe("merged");
      if (need.process === "previous") expect(["initiative", "discarded"]).toContain(fate.kind);
      if (fate.kind === "discarded") expect(fate.reason.length).toBeGreaterThan(20);
      if (need.fate.kind !== "waiting") {
        expect(need.fate.at >= need.saidAt && need.fate.at <= today).toBe(true);
      }
    }
  });

  it("builds each initiative from needs of its municipality that say so themselves", () => {
    for (const [index, initiative] of initiatives.entries()) {
      expect(initiative.needs.length).toBeGreaterThan(0);
      for (const i of initiative.needs) {
        const need = at(needs, i);
        expect([need.territory, need.process]).toEqual([initiative.territory, initiative.process]);
        const fate = need.fate.kind === "merged" ? at(needs, need.fate.into).fate : need.fate;
        expect(fate).toMatchObject({ kind: "initiative", initiative: index });
      }
      const { opensAt } = phaseOf(inProcess(content, initiative.process, initiative.territory), "analyse");
      expect(initiative.createdAt >= opensAt && initiative.createdAt <= today).toBe(true);
    }
  });

  it("takes ballots of one to five initiatives of the voter's municipality, inside the vote", () => {
    const voters = new Set<string>();
    for (const ballot of ballots) {
      voters.add(`${ballot.process}/${ballot.voter}`);
      expect(ballot.choices.length).toBeGreaterThanOrEqual(1);
      expect(ballot.choices.length).toBeLessThanOrEqual(5);
      expect(new Set(ballot.choices).size).toBe(ballot.choices.length);
      for (const i of ballot.choices) {
        const initiative = at(initiatives, i);
        const where = [initiative.process, initiative.territory, initiative.status];
        expect(where).toEqual([ballot.process, ballot.territory, "published"]);
      }
      const { opensAt, closesAt } = phaseOf(inProcess(content, ballot.process, ballot.territory), "vote");
      expect(ballot.at >= opensAt && ballot.at < closesAt && ballot.at <= today).toBe(true);
    }
    expect(voters.size).toBe(ballots.length);
  });

  it("promises only to clear winners, after their vote, with a history that goes forward", () => {
    for (const commitment of commitments) {
      const { process, territory, updates } = commitment;
      const own = initiatives.flatMap((i, n) => (i.process === process && i.territory === territory ? [n] : []));
      const ranked = rank(
        own,
        ballots.filter((b) => b.process === process && b.territory === territory),
      );
      const place = ranked.findIndex((r) => r.initiative === commitment.initiative);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThan(5);
      if (ranked.length > 5) expect(at(ranked, 4).votes).toBeGreaterThan(at(ranked, 5).votes);
      const voted = phaseOf(inProcess(content, process, territory), "vote").closesAt;
      expect(commitment.createdAt >= voted).toBe(true);
      expect(at(updates, 0)).toMatchObject({ state: "proposed", at: commitment.createdAt });
      const times = updates.map((u) => u.at.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Math.max(...times)).toBeLessThanOrEqual(today.getTime());
      expect(commitment.dueDate).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(commitment.dateChanges.at(-1)?.to ?? commitment.dueDate).toBe(commitment.dueDate);
      for (const change of commitment.dateChanges) {
        expect(change.from < change.to && change.at <= today && change.at > commitment.createdAt).toBe(true);
      }
    }
  });

  it("has promises kept, kept in part, late, not started and not met", () => {
    const day = today.toISOString().slice(0, 10);
    const states = counts(commitments.map((c) => c.updates.at(-1)?.state));
    for (const state of ["proposed", "agreed", "in_progress", "met", "partly_met", "not_met"] as const) {
      expect(states.get(state) ?? 0).toBeGreaterThan(0);
    }
    const late = commitments.filter((c) => c.dueDate < day && c.updates.at(-1)?.state === "in_progress");
    expect(late.length).toBeGreaterThan(10);
    expect(commitments.filter((c) => c.dateChanges.length > 0).length).toBeGreaterThan(10);
  });

  it("lets judge only as many as asked, and comments only with their verdict", () => {
    for (const { judgement, initiative } of commitments) {
      if (!judgement) continue;
      const askers = at(initiatives, initiative).needs.reduce((sum, i) => sum + 1 + at(needs, i).supports, 0);
      expect(judgement.yes + judgement.partly + judgement.no).toBeLessThanOrEqual(askers);
      for (const comment of judgement.comments) {
        expect(judgement[comment.verdict]).toBeGreaterThan(0);
        expect(comment.at >= judgement.opensAt && comment.at <= today).toBe(true);
      }
    }
  });

  it("has one person for each role, with places and organisations that exist", () => {
    const roles = new Set(content.people.map((p) => p.role));
    expect(roles.size).toBe(10);
    for (const person of content.people) {
      if (person.territory) expect(input.territories.map((t) => t.code)).toContain(person.territory);
      if (person.agency) expect(input.agencies.map((a) => a.code)).toContain(person.agency);
      if (person.organisation !== undefined) expect(content.organisations[person.organisation]).toBeDefined();
    }
  });

  it.skipIf(!input.bank.story)("tells its story from the first voice to the judgement", () => {
    const { story } = content;
    const words = input.bank.story;
    if (!story || !words) throw new Error("the story is lost");
    const commitment = at(commitments, story.commitment);
    expect(story.needs).toHaveLength(words.needs.length);
    expect(commitment.updates.at(-1)).toMatchObject({ state: "partly_met", figure: { done: 3, of: 5 } });
    expect(commitment.dateChanges).toHaveLength(1);
    expect(commitment.judgement).toMatchObject({ yes: 26, partly: 69, no: 23 });
    const first = at(needs, at(story.needs, 0));
    expect(first.text).toBe(words.needs[0]?.text);
    const own = initiatives.flatMap((i, n) => (i.process === "previous" && i.territory === words.territory ? [n] : []));
    const ranked = rank(
      own,
      ballots.filter((b) => b.process === "previous" && b.territory === words.territory),
    );
    expect(ranked.findIndex((r) => r.initiative === story.initiative)).toBe(1);
    const again = needs.filter((n) => n.process === "current" && n.territory === words.territory);
    for (const { text, supports } of words.now) {
      expect(again.filter((n) => n.text === text)).toMatchObject([{ supports }]);
    }
  });
});

describe("on any day", () => {
  const entity = entities.find((name) => readDemoBank(entitiesFolder, name).story) ?? at(entities, 0);

  it.each(["2026-01-03T04:30:00Z", "2026-06-30T23:59:00Z", "2026-12-12T12:00:00Z", "2028-02-29T17:00:00Z"])(
    "%s, nothing happens tomorrow and the order of the steps holds",
    (instant) => {
      const now = new Date(instant);
      const content = generateDemo(inputOf(entity, "any", now));
      for (const { updates, dateChanges, createdAt, judgement } of content.commitments) {
        const times = updates.map((u) => u.at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const time of [...times, ...dateChanges.map((d) => d.at.getTime())]) {
          expect(time).toBeLessThanOrEqual(now.getTime());
          expect(time).toBeGreaterThanOrEqual(createdAt.getTime());
        }
        for (const d of dateChanges) expect(d.from < d.to).toBe(true);
        if (judgement) expect(judgement.opensAt <= now).toBe(true);
      }
      for (const need of content.needs) {
        expect(need.saidAt <= now).toBe(true);
        if (need.fate.kind !== "waiting") expect(need.fate.at >= need.saidAt && need.fate.at <= now).toBe(true);
      }
      for (const ballot of content.ballots) expect(ballot.at <= now).toBe(true);
      for (const process of content.processes) {
        for (const t of process.territories) {
          expect(t.phases.find((p) => p.opensAt <= now && now < p.closesAt)?.kind).toBe(t.moment);
        }
      }
    },
  );
});
