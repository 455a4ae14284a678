export { accountOf } from "./account-of.ts";
export { createAccount, grantRole } from "./accounts.ts";
export {
  type Actor,
  Authority,
  findActor,
  type Grant,
  meetActor,
  type PermissionTable,
  type Place,
  VISITOR,
} from "./actor.ts";
export { emailField } from "./fields.ts";
export { newFirstAdministratorLink } from "./first-administrator/first-administrator.ts";
export { loadOrganisations } from "./load.ts";
export { ORGANISATION_KINDS } from "./organisations/organisations.ts";
export { queueMail } from "./outgoing-mail.ts";
export { sealOldSecrets } from "./second-factor/kept-secret.ts";
export { closeAllSessions, closeSession, openSession, SESSION_SECONDS } from "./sessions.ts";

import type { Authority } from "./actor.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    /** Who asks and what they may do. On cached pages, always a visitor. */
    authority: Authority;
  }
}
