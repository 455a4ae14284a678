import type { Module } from "#platform/module.ts";
import * as account from "./account/account.route.tsx";
import { cleanJob } from "./clean.ts";
import * as first from "./first-administrator/first-administrator.route.tsx";
import * as organisations from "./organisations/organisations.route.tsx";
import { mailJob } from "./outgoing-mail.ts";
import * as app from "./second-factor/add-app.route.tsx";
import * as passkey from "./second-factor/passkey.route.ts";
import * as factor from "./second-factor/show-factor.route.tsx";
import * as signIn from "./sign-in/sign-in.route.tsx";
import * as invitation from "./staff/accept-invitation.route.tsx";
import * as staff from "./staff/staff.route.tsx";

export const people: Module = {
  name: "people",
  tables: [
    "accounts",
    "account_emails",
    "sessions",
    "role_grants",
    "organisations",
    "organisation_groups",
    "sign_in_attempts",
    "one_time_links",
    "totp_factors",
    "recovery_codes",
    "passkeys",
    "passkey_challenges",
    "authority_events",
  ],
  routes: [
    signIn.signInForm,
    signIn.signIn,
    signIn.codeForm,
    signIn.typeCode,
    signIn.signOut,
    factor.factorForm,
    factor.showApp,
    factor.showRecovery,
    first.firstForm,
    first.nameFirst,
    first.firstAppForm,
    first.confirmFirst,
    account.myAccount,
    account.saveAccount,
    account.signOutEverywhere,
    account.newRecoveryCodes,
    account.removeApp,
    account.closeForm,
    account.close,
    app.addAppForm,
    app.beginApp,
    app.confirmApp,
    passkey.askEnter,
    passkey.enterWithPasskey,
    passkey.askAdd,
    passkey.addDevice,
    passkey.removeDevice,
    staff.staffList,
    staff.inviteForm,
    staff.sendInvitation,
    staff.withdraw,
    staff.showPerson,
    staff.give,
    staff.revoke,
    staff.signOutSomebody,
    staff.forget,
    invitation.invitationForm,
    invitation.accept,
    organisations.publicList,
    organisations.registerForm,
    organisations.register,
    organisations.desk,
    organisations.approve,
    organisations.refuse,
  ],
  permissions: {
    "people.enter": ["administrator", "analyst", "planner", "facilitator", "moderator", "case_officer", "protection"],
    "people.manage": ["administrator"],
  },
  jobs: [mailJob, cleanJob],
};
