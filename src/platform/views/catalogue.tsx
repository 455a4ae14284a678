// Every piece in its states: normal, error, empty, long text. Mounted at /catalogo so that anyone can look and test.
import type { VNode } from "preact";
import { CatalogueCharts } from "./catalogue-charts.tsx";
import { CatalogueLists, CatalogueStates } from "./catalogue-content.tsx";
import { CatalogueForms } from "./catalogue-forms.tsx";
import { Specimen, sample } from "./catalogue-sample.tsx";
import { Facts, Tabs } from "./content.tsx";
import { Door, HowItWorks } from "./home.tsx";
import { Actions, Grid, Page, Row, Stack } from "./layout.tsx";
import { Button, ClosedButton, Link, NextLink, PrintButton } from "./link.tsx";
import { FilterChips, Pagination } from "./lists.tsx";
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
      <CatalogueStates />
      <Steps />
      <Navigation />
      <CatalogueLists />
      <CatalogueCharts />
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
