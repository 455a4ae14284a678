// Telling people what happened, by mail.
//
// What a module does to be told: nothing but its history. `addHistory` with `public: true` is told to those who follow the
// thing, anything it came from (a need merged into another follows where it went), and, for the events that its manifest
// lists in `wideEvents`, its process and its places. The words are the text `trace.event.{module-event}`.
//
// To tell also the people who made the thing (an answer to its authors), add `toAuthors: true` to that same call: each
// author whose account has a confirmed address gets one message with those words, once, in their language, whether they
// follow it or not; with `public: false` only the authors are told. Whoever made and follows a thing hears of it once.
//
// What is no line of history (a reminder to an official) is `sendLetter`.
export { FollowLink } from "./follow-link.tsx";
export { type LivedFollower, loadFollowers } from "./load.ts";
export { followPath, followPlacePath } from "./paths.ts";
export { type LetterWords, sendLetter } from "./send-letter.ts";
export { prepareDigest } from "./tell/digest.ts";

declare module "#platform/module.ts" {
  interface JobServices {
    /** Events that are news for a whole process or place, of all modules. */
    wideEvents: ReadonlySet<string>;
  }
}
