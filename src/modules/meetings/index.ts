export { listFiles, listHiddenPhotos, type MeetingFile } from "./files/meeting-files.ts";
export { type LivedMeeting, loadMeetings } from "./load.ts";
export { holdMeeting } from "./lock-meeting.ts";
export {
  agendaPoints,
  hasBegun,
  type Meeting,
  type MeetingState,
  type ShownAttendance,
  shownAttendance,
} from "./meeting.ts";
export {
  countListed,
  countMeetings,
  findMeeting,
  getMeeting,
  type Host,
  listGroupCounts,
  listHosts,
  listMeetings,
  listOfficials,
  listOutcomes,
  type MeetingCount,
  type Official,
} from "./meetings.sql.ts";
export { draftFor, draftMinutes, type Happened } from "./minutes/draft.ts";
export { writeVersion } from "./minutes/keep-minutes.ts";
export { findSlip, type Slip } from "./slips/slips.ts";
export { MeetingTag } from "./state-tag.tsx";
export { tagsOf as meetingTags } from "./tags.ts";
export { leafOf, whenWords } from "./when.ts";
