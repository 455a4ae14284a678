// What can be done with a process, by its state and by how far its official's permission reaches.
import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Form } from "#platform/views/form.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";
import type { Process } from "../process.ts";

/** `whole`: they may publish and close it, which touches the whole entity. */
export function Acts({ process, whole }: { process: Process; whole: boolean }): VNode | null {
  const around = (
    <>
      <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/materiales`)}>
        {t("processes.materials.link2")}
      </LinkButton>
      <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/invitaciones`)}>
        {t("processes.invite.link")}
      </LinkButton>
    </>
  );
  if (process.state === "draft" && !whole)
    return (
      <Stack>
        {around}
        <Fine>{t("processes.prepare.wholeOnly")}</Fine>
      </Stack>
    );
  if (process.state === "draft") {
    return (
      <Stack>
        <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/editar`)}>
          {t("processes.prepare.edit")}
        </LinkButton>
        <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/vistas`)}>
          {t("processes.preview.link")}
        </LinkButton>
        {around}
        <Form action={href(`/gestion/procesos/${process.slug}/publicar`)}>
          <Fine>{t("processes.prepare.publishHint")}</Fine>
          <Button>{t("processes.prepare.publish")}</Button>
        </Form>
      </Stack>
    );
  }
  return (
    <Stack>
      <LinkButton kind="quiet" href={href(`/procesos/${process.slug}`)}>
        {t("processes.prepare.seePublic")}
      </LinkButton>
      <LinkButton kind="quiet" href={href(`/gestion/procesos/${process.slug}/votacion`)}>
        {t("processes.prepare.vote")}
      </LinkButton>
      {whole && (
        <LinkButton kind="quiet" href={href(`/gestion/procesos/nuevo?copia=${process.slug}`)}>
          {t("processes.copy.link")}
        </LinkButton>
      )}
      {around}
      {process.state === "published" && whole && (
        <Form action={href(`/gestion/procesos/${process.slug}/cerrar`)}>
          <Fine>{t("processes.prepare.closeHint")}</Fine>
          <Button kind="danger">{t("processes.prepare.close")}</Button>
        </Form>
      )}
    </Stack>
  );
}
