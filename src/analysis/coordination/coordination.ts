// Signals that answers were given by a program, or by several people in step. A signal is a reason to look, and no more: each
// becomes a case that a person decides, nobody's answer is taken out, and what is published says the result with and without.
// The rules are those of docs/opinion-groups.md, and each carries the figures by which it was found.
import type { VoteColumns } from "../opinion-groups/types.ts";

export type SignalRule = "fast" | "copies" | "network";

export interface SignalInput {
  votes: VoteColumns & { times: Float64Array };
  /** How many people there are: positions are below it. */
  participants: number;
  /** Person → first answer, in milliseconds. */
  joined: Float64Array;
  /** Person → the network from which it came; undefined once that was forgotten. */
  networks: readonly (string | undefined)[];
  /** Person → group of opinion, −1 outside. */
  groupOf: Int32Array;
}

export interface Signal {
  rule: SignalRule;
  /** Positions of the people, ascending. */
  people: number[];
  /** What was measured, by the name that its text gives it. */
  figures: Record<string, number>;
}

/** Nobody reads a sentence and answers it in less than a second, time after time. */
const FAST_MS = 1000;
const FAST_MESSAGES = 20;

/** So many people, who came within an hour, with the same answers to the same statements. */
const COPIES = 5;
const COPIES_ANSWERS = 10;
const COPIES_WITHIN_MS = 3_600_000;
/** And so many times more than chance would give among people who think alike. */
const COPIES_TIMES = 10;

/** So many people, who came from one network within ten minutes… */
const NETWORK_PEOPLE = 8;
const NETWORK_WITHIN_MS = 600_000;
/** …and whose answers to a same statement are the same this often, where those of everybody are less often than that. */
const NETWORK_SAME = 0.95;
const EVERYBODY_SAME = 0.8;

/** Every signal in some votes, in the order of the rules. The same votes give the same signals. */
export function findSignals(input: SignalInput): Signal[] {
  const answers = new Answers(input);
  return [...fast(answers), ...copies(answers, input), ...fromOneNetwork(answers, input)];
}

/** The votes person by person, by ascending statement: places in the columns, so that millions of them take little memory. */
class Answers {
  readonly #order: Uint32Array;
  readonly #starts: Uint32Array;
  readonly votes: SignalInput["votes"];
  readonly people: number;
  readonly statements: number;

  constructor({ votes, participants }: SignalInput) {
    this.votes = votes;
    this.people = participants;
    this.statements = votes.statements.reduce((most, one) => Math.max(most, one + 1), 0);
    this.#starts = new Uint32Array(participants + 2);
    for (const person of votes.participants) this.#starts[person + 2] = (this.#starts[person + 2] ?? 0) + 1;
    for (let at = 1; at < this.#starts.length; at += 1)
      this.#starts[at] = (this.#starts[at] ?? 0) + (this.#starts[at - 1] ?? 0);
    this.#order = new Uint32Array(votes.values.length);
    for (const [vote, person] of votes.participants.entries()) {
      const place = this.#starts[person + 1] ?? 0;
      this.#starts[person + 1] = place + 1;
      this.#order[place] = vote;
    }
    for (let person = 0; person < participants; person += 1)
      this.of(person).sort((a, b) => (votes.statements[a] ?? 0) - (votes.statements[b] ?? 0));
  }

  /** Places of the votes of a person. */
  of(person: number): Uint32Array {
    return this.#order.subarray(this.#starts[person], this.#starts[person + 1]);
  }
}

/**
 * Everybody who is too fast, in one signal with the fewest messages and the longest time among them. Messages, not answers: those that
 * waited for a signal arrive together, at one instant.
 */
function fast(answers: Answers): Signal[] {
  const people: number[] = [];
  const figures = { messages: Number.POSITIVE_INFINITY, ms: 0 };
  for (let person = 0; person < answers.people; person += 1) {
    const own = answers.of(person);
    if (own.length < FAST_MESSAGES) continue;
    const instants = Float64Array.from(new Set(Array.from(own, (vote) => answers.votes.times[vote] ?? 0))).sort();
    if (instants.length < FAST_MESSAGES) continue;
    const gaps = instants.slice(1).map((time, index) => time - (instants[index] ?? 0));
    const ms = gaps.sort()[gaps.length >> 1] ?? 0;
    if (ms >= FAST_MS) continue;
    people.push(person);
    figures.messages = Math.min(figures.messages, instants.length);
    figures.ms = Math.max(figures.ms, ms);
  }
  return people.length === 0 ? [] : [{ rule: "fast", people, figures }];
}

/** People → those who came within a span of each other, in the order in which they came; each in one cluster. */
function cameTogether(people: readonly number[], joined: Float64Array, span: number, fewest: number): number[][] {
  const order = people.toSorted((a, b) => (joined[a] ?? 0) - (joined[b] ?? 0) || a - b);
  const clusters: number[][] = [];
  let first = 0;
  while (first < order.length) {
    const until = (joined[order[first] ?? 0] ?? 0) + span;
    let end = first;
    while (end < order.length && (joined[order[end] ?? 0] ?? 0) <= until) end += 1;
    if (end - first >= fewest) {
      clusters.push(order.slice(first, end).sort((a, b) => a - b));
      first = end;
    } else first += 1;
  }
  return clusters;
}

function copies(answers: Answers, input: SignalInput): Signal[] {
  const { statements, values } = answers.votes;
  const alike = new Map<string, number[]>();
  for (let person = 0; person < answers.people; person += 1) {
    const own = answers.of(person);
    if (own.length < COPIES_ANSWERS) continue;
    const key = Array.from(own, (vote) => 3 * (statements[vote] ?? 0) + (values[vote] ?? 0) + 1).join(" ");
    const people = alike.get(key);
    if (people === undefined) alike.set(key, [person]);
    else people.push(person);
  }
  const sets = [...alike.values()].filter((same) => same.length >= COPIES);
  if (sets.length === 0) return [];
  const expectedOf = chances(answers, input.groupOf);
  return sets.flatMap((same) => {
    const expected = expectedOf(same);
    return cameTogether(same, input.joined, COPIES_WITHIN_MS, COPIES).flatMap((people) => {
      if (people.length < COPIES_TIMES * expected) return [];
      const figures = { answers: answers.of(people[0] ?? 0).length, expected };
      return [{ rule: "copies" as const, people, figures }];
    });
  });
}

/**
 * How many people would give the same answers as some do by chance, where each is given as often as the others of their group of opinion
 * give it (with a pseudocount for each of three answers): the largest, where they are of several groups. They are left out of
 * those shares themselves, because people in step make a group of their own.
 */
function chances(answers: Answers, groupOf: Int32Array): (same: readonly number[]) => number {
  const { participants, statements, values } = answers.votes;
  const groupAt = (person: number): number => (groupOf[person] ?? -1) + 1;
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 2), 1);
  const counts = new Uint32Array(3 * groups * answers.statements);
  const sizes = new Uint32Array(groups);
  for (let person = 0; person < answers.people; person += 1) sizes[groupAt(person)] = (sizes[groupAt(person)] ?? 0) + 1;
  for (const [vote, person] of participants.entries()) {
    const at = 3 * (groupAt(person) * answers.statements + (statements[vote] ?? 0)) + (values[vote] ?? 0) + 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return (same) => {
    const own = answers.of(same[0] ?? 0);
    const inGroup = new Map<number, number>();
    for (const person of same) inGroup.set(groupAt(person), (inGroup.get(groupAt(person)) ?? 0) + 1);
    const expected = [...inGroup].map(([group, some]) =>
      own.reduce((product, vote) => {
        const at = 3 * (group * answers.statements + (statements[vote] ?? 0));
        const all = (counts[at] ?? 0) + (counts[at + 1] ?? 0) + (counts[at + 2] ?? 0);
        const alike = counts[at + (values[vote] ?? 0) + 1] ?? 0;
        return (product * (alike - some + 1)) / (all - some + 3);
      }, sizes[group] ?? 0),
    );
    return Math.max(...expected);
  };
}

function fromOneNetwork(answers: Answers, { joined, networks }: SignalInput): Signal[] {
  const byNetwork = new Map<string, number[]>();
  for (const [person, network] of networks.entries()) {
    if (network === undefined) continue;
    const people = byNetwork.get(network);
    if (people === undefined) byNetwork.set(network, [person]);
    else people.push(person);
  }
  const clusters = [...byNetwork.values()].flatMap((people) =>
    cameTogether(people, joined, NETWORK_WITHIN_MS, NETWORK_PEOPLE),
  );
  if (clusters.length === 0) return [];
  const everybody = sameness(
    answers,
    Array.from({ length: answers.people }, (_, person) => person),
  );
  if (everybody >= EVERYBODY_SAME) return [];
  return clusters.flatMap((people) => {
    const same = sameness(answers, people);
    return same < NETWORK_SAME ? [] : [{ rule: "network" as const, people, figures: { same, everybody } }];
  });
}

/** Of all pairs of answers of some people to a same statement, the share that is the same; 0 without any. */
function sameness(answers: Answers, people: readonly number[]): number {
  const { statements, values } = answers.votes;
  const counts = new Float64Array(3 * answers.statements);
  for (const person of people) {
    for (const vote of answers.of(person)) {
      const at = 3 * (statements[vote] ?? 0) + (values[vote] ?? 0) + 1;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  let [same, all] = [0, 0];
  for (let at = 0; at < counts.length; at += 3) {
    const of = counts.subarray(at, at + 3);
    same += of.reduce((sum, n) => sum + pairs(n), 0);
    all += pairs(of.reduce((sum, n) => sum + n, 0));
  }
  return all === 0 ? 0 : same / all;
}
