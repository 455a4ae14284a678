// Who follows what by mail in the demonstration: its people, and neighbours who never made an account.
import { type LivedFollower, loadFollowers } from "#core/follows/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { randomOf } from "../content/random.ts";
import type { DemoContent } from "../content/types.ts";
import { DEMO_SEED } from "./demo-input.ts";
import { demoEmail } from "./load-people.ts";
import { type Numbers, numberOf } from "./number-things.ts";

const NEIGHBOURS = 240;
/** What is news for a whole place: promises, and what was done of them. */
const WIDE = ["commitments.made", "commitments.updated", "commitments.date-changed", "news.published"];
const DAY_MS = 86_400_000;

export async function loadFollows(
  tx: WriteTx,
  content: DemoContent,
  { numbers, root, today }: { numbers: Numbers; root: string; today: Date },
): Promise<void> {
  const random = randomOf(DEMO_SEED, "follows");
  const ago = (days: number): Date => new Date(today.getTime() - days * DAY_MS);
  const places = [...new Set(content.commitments.map(({ territory }) => territory))];
  const commitments = content.commitments.map((_, index) => numberOf(numbers.commitments, index));
  // What was told of lately is what people follow, and what fills the letter box.
  const lately = content.commitments.flatMap(({ updates }, index) =>
    updates.some(({ at }) => at > ago(2)) ? [numberOf(numbers.commitments, index)] : [],
  );
  if (commitments.length === 0) return;
  const story = content.story && numberOf(numbers.commitments, content.story.commitment);
  const each = (thingId: number, days: number) => ({ thingId, how: "each" as const, at: ago(days) });
  const person = (key: string, follows: LivedFollower["follows"]): LivedFollower => ({
    email: demoEmail(key),
    locale: "es",
    follows,
  });
  const people = [
    person(
      "ana",
      [...new Set([story ?? commitments[0] ?? 0, ...lately.slice(0, 2)])].map((id) => each(id, 40)),
    ),
    person("tomas", [{ territory: root, how: "weekly", at: ago(60) }, ...lately.slice(0, 6).map((id) => each(id, 45))]),
    person("sara", [{ territory: root, how: "weekly", at: ago(30) }]),
  ];
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, index): LivedFollower => {
    const at = ago(random.int(3, 90));
    const follow = random.chance(0.3)
      ? { territory: random.pick(places), how: "weekly" as const, at }
      : { thingId: random.pick(commitments), how: random.chance(0.7) ? ("each" as const) : ("weekly" as const), at };
    return {
      email: demoEmail(`vecina-${index + 1}`),
      locale: random.chance(0.05) ? "en" : "es",
      follows: [follow],
      unreachable: index % 80 === 79,
    };
  });
  await loadFollowers(tx, [...people, ...neighbours], { today, wide: WIDE });
}
