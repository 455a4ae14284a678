// Nobody works out what a place hides by subtracting the places from all, nor what all hides from the places.
import fc from "fast-check";
import { expect, test } from "vitest";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { Statement } from "../conversation.ts";
import type { Counts, Picture } from "./picture.ts";
import { placesWithResult, tellingByPlace } from "./places.ts";
import { type Shown, shownOf } from "./shown.ts";

const STATEMENTS = 3;

interface Person {
  place: string;
  /** Group in the result of all and in that of their place; −1 in none. */
  all: number;
  own: number;
  /** Of each statement; undefined: not answered. */
  answers: readonly (1 | 0 | -1 | undefined)[];
}

type GroupOf = (one: Person) => number;

function pictureOf(people: readonly Person[], groupOf: GroupOf): Picture {
  const groups = [...new Set(people.map(groupOf))].filter((group) => group !== -1).sort();
  const count = (some: readonly Person[], t: number): Counts => {
    const of = (value: number): number => some.filter(({ answers }) => answers[t] === value).length;
    return [of(1), of(-1), of(1) + of(-1) + of(0)];
  };
  const inGroup = (group: number): Person[] => people.filter((one) => groupOf(one) === group);
  return {
    groups: groups.map((group) => ({ size: inGroup(group).length, at: [group, 0], representative: [] })),
    silhouette: null,
    statements: Array.from({ length: STATEMENTS }, (_, number) => ({
      number,
      groups: groups.map((group) => count(inGroup(group), number)),
      total: count(people, number),
      agreement: 0,
      disagreement: 0,
      center: 0,
      loadings: [0, 0],
    })),
    marks: [],
    consensus: { agree: [], disagree: [] },
    outside: 0,
  };
}

/** Those whose answers to a statement are told, in one row or in several. */
function toldOf(shown: Shown, people: readonly Person[], { t, groupOf }: { t: number; groupOf: GroupOf }): Set<Person> {
  const answered = people.filter(({ answers }) => answers[t] !== undefined);
  const one = shown.statements.find(({ number }) => number === t);
  const groups = [...new Set(people.map(groupOf))].filter((group) => group !== -1).sort();
  if (one?.groups.some((counts) => counts !== null)) {
    const rows = shown.groups.flatMap(({ index }, place) => (one.groups[place] ? [groups[index]] : []));
    return new Set(answered.filter((person) => rows.includes(groupOf(person))));
  }
  if (!one?.total) return new Set();
  const grouped = answered.filter((person) => groupOf(person) !== -1);
  return new Set(one.total[2] === grouped.length ? grouped : answered);
}

const statements = Array.from(
  { length: STATEMENTS },
  (_, number) => ({ number, text: `Afirmación ${number}`, language: "es", moderated: 1, isMeta: false }) as Statement,
);

/** Few people in a place, or in a group, is what matters: they are drawn unevenly. */
const person = fc
  .record({
    place: fc.constantFrom("a", "a", "a", "b", "b", "c"),
    camp: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
    mixed: fc.constantFrom(0, 0, 0, 1),
    apart: fc.constantFrom("none", "none", "none", "none", "none", "both", "own"),
    answers: fc.tuple(
      ...Array.from({ length: STATEMENTS }, () => fc.constantFrom<Person["answers"][number]>(1, 1, -1, 0, undefined)),
    ),
  })
  .map(
    ({ place, camp, mixed, apart, answers }): Person => ({
      place,
      all: apart === "both" ? -1 : camp,
      own: apart === "none" ? (camp + mixed) % 3 : -1,
      answers,
    }),
  );

const isHidden = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;

test("what a place hides is not what is left of all, nor the other way round", () => {
  let told = 0;
  fc.assert(
    fc.property(
      fc.oneof(fc.array(person, { maxLength: 60 }), fc.array(person, { minLength: 60, maxLength: 200 })),
      (people) => {
        const whole = pictureOf(people, ({ all }) => all);
        const byPlace = Map.groupBy(people, ({ place }) => place);
        const places = new Map(
          [...byPlace].map(([place, some]) => [
            place,
            { people: some.length, picture: pictureOf(some, ({ own }) => own) },
          ]),
        );
        const telling = tellingByPlace(whole, places);
        const silent = [...byPlace].filter(([place]) => !telling.has(place));
        const away = silent.reduce((sum, [, some]) => sum + some.length, 0);
        if (silent.length < byPlace.size) expect(isHidden(away)).toBe(false);
        const withoutGroups = [...telling.values()].filter(({ byGroup }) => !byGroup);
        if (telling.size > 1) expect(withoutGroups).not.toHaveLength(1);

        const ofAll = shownOf(whole, people.length, statements);
        const ofPlaces = [...telling].map(([place, one]) => {
          const { picture, people: size } = places.get(place) ?? { picture: whole, people: 0 };
          return { some: byPlace.get(place) ?? [], shown: shownOf(picture, size, statements, one) };
        });
        for (const { shown } of ofPlaces)
          for (const { groups, total } of shown.statements)
            for (const counts of [...groups, total])
              if (counts) expect(counts[2]).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
        for (let t = 0; t < STATEMENTS; t += 1) {
          const inAll = toldOf(ofAll, people, { t, groupOf: ({ all }) => all });
          const inPlaces = new Set(
            ofPlaces.flatMap(({ some, shown }) => [...toldOf(shown, some, { t, groupOf: ({ own }) => own })]),
          );
          const [left, over] = [inAll.difference(inPlaces).size, inPlaces.difference(inAll).size];
          // Of two sums, only their difference is known: it is somebody's answers where nothing is on the other side.
          if (over === 0 && inPlaces.size > 0) expect(isHidden(left)).toBe(false);
          if (left === 0 && inAll.size > 0) expect(isHidden(over)).toBe(false);
          if (inAll.size > 0 && inPlaces.size > 0) told += 1;
        }
      },
    ),
    { numRuns: 400 },
  );
  // It would mean nothing if places never told anything.
  expect(told).toBeGreaterThan(200);
});

test("a place alone is not told where another has too few people, and all are where none has", () => {
  expect(placesWithResult(new Map(Object.entries({ a: 40, b: 3, c: 20 })))).toEqual(new Set(["a"]));
  expect(placesWithResult(new Map(Object.entries({ a: 40, b: 0, c: 20 })))).toEqual(new Set(["a", "b", "c"]));
});

test("a small group of one place leaves the smallest other place without groups too, and their sums are told", () => {
  const some = (place: string, own: number, count: number): Person[] =>
    Array.from({ length: count }, () => ({ place, all: own, own, answers: [1, -1, 0] }));
  const people = [
    ...some("a", 0, 20),
    ...some("a", 1, 3),
    ...some("b", 0, 10),
    ...some("b", 1, 9),
    ...some("c", 0, 30),
    ...some("c", 1, 30),
  ];
  const whole = pictureOf(people, ({ all }) => all);
  const places = new Map(
    [...Map.groupBy(people, ({ place }) => place)].map(([place, list]) => [
      place,
      { people: list.length, picture: pictureOf(list, ({ own }) => own) },
    ]),
  );
  const telling = tellingByPlace(whole, places);
  expect([...telling].map(([place, { byGroup }]) => [place, byGroup])).toEqual([
    ["a", false],
    ["b", false],
    ["c", true],
  ]);
  const a = places.get("a");
  const shown = a && shownOf(a.picture, a.people, statements, telling.get("a"));
  expect(shown?.groups).toEqual([]);
  expect(shown?.statements.map(({ total }) => total)).toEqual([
    [23, 0, 23],
    [0, 23, 23],
    [0, 0, 23],
  ]);
});
