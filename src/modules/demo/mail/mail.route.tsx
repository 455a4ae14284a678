// The letter box of the demonstration: no message leaves the machine, so this is where it can be read.
import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { get, type Route } from "#platform/http/route.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { listFiledMail } from "#platform/mail/mail-folder.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";

const SHOWN = 100;

export function mailRoutes(folder: string): Route[] {
  const crumb = () => ({ text: t("demo.title"), path: "/demo" });
  return [
    get({
      path: "/demo/correo",
      access: "public",
      handle: async () => {
        const messages = await listFiledMail(folder, SHOWN);
        return {
          kind: "page",
          title: t("demo.mail.title"),
          noindex: true,
          crumbs: [crumb(), { text: t("demo.mail.title") }],
          body: (
            <Page width="narrow" gap="l">
              <Stack gap="s">
                <h1>{t("demo.mail.title")}</h1>
                <Lead>{t("demo.mail.lead")}</Lead>
              </Stack>
              {messages.length === 0 && <EmptyState level={2} title={t("demo.mail.none")} />}
              {messages.length > 0 && (
                <Items>
                  {messages.map((one) => (
                    <Item
                      level={2}
                      title={one.subject}
                      href={href(`/demo/correo/${one.name}`)}
                      meta={`${masked(one.to)} · ${formatInstant(one.at)}`}
                    />
                  ))}
                </Items>
              )}
            </Page>
          ),
        };
      },
    }),
    get({
      path: "/demo/correo/:name",
      access: "public",
      params: z.object({ name: z.string() }),
      handle: async (ctx, { params }) => {
        const found = (await listFiledMail(folder, Number.POSITIVE_INFINITY)).find((one) => one.name === params.name);
        if (found === undefined) throw notFound();
        return {
          kind: "page",
          title: found.subject,
          noindex: true,
          crumbs: [crumb(), { text: t("demo.mail.title"), path: "/demo/correo" }, { text: found.subject }],
          body: (
            <Page width="narrow" gap="l">
              <Stack gap="s">
                <h1>{found.subject}</h1>
                <Small soft>{`${masked(found.to)} · ${formatInstant(found.at)}`}</Small>
              </Stack>
              <Stack>
                {found.text.split(/\n{2,}/).map((part) => (
                  <p>
                    {part.split("\n").map((line, index) => (
                      <>
                        {index > 0 && <br />}
                        {line.startsWith(ctx.publicUrl) ? (
                          <Link href={line.slice(ctx.publicUrl.length)}>{line}</Link>
                        ) : (
                          line
                        )}
                      </>
                    ))}
                  </p>
                ))}
              </Stack>
            </Page>
          ),
        };
      },
    }),
  ];
}

/** Somebody may type their own address in a demonstration: the rest of its visitors need not read it. */
function masked(address: string): string {
  return address.replace(/^(.{2})[^@]*/, "$1…");
}
