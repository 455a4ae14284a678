import type { Meeting } from "./meeting.ts";

/** What goes stale when a meeting changes. */
export function tagsOf(meeting: Pick<Meeting, "id" | "processId" | "territory">): string[] {
  return [
    "meetings",
    `thing:${meeting.id}`,
    `meeting:${meeting.id}`,
    `process:${meeting.processId}`,
    `place:${meeting.territory}`,
  ];
}
