// What may be asked for through Open311: the subjects of the entity, and one for everything else.
import type { Entity } from "#core/territory/index.ts";
import { type Locale, t } from "#platform/i18n/i18n.ts";
import { type Form, formsOf } from "../forms.ts";
import type { Value } from "./format.ts";

/** The service of what is about none of the subjects, or of nobody knows what. */
export const OTHER = "other";

export interface Service {
  code: string;
  name: string;
  sector: string | undefined;
}

export function listServices(entity: Entity, locale: Locale): Service[] {
  return [
    ...entity.sectors().map((one) => ({ code: one.code, name: entity.name(one, locale), sector: one.code })),
    { code: OTHER, name: t("cases.file.about.other"), sector: undefined },
  ];
}

export function describeService({ code, name }: Service): Value {
  return {
    service_code: code,
    service_name: name,
    description: t("cases.open311.service", { name }),
    metadata: true,
    type: "realtime",
    keywords: name,
    group: t("cases.title"),
  };
}

/** What may be said of a request besides its words: `attribute[form]`, `attribute[territory]`, `attribute[publish]`. */
export function defineService(entity: Entity, code: string, day: string): Value {
  const list = (name: string, order: number, description: string, values: { key: string; name: string }[]): Value => ({
    variable: true,
    code: name,
    datatype: "singlevaluelist",
    required: false,
    datatype_description: "",
    order,
    description,
    values,
  });
  const places = [entity.root, ...entity.participationTerritories()];
  return {
    service_code: code,
    attributes: [
      list(
        "form",
        1,
        t("cases.fact.form"),
        formsOf(entity.jurisdiction, day).map((form: Form) => ({ key: form, name: t(`cases.form.${form}.name`) })),
      ),
      list(
        "territory",
        2,
        t("cases.fact.place"),
        places.map((place) => ({ key: place.code, name: place.name })),
      ),
      list("publish", 3, t("cases.file.check.publish"), [
        { key: "yes", name: t("cases.file.check.publishYes") },
        { key: "no", name: t("cases.mine.notices.no") },
      ]),
    ],
  };
}
