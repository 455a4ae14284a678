// The life of the promise of the story: fixed in words and figures, moved in time so that it always looks lived today.
import type { StoryBank } from "./bank.ts";
import type { Told } from "./course.ts";
import type { DemoUpdate } from "./types.ts";
import { type DemoInput, daysAfter, localDay, localInstant } from "./world.ts";

type Words = StoryBank["commitment"];

/** Tells it until today. The date promised first is the last such day gone by; the new one, the next such day to come. */
export function tellStory(input: DemoInput, words: Words, opensAt: Date): Told {
  const today = localDay(input, input.today);
  const soon = localDay(input, daysAfter(input.today, 10));
  const year = Number(today.slice(0, 4));
  const from = [year, year - 1].map((y) => `${y}-${words.dueMonthDay}`).find((day) => day < today) ?? today;
  const to = [year, year + 1].map((y) => `${y}-${words.movedMonthDay}`).find((day) => day > soon) ?? soon;
  const daysSince = Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000);
  const createdAt = daysAfter(opensAt, 1.6);
  const last = words.updates.at(-1);
  const judgedFrom = localInstant(input, -(last?.ago ?? 0) + 1, 8 * 60);
  const window = input.today.getTime() - judgedFrom.getTime();
  return {
    createdAt,
    dueDate: to,
    updates: [
      { at: createdAt, state: "proposed", text: `${input.bank.updates.proposed[0] ?? words.text}.` },
      ...words.updates.map((update, i) => tellUpdate(input, words, update, i)),
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
        at: new Date(judgedFrom.getTime() + Math.floor((window * (i + 1)) / (words.judgement.comments.length + 1))),
      })),
    },
  };
}

function tellUpdate(input: DemoInput, words: Words, update: Words["updates"][number], i: number): DemoUpdate {
  const { ago, state, percent, text, figure, link } = update;
  return {
    at: localInstant(input, -ago, 9 * 60 + 37 * i),
    state,
    text,
    percent,
    figure: figure && { done: figure[0], of: figure[1], unit: words.unit },
    link: link === undefined ? undefined : { url: `https://example.org/pruebas/historia-${i + 1}`, title: link },
  };
}
