import type { Module } from "#platform/module.ts";

export const people: Module = {
  name: "people",
  tables: ["accounts", "account_emails", "sessions", "role_grants", "organisations"],
  permissions: {
    "people.manage": ["administrator"],
  },
};
