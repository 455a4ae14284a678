// What goes with the words: folded, what not everybody needs; and the way for who is in danger.
import type { VNode } from "preact";
import { Urgent } from "#core/moderation/index.ts";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { Field, ImageButton } from "#platform/views/form.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { LocateButton } from "#platform/views/locate.tsx";
import { Small } from "#platform/views/text.tsx";
import type { View } from "../point/pick-map.ts";
import { pointWords, readPoint } from "../point/point.ts";
import { MAX_LETTERS, SHEET_FIELDS } from "./need-fields.ts";

const FOLDED = ["groups", "point", ...SHEET_FIELDS] as const;

/** Open when something in it was filled in or refused. */
export function More({ form, entity, children }: { form: FormState; entity: Entity; children: VNode }): VNode {
  return (
    <Details
      summary={`${t("demands.say.more")} ${t("views.form.optional")}`}
      open={
        form.value("map") !== "" || FOLDED.some((name) => form.value(name) !== "" || form.error(name) !== undefined)
      }
    >
      <Stack gap="base">
        <Checkboxes
          id="groups"
          row
          optional
          label={t("demands.say.groups")}
          values={[...form.values("groups")]}
          error={form.error("groups")}
          options={optionsOf(entity.populationGroups())}
        />
        {children}
        <Small>{t("demands.sheet.lead")}</Small>
        {SHEET_FIELDS.map((name) => (
          <TextArea
            id={name}
            optional
            label={t(`demands.sheet.${name}`)}
            value={form.value(name)}
            error={form.error(name)}
            rows={2}
            maxLength={MAX_LETTERS}
          />
        ))}
      </Stack>
    </Details>
  );
}

/** A map of the place to choose the point on; it is a picture that is asked for. */
export interface PickMap {
  /** Where a tap goes. */
  action: string;
  view: View;
  code: string;
  place: string;
}

export function PointField({ form, map }: { form: FormState; map: PickMap | undefined }): VNode {
  return (
    <Stack gap="s">
      <PointInput form={form} />
      {map !== undefined && (form.value("map") === "" ? <AskForMap map={map} /> : <TapMap form={form} map={map} />)}
    </Stack>
  );
}

function AskForMap({ map }: { map: PickMap }): VNode {
  return (
    <Button kind="quiet" size="small" icon="pin" action={`${map.action}#point`}>
      {t("demands.point.choose")}
    </Button>
  );
}

function TapMap({ form, map: { action, view, code, place } }: { form: FormState; map: PickMap }): VNode {
  const point = readPoint(form.value("point"));
  const words = point && pointWords(point);
  return (
    <>
      <ImageButton
        name="cell"
        action={`${action}#point`}
        src={`/territorios/${code}/punto.svg${words === undefined ? "" : `?en=${encodeURIComponent(words)}`}`}
        alt={t("demands.point.alt", { place })}
        width={view.width}
        height={view.height}
      />
      {words !== undefined && <Small>{t("demands.point.chosen", { point: words })}</Small>}
    </>
  );
}

function PointInput({ form }: { form: FormState }): VNode {
  return (
    <Field
      id="point"
      optional
      label={t("demands.point.label")}
      hint={t("demands.point.hint")}
      value={form.value("point")}
      error={form.error("point")}
      maxLength={300}
      autocomplete="off"
    >
      <LocateButton
        field="point"
        text={t("demands.point.here")}
        finding={t("demands.point.finding")}
        failed={t("demands.point.failed")}
      />
    </Field>
  );
}

export function Danger({ form, entity }: { form: FormState; entity: Entity }): VNode {
  return (
    <Details summary={t("demands.risk.fold")} open={form.value("risk") !== ""}>
      <Urgent entity={entity} />
      <Checkboxes
        id="risk"
        optional
        label={t("demands.risk.label")}
        values={form.values("risk")}
        options={[{ value: "yes", label: t("demands.risk.only"), more: t("demands.risk.more") }]}
      />
    </Details>
  );
}
