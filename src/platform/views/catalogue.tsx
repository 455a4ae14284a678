// Every piece in its states: normal, error, empty, long text. Mounted at /catalogo so that anyone can look and test.
import type { VNode } from "preact";
import { CatalogueCharts } from "./catalogue-charts.tsx";
import { CatalogueForms } from "./catalogue-forms.tsx";
import { type SampleKey, Specimen, sample } from "./catalogue-sample.tsx";
import {
  Card,
  CardFoot,
  Details,
  EmptyState,
  Facts,
  Notice,
  ShortFacts,
  Table,
  Tabs,
  Tag,
  type TagTone,
} from "./content.tsx";
import { Door, HowItWorks } from "./home.tsx";
import { Actions, Grid, Page, Row, Split, Stack } from "./layout.tsx";
import { Button, ClosedButton, Link, NextLink, PrintButton } from "./link.tsx";
import { FilterChips, Item, Items, Kpis, Meetings, Pagination } from "./lists.tsx";
import { CodeCards, Receipt } from "./receipt.tsx";
import { StepTracker, TaskList } from "./steps.tsx";
import { Big, Bullets, Fine, Lead, Mono, Over, Plainly, Said, Small } from "./text.tsx";

/** The whole catalogue. It sends nothing: its forms are GET to this same page. */
export function Catalogue(): VNode {
  return (
    <Page gap="xl">
      <Stack gap="s">
        <h1>{sample("title")}</h1>
        <Lead>{sample("lead")}</Lead>
      </Stack>
      <Cover />
      <Buttons />
      <CatalogueForms />
      <States />
      <Cards />
      <Steps />
      <Navigation />
      <Lists />
      <CatalogueCharts />
      <DataPieces />
      <Paper />
      <Letters />
    </Page>
  );
}

function Cover(): VNode {
  return (
    <Specimen title={sample("cover")}>
      <Grid>
        <Door
          art="participate"
          title={sample("doorOne")}
          href="#"
          text={sample("doorOneText")}
          count={sample("doorOneCount")}
        />
        <Door art="ask" title={sample("doorTwo")} href="#" text={sample("doorTwoText")} />
        <Door art="look" title={sample("doorThree")} href="#" text={sample("doorThreeText")} />
      </Grid>
      <HowItWorks
        steps={[
          { art: "say", title: sample("stepSay"), text: sample("cardText") },
          { art: "merge", title: sample("stepMerge"), text: sample("cardText") },
          { art: "vote", title: sample("stepVote"), text: sample("cardText") },
          { art: "commit", title: sample("stepCommit"), text: sample("cardText") },
          { art: "judge", title: sample("knotAsk"), text: sample("cardText") },
        ]}
      />
    </Specimen>
  );
}

function Buttons(): VNode {
  return (
    <Specimen title={sample("buttons")} note={sample("buttonsNote")}>
      <Actions>
        <Button type="button">{sample("send")}</Button>
        <Button type="button" kind="quiet">
          {sample("saveLater")}
        </Button>
        <Button type="button" kind="danger">
          {sample("erase")}
        </Button>
        <Button type="button" kind="quiet" size="small" icon="plus">
          {sample("meToo")}
        </Button>
        <ClosedButton>{sample("closed")}</ClosedButton>
        <Button type="button" size="dense" shortcut="J">
          {sample("merge")}
        </Button>
      </Actions>
      <Stack measure>
        <Button type="button" size="big" full>
          {sample("bigButton")}
        </Button>
      </Stack>
      <Row links>
        <Link href="#">{sample("linkText")}</Link>
        <NextLink href="#" icon="pin">
          {sample("nextText")}
        </NextLink>
        {/* biome-ignore lint/security/noScriptUrl: shows that it is not followed */}
        <Link href="javascript:alert(1)">{sample("badLink")}</Link>
      </Row>
    </Specimen>
  );
}

const TAGS: readonly (readonly [TagTone, SampleKey])[] = [
  ["plain", "notStarted"],
  ["info", "running"],
  ["open", "voting"],
  ["warn", "partly"],
  ["late", "late"],
  ["done", "done"],
  ["accent", "proposed"],
];

function States(): VNode {
  return (
    <>
      <Specimen title={sample("tags")} note={sample("tagsNote")}>
        <Row>
          {TAGS.map(([tone, key]) => (
            <Tag tone={tone}>{sample(key)}</Tag>
          ))}
          <Tag tone="warn" icon="chat">
            {sample("collecting")}
          </Tag>
        </Row>
      </Specimen>
      <Specimen title={sample("notices")}>
        <Grid size="wide">
          <Notice title={sample("noticeInfo")}>{sample("noticeInfoText")}</Notice>
          <Notice tone="success" title={sample("noticeDone")}>
            {sample("noticeDoneText")}
          </Notice>
          <Notice tone="warn" title={sample("noticeOffline")}>
            {sample("noticeOfflineText")}
          </Notice>
          <Notice tone="danger" title={sample("noticeFail")}>
            {sample("noticeFailText")}
          </Notice>
        </Grid>
      </Specimen>
    </>
  );
}

function Cards(): VNode {
  return (
    <Specimen title={sample("cards")}>
      <Grid>
        <Card as="article" titleLevel={3} title={<Link href="#">{sample("cardTitle")}</Link>}>
          <p>{sample("cardText")}</p>
          <CardFoot>
            <Tag tone="info">{sample("running")}</Tag>
            <Small inline soft>
              {sample("date")}
            </Small>
          </CardFoot>
        </Card>
        <Card as="article" tone="flat" titleLevel={3} title={sample("cardFlat")}>
          <p>{sample("cardFlatText")}</p>
        </Card>
        <Card as="article" tone="tint" titleLevel={3} title={sample("cardTint")}>
          <p>{sample("cardTintText")}</p>
        </Card>
        <Card as="article" titleLevel={3} title={sample("kpis")}>
          <Kpis
            items={[
              { value: "94", text: sample("kpiDone"), href: "#" },
              { value: "31", text: sample("kpiLate"), href: "#", late: true },
            ]}
          />
        </Card>
        <Card as="article" titleLevel={3} title={sample("longWord")}>
          <p>{sample("longText")}</p>
        </Card>
        <EmptyState
          title={sample("empty")}
          text={sample("emptyText")}
          action={{ href: "#", text: sample("emptyAction") }}
        />
      </Grid>
    </Specimen>
  );
}

function Steps(): VNode {
  return (
    <Specimen title={sample("steps")}>
      <StepTracker
        steps={[
          { name: sample("stepSay"), when: sample("date"), state: "done" },
          { name: sample("stepMerge"), when: sample("date"), state: "done" },
          { name: sample("stepVote"), when: sample("date"), state: "now", href: "#" },
          { name: sample("stepCommit"), when: sample("date"), state: "todo" },
          { name: sample("stepFollow"), state: "todo" },
        ]}
      />
      <TaskList
        tasks={[
          { text: sample("taskOne"), href: "#", state: sample("done"), tone: "done" },
          { text: sample("taskTwo"), href: "#", hint: sample("longText"), state: sample("notStarted") },
        ]}
      />
    </Specimen>
  );
}

function Navigation(): VNode {
  return (
    <Specimen title={sample("navigation")} note={sample("navigationNote")}>
      <FilterChips
        label={sample("filters")}
        items={[
          { text: sample("all"), count: "64", href: "#", current: true },
          { text: sample("late"), count: "9", href: "#" },
          { text: sample("done"), count: "22", href: "#" },
        ]}
      />
      <Tabs
        label={sample("tabs")}
        items={[
          { text: sample("tabOne"), href: "#", current: true },
          { text: sample("tabTwo"), href: "#" },
          { text: sample("tabThree"), href: "#" },
        ]}
      />
      <Pagination current={6} total={12} href={(page) => `#${page}`} />
    </Specimen>
  );
}

function Lists(): VNode {
  return (
    <Split kind="half">
      <Specimen title={sample("items")}>
        <Items>
          <Item
            over={
              <>
                <Tag tone="warn">{sample("collecting")}</Tag> <Small inline>{sample("place")}</Small>
              </>
            }
            title={sample("cardTitle")}
            href="#"
            meta={sample("people")}
            side={<strong>{sample("date")}</strong>}
          />
          <Item
            title={sample("longText")}
            href="#"
            meta={sample("place")}
            side={
              <Button
                type="button"
                kind="quiet"
                size="small"
                full
                icon="plus"
                label={`${sample("meToo")}: ${sample("cardTitle")}`}
              >
                {sample("meToo")}
              </Button>
            }
          />
        </Items>
      </Specimen>
      <Specimen title={sample("meetings")}>
        <Meetings
          items={[
            {
              iso: "2026-10-15",
              weekday: sample("weekday"),
              day: "15",
              month: sample("month"),
              title: sample("place"),
              text: sample("hour"),
            },
            {
              iso: "2026-10-17",
              weekday: sample("weekday"),
              day: "17",
              month: sample("month"),
              title: sample("longWord"),
              text: sample("hour"),
            },
          ]}
        />
      </Specimen>
    </Split>
  );
}

function DataPieces(): VNode {
  const row = (name: SampleKey, ...cells: string[]): string[] => [sample(name), ...cells];
  return (
    <>
      <Specimen title={sample("table")}>
        <Table
          id="tabla-muestra"
          caption={sample("tableCaption")}
          columns={[
            { text: sample("who") },
            { text: sample("all"), numeric: true },
            { text: sample("done"), numeric: true },
            { text: sample("late"), numeric: true },
          ]}
          rows={[row("officeOne", "14", "5", "2"), row("officeTwo", "13", "3", "4"), row("longWord", "11", "4", "1")]}
        />
      </Specimen>
      <Split kind="half">
        <Specimen title={sample("facts")}>
          <Facts
            items={[
              { name: sample("who"), value: sample("officeOne") },
              { name: sample("promised"), value: sample("date"), change: { href: "#", label: sample("changeDate") } },
            ]}
          />
          <Details summary={sample("why")}>
            <p>{sample("whyText")}</p>
          </Details>
        </Specimen>
        <Card title={sample("short")}>
          <ShortFacts
            items={[
              { name: sample("who"), value: sample("officeOne") },
              { name: sample("promised"), value: sample("date") },
            ]}
          />
        </Card>
      </Split>
    </>
  );
}

function Paper(): VNode {
  return (
    <Specimen title={sample("receipt")}>
      <Receipt
        title={sample("receipt")}
        code="ABC 7K4M 29QX"
        spoken={sample("spoken")}
        url="https://example.org/c/ABC7K4M29QX"
        qrLabel={sample("qr")}
        level={3}
      >
        <Facts
          items={[
            { name: sample("said"), value: sample("quote") },
            { name: sample("promised"), value: sample("date") },
          ]}
        />
        <Mono>9f2c 61ab 04d8 77e1 3b5a c290 8e46 1fd3</Mono>
      </Receipt>
      <Actions>
        <PrintButton>{sample("print")}</PrintButton>
      </Actions>
      <CodeCards
        cards={["ABC 7K4M"].map((code) => ({
          code,
          title: sample("codeTitle"),
          text: sample("codeText"),
          url: `https://example.org/v/${code.replace(" ", "")}`,
          qrLabel: sample("qrVote"),
        }))}
      />
    </Specimen>
  );
}

function Letters(): VNode {
  return (
    <Specimen title={sample("letters")}>
      <Stack gap="s">
        <Big>{sample("letterBig")}</Big>
        <Over>{sample("letterOver")}</Over>
        <Lead>{sample("letterLead")}</Lead>
        <p>{sample("letterBody")}</p>
        <Small>{sample("letterSmall")}</Small>
        <Fine>{sample("letterFine")}</Fine>
        <Said>{sample("quote")}</Said>
        <Plainly text={`${sample("quote")}\n${sample("cardText")}\n\n${sample("longText")}`} />
        <Bullets items={[sample("taskOne"), sample("taskTwo")]} />
      </Stack>
    </Specimen>
  );
}
