import type { VNode } from "preact";
import { t } from "#platform/i18n/i18n.ts";
import { Tag, type TagTone } from "#platform/views/content.tsx";
import type { Meeting, MeetingState } from "./meeting.ts";

const TONE: Record<MeetingState, TagTone> = { planned: "open", held: "info", published: "done", cancelled: "late" };

/** The state of a meeting in a word; one that should be over and of which nobody told anything says so. */
export function MeetingTag({ meeting, now }: { meeting: Pick<Meeting, "state" | "endsAt">; now: Date }): VNode {
  if (meeting.state === "planned" && meeting.endsAt <= now) return <Tag tone="warn">{t("meetings.state.untold")}</Tag>;
  return <Tag tone={TONE[meeting.state]}>{t(`meetings.state.${meeting.state}`)}</Tag>;
}
