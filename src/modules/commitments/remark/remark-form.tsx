// The form with which anybody says whether something is as they tell it, with a photo: of a commitment, or of a project.
import type { ComponentChildren, VNode } from "preact";
import { type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";
import { choice, type FormState, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { FileField, Form } from "#platform/views/form.tsx";
import { Button } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";

const ANSWERS = ["yes", "no"] as const;

/** What the form says, beside its photo. */
export const remarkFields = {
  isSo: choice(ANSWERS, "commitments.remark.choose"),
  text: textField({
    min: 3,
    max: 900,
    required: "commitments.remark.text.missing",
    short: "commitments.remark.text.missing",
  }),
};

/**
 * The photo that came with the form, drawn again without what the camera wrote in it.
 * @throws Problem 400 for what is no photo.
 */
export async function photoOf({ files }: Pick<Context, "files">): Promise<PreparedFile | undefined> {
  const file = files.find(({ field }) => field === "photo");
  const photo = file === undefined ? undefined : await prepareFile(file, "photo");
  if (photo !== undefined && !photo.type.startsWith("image/")) {
    throw new Problem(400, "commitments.remark.onlyPhoto", { field: "photo" });
  }
  return photo;
}

interface Props {
  action: string;
  form: FormState;
  /** What is asked besides. */
  children?: ComponentChildren;
}

export function RemarkForm({ action, form, children }: Props): VNode {
  return (
    <Form once files action={href(action)}>
      <Radios
        id="isSo"
        label={t("commitments.remark.question")}
        value={form.value("isSo")}
        error={form.error("isSo")}
        options={ANSWERS.map((value) => ({ value, label: t(`commitments.remark.${value}`) }))}
      />
      <TextArea
        id="text"
        rows={4}
        maxLength={900}
        label={t("commitments.remark.text.label")}
        hint={t("commitments.remark.text.hint")}
        value={form.value("text")}
        error={form.error("text")}
      />
      {children}
      <FileField
        id="photo"
        optional
        accept="image/jpeg,image/png,image/webp"
        label={t("commitments.remark.photo")}
        hint={t("commitments.remark.photoHint")}
        error={form.error("photo")}
      />
      <Fine>{t("commitments.remark.care")}</Fine>
      <Button>{t("commitments.remark.send")}</Button>
    </Form>
  );
}
