// States, cards, lists and tables of the catalogue.
import type { VNode } from "preact";
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
  Tag,
  type TagTone,
} from "./content.tsx";
import { Grid, Row, Split } from "./layout.tsx";
import { Button, Link } from "./link.tsx";
import { Item, Items, Kpis, Meetings } from "./lists.tsx";
import { Small } from "./text.tsx";

/** Tags, notices and cards. */
export function CatalogueStates(): VNode {
  return (
    <>
      <States />
      <Cards />
    </>
  );
}

/** Lists of things, tables and facts. */
export function CatalogueLists(): VNode {
  return (
    <>
      <Lists />
      <DataPieces />
    </>
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
          <Facts narrow items={[{ name: sample("said"), value: sample("quote") }]} />
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
