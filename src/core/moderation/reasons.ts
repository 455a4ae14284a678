// Why something is reported or hidden: few words, the same on the form, the desk, the public counts and the open data.
export const HIDE_REASONS = ["offence", "personal_data", "spam", "off_topic", "image", "other"] as const;
export type HideReason = (typeof HIDE_REASONS)[number];
/** What anybody may say; `risk` (somebody in danger, a crime) never hides by itself: it is shown first. */
export const REPORT_REASONS = ["offence", "personal_data", "spam", "off_topic", "image", "risk", "other"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
export type Source = "report" | "first_look" | "personal_data" | "staff";
