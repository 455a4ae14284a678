import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Field, Form } from "#platform/views/form.tsx";
import { Island } from "#platform/views/island.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";

/** Signs in with the device; the island asks it, and without the island the answer says to use the code. */
export function EnterWithPasskey({ volver, error }: { volver: string; error?: string }): VNode {
  return (
    <Asking kind="enter" options="/entrar/llave/opciones">
      <Form action={href("/entrar/llave")} hidden={{ answer: "", volver }} label={t("people.passkey.enter")}>
        <Stack id="answer" gap="s">
          <Button kind="quiet">{t("people.passkey.enter")}</Button>
          <p role="status">{error}</p>
        </Stack>
      </Form>
    </Asking>
  );
}

export function AddPasskey({ name, error, wrong }: { name: string; error?: string; wrong?: string }): VNode {
  return (
    <Asking kind="add" options="/cuenta/llaves/opciones">
      <Form action={href("/cuenta/llaves")} hidden={{ answer: "" }} label={t("people.passkey.add")}>
        <Field
          id="device"
          label={t("people.passkey.device")}
          hint={t("people.passkey.hint")}
          value={name}
          error={wrong}
        />
        <Stack id="answer" gap="s">
          <Button kind="quiet">{t("people.passkey.add")}</Button>
          <p role="status">{error}</p>
        </Stack>
      </Form>
    </Asking>
  );
}

function Asking({ kind, options, children }: { kind: "add" | "enter"; options: string; children: VNode }): VNode {
  return (
    <Island tag="plaza-passkey" data={{ kind, options: href(options), failed: t("people.passkey.failed") }}>
      {children}
    </Island>
  );
}
