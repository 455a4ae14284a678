// How the projects of the demonstration went: what was reported of them, what people saw, and what they think of those that ended.
import type { LivedProject } from "#modules/projects/index.ts";
import { DRAWINGS, drawPhoto } from "../content/drawings.ts";
import type { Random } from "../content/random.ts";
import type { Course, Making } from "./load-projects.ts";

const DAY = 86_400_000;

/** When it began, half-way and at the cut-off; the last one of some with a drawing in the place of a photo. */
export async function reportsOf(
  { file, load }: Making,
  { course, index, cutOff, by }: { course: Course; index: number; cutOff: string; by: number },
): Promise<LivedProject["reports"]> {
  const { state, physical } = course;
  const end = Date.parse(`${cutOff}T15:00:00Z`);
  const { notes } = file;
  const behind = physical < course.spent - 0.3;
  const last =
    state === "finished" ? notes.finished : state === "stopped" ? notes.stopped : behind ? notes.behind : notes.middle;
  const photo =
    state === "finished" || index % 5 === 0 ? await drawPhoto(index % DRAWINGS, state === "finished") : undefined;
  const steps = [
    { back: 240, state: "running" as const, physical: 0, note: notes.begin, photo: undefined },
    {
      back: 120,
      state: "running" as const,
      physical: Math.round(50 * physical) / 100,
      note: notes.middle,
      photo: undefined,
    },
    { back: 0, state, physical, note: last, photo },
  ];
  return steps.map(({ back, ...report }) => {
    const day = new Date(end - back * DAY);
    const told = new Date(Math.min(day.getTime() + 8 * DAY, load.today.getTime()));
    return { ...report, asOf: day.toISOString().slice(0, 10), by, at: told };
  });
}

/** Most saw it as it is told; of one that does not advance they say so, and of one that ended what they think. */
export function watchedOf(
  { file, load }: Making,
  { course, index, cutOff }: { course: Course; index: number; cutOff: string },
  random: Random,
): Pick<LivedProject, "remarks" | "ratings"> {
  const end = Date.parse(`${cutOff}T15:00:00Z`);
  const soon = (days: number): Date => new Date(Math.min(end + days * DAY, load.today.getTime()));
  const behind = course.physical < course.spent - 0.3 || course.state === "stopped";
  const saw = (isSo: boolean, days: number) => ({
    isSo,
    text: random.pick(isSo ? file.seen.so : file.seen.notSo),
    seenOn: soon(days - 2)
      .toISOString()
      .slice(0, 10),
    at: soon(days),
  });
  const rate = (answer: LivedProject["ratings"][number]["answer"], n: number) =>
    Array.from({ length: n }, () => ({ answer, at: soon(random.int(10, 40)) }));
  return {
    remarks: behind ? [saw(false, 9), saw(false, 12), saw(true, 15)] : index % 3 === 0 ? [saw(true, 9)] : [],
    ratings:
      course.state === "finished"
        ? [...rate("good", random.int(9, 30)), ...rate("fair", random.int(1, 9)), ...rate("bad", random.int(0, 4))]
        : [],
  };
}
