// One button per person: who visits the demonstration works as any of them, with what they did and what they may do.
import type { VNode } from "preact";
import { z } from "zod";
import { openSession, SESSION_SECONDS } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { SESSION_COOKIE } from "#platform/http/context.ts";
import { BROWSER_COOKIE, BROWSER_SECONDS } from "#platform/http/cookies.ts";
import { optionalCode } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, post, type Route, redirect } from "#platform/http/route.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, Notice } from "#platform/views/content.tsx";
import { Form } from "#platform/views/form.tsx";
import { Grid, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import type { DemoPerson, DemoRole } from "../content/types.ts";
import type { DemoGuide } from "../guide.ts";
import { browserBits } from "../load/crowd.ts";
import { demoEmail } from "../load/load-people.ts";

/** Where each role begins: the first of these that exists. */
const DOORS: Record<DemoRole, readonly string[]> = {
  administrator: ["/gestion/personas", "/gestion/procesos"],
  analyst: ["/gestion/necesidades"],
  planner: ["/gestion/compromisos"],
  facilitator: ["/gestion", "/procesos"],
  moderator: ["/gestion/moderacion", "/gestion", "/procesos"],
  case_officer: ["/gestion/solicitudes", "/gestion", "/procesos"],
  protection: ["/gestion/proteccion"],
  citizen: ["/mis-aportes"],
  representative: ["/mis-aportes"],
  observer: ["/compromisos"],
};

/** Who of the demonstration finds paper ballots that wait for them. */
const TYPISTS: readonly DemoRole[] = ["facilitator", "planner"];

/** The page with the buttons, and the door behind each. */
export function enterRoutes(guide: DemoGuide): Route[] {
  return [
    get({
      path: "/demo",
      access: "public",
      handle: async (ctx) => ({
        kind: "page",
        title: t("demo.title"),
        noindex: true,
        body: <Enter guide={guide} now={ctx.authority.actor.name} />,
      }),
    }),
    post({
      path: "/demo/entrar/:person",
      access: "public",
      params: z.object({ person: z.string() }),
      body: z.object({ to: optionalCode() }),
      handle: async (ctx, tx, { params, body }) => {
        const person = guide.people.find((one) => one.key === params.person);
        if (person === undefined) throw notFound();
        const accountId = await findAccount(tx, person);
        const strong = person.role !== "citizen" && person.role !== "representative";
        if (accountId === undefined) ctx.cookies.clear(SESSION_COOKIE);
        else {
          const token = await openSession(tx, { accountId, now: ctx.now, strong });
          ctx.cookies.set(SESSION_COOKIE, token, SESSION_SECONDS);
        }
        // Whoever asked, voted or was asked did it from a browser: to be them is to have theirs.
        ctx.cookies.set(BROWSER_COOKIE, browserBits(person.key).toString("base64url"), BROWSER_SECONDS);
        return redirect((body.to === "sheets" ? guide.sheets : undefined) ?? doorOf(ctx, person));
      },
    }),
  ];
}

function doorOf(ctx: Context, person: DemoPerson): string {
  return DOORS[person.role].find((path) => ctx.paths.has(path)) ?? "/";
}

async function findAccount(db: ReadDb, person: DemoPerson): Promise<number | undefined> {
  const row = await db
    .selectFrom("account_emails")
    .select("account_id")
    .where("email", "=", demoEmail(person.key))
    .executeTakeFirst();
  return row?.account_id;
}

function Enter({ guide, now }: { guide: DemoGuide; now: string }): VNode {
  const places = (["thread", "say", "vote", "results"] as const).flatMap((name) => {
    const path = guide[name];
    return path === undefined ? [] : [{ name, path }];
  });
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("demo.title")}</h1>
        <Lead>{t("demo.lead")}</Lead>
      </Stack>
      {now !== "" && <Notice>{t("demo.now", { name: now })}</Notice>}
      <Section title={t("demo.start")} id="empezar">
        <Items>
          {places.map(({ name, path }) => (
            <Item title={t(`demo.place.${name}.title`)} href={href(path)} meta={t(`demo.place.${name}.text`)} />
          ))}
        </Items>
      </Section>
      <Section title={t("demo.people")} id="personas">
        <Grid as="ul">
          {guide.people.map((person) => (
            <Card as="li" title={`${person.name}, ${person.label[locale()]}`} titleLevel={3} dense>
              <p>{person.purpose[locale()]}</p>
              <Form action={href(`/demo/entrar/${person.key}`)}>
                <Button kind="quiet" label={t("demo.enterAs", { name: person.name, role: person.label[locale()] })}>
                  {t("demo.enter", { name: person.name })}
                </Button>
              </Form>
              {guide.sheets !== undefined && TYPISTS.includes(person.role) && (
                <Form action={href(`/demo/entrar/${person.key}`)} hidden={{ to: "sheets" }}>
                  <Button kind="quiet" label={t("demo.typeSheetsAs", { name: person.name })}>
                    {t("demo.typeSheets")}
                  </Button>
                </Form>
              )}
            </Card>
          ))}
        </Grid>
      </Section>
    </Page>
  );
}
