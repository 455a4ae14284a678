import type { VNode } from "preact";
import { z } from "zod";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import { choice, type FormState, optionalCode } from "#platform/http/form.ts";
import { locale, t } from "#platform/i18n/i18n.ts";
import type { Role } from "#platform/module.ts";
import { Radios } from "#platform/views/choices.tsx";
import { FieldRow, Select } from "#platform/views/form.tsx";
import { ROLES } from "./manage-staff.ts";

/** What a form that gives a role sends. */
export const roleFields = {
  role: choice(ROLES, "people.staff.roleMissing"),
  agency: optionalCode(),
  territory: optionalCode(),
};
export const roleBody = z.object(roleFields);

export function RoleFields({ entity, form }: { entity: Entity; form: FormState }): VNode {
  return (
    <>
      <Radios
        id="role"
        label={t("people.staff.role")}
        value={form.value("role")}
        error={form.error("role")}
        options={ROLES.map((role) => ({
          value: role,
          label: t(`people.role.${role}`),
          more: t(`people.roleText.${role}`),
        }))}
      />
      <FieldRow>
        <Select
          id="territory"
          optional
          label={t("people.staff.territory")}
          placeholder={t("people.staff.everywhere")}
          value={form.value("territory")}
          error={form.error("territory")}
          options={entity.participationTerritories().map((one) => ({ value: one.code, label: one.name }))}
        />
        <Select
          id="agency"
          optional
          label={t("people.staff.agency")}
          placeholder={t("people.staff.anyAgency")}
          value={form.value("agency")}
          error={form.error("agency")}
          options={optionsOf(entity.agencies())}
        />
      </FieldRow>
    </>
  );
}

/** The role, its place and its agency, in a line. */
export function roleWords(
  entity: Entity,
  held: { role: Role; agency: string | null; territory: string | null },
): string {
  return [
    t(`people.role.${held.role}`),
    held.territory === null ? undefined : (entity.find(held.territory)?.name ?? held.territory),
    held.agency === null ? undefined : entity.name(entity.agency(held.agency), locale()),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
