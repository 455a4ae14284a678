// What who asked may do once there is an answer, or once it was closed: say whether it helped, insist, ask to open it again.
import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Actions } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import type { Case } from "../case-store.ts";

/** One tap, and a comment for who wants to say why. */
export function Helped({ one, form }: { one: Case; form: FormState }): VNode {
  return (
    <Form action={href("/solicitudes/mia/ayudo")} layout="card" label={t("cases.mine.helped.title")}>
      <TextArea
        id="comment"
        optional
        label={t("cases.mine.helped.comment")}
        value={form.value("comment")}
        error={form.error("comment")}
        rows={2}
        maxLength={1000}
      />
      <p>
        <strong>{t("cases.mine.helped.title")}</strong>{" "}
        {one.helped !== null && t("cases.mine.helped.said", { word: t(`cases.mine.helped.${one.helped}`) })}
      </p>
      <Actions>
        {(["yes", "partly", "no"] as const).map((word) => (
          <Button kind="quiet" name="helped" value={word} label={t(`cases.mine.helped.tap.${word}`)}>
            {t(`cases.mine.helped.${word}`)}
          </Button>
        ))}
      </Actions>
    </Form>
  );
}

/** A folded form that asks for reasons and nothing else. */
export function Again({ act, form, open }: { act: "insist" | "reopen"; form: FormState; open: boolean }): VNode {
  return (
    <Details summary={t(`cases.mine.${act}.fold`)} open={open}>
      <Form once action={href(act === "insist" ? "/solicitudes/mia/insistir" : "/solicitudes/mia/reabrir")}>
        <TextArea
          id={act}
          label={t(`cases.mine.${act}.label`)}
          hint={t(`cases.mine.${act}.hint`)}
          value={form.value(act)}
          error={form.error(act)}
          rows={3}
          maxLength={2000}
        />
        <Button kind="quiet">{t(`cases.mine.${act}.send`)}</Button>
      </Form>
    </Details>
  );
}
