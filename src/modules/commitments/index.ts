export { findingText, StatesFigure } from "./board/finding.tsx";
export { type CommitmentState, isOverdue } from "./commitment.ts";
export { type Commitment, countCommitments, listCommitments } from "./commitments.sql.ts";
export { type LivedCommitment, loadCommitments } from "./load.ts";
export { type LivedRemark, loadRemarks } from "./load-remarks.ts";
export { listRemarksOf, type MyRemark } from "./remark/remarks.ts";
export { type Reader, remindOfficials } from "./remind/remind-officials.ts";
export { StateTag } from "./state-tag.tsx";
export { findJudgement, type Judgement } from "./story.sql.ts";
