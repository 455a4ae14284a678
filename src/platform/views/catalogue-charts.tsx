import type { VNode } from "preact";
import { Specimen, sample } from "./catalogue-sample.tsx";
import { type ChartColor, ChartFoot, GroupBars, LabelledMeter, Legend, Meters, PartsFigure } from "./charts.tsx";
import { Card, Notice, Tag } from "./content.tsx";
import { Desk, KeyHint, SideFilters, WorkList, WorkRow } from "./desk.tsx";
import { Grid, Split } from "./layout.tsx";
import { LineChart } from "./line-chart.tsx";
import { KeysetPagination } from "./lists.tsx";
import { OutlineMap, TileMap } from "./map.tsx";
import { Slides } from "./slides.tsx";
import { Said, Small } from "./text.tsx";
import { Knot, Rope, Thread, Timeline, Verdicts } from "./thread.tsx";

const COLORS: readonly ChartColor[] = [1, 2, 3, 4, 5, 6];

/** Charts, maps, the thread and the staff's desk. */
export function CatalogueCharts(): VNode {
  return (
    <>
      <Charts />
      <Maps />
      <Threads />
      <Desks />
      <Slides
        slides={[{ figure: "46", title: sample("sectorOne"), note: sample("source") }, { title: sample("longWord") }]}
        back={{ href: "#", text: sample("charts") }}
        words={{ next: "→", previous: "←", of: (n, of) => `${n} / ${of}` }}
      />
    </>
  );
}

function Charts(): VNode {
  return (
    <Specimen title={sample("charts")} note={sample("chartsNote")}>
      <Split kind="half">
        <PartsFigure
          parts={[
            { label: sample("done"), value: 22, color: 1 },
            { label: sample("partly"), value: 6, color: 5 },
            { label: sample("running"), value: 18, color: 3 },
            { label: sample("late"), value: 9, color: 2 },
          ]}
          describe={(part) => `${part.label} ${part.value}`}
        />
        <Meters
          items={[
            { label: sample("sectorOne"), href: "#", value: "46", percent: 100 },
            { label: sample("longWord"), value: "39", percent: 85, color: 3 },
            { label: sample("empty"), value: "2–5", percent: 50, from: 20, expected: 30, color: 6 },
          ]}
        />
      </Split>
      <Grid>
        <Card titleLevel={3} title={sample("sectorOne")}>
          <LineChart
            label={sample("chartLabel")}
            from="2017"
            to="2023"
            series={[
              { name: sample("here"), points: [60.2, 66, 72.7, null, 72.5, 72.8, 72.8], lastText: "72,8", main: true },
              { name: sample("median"), points: [70, 71, 72, 73, 74, 75, 76.6], lastText: "76,6" },
            ]}
          />
          <ChartFoot table="#" csv="#">
            {sample("source")}
          </ChartFoot>
        </Card>
        <Card titleLevel={3} title={sample("expected")}>
          <LabelledMeter label={sample("progress")} value="58" percent={58} expected={69} height={14} />
          <LabelledMeter label={sample("progress")} value="0" percent={0} height={14} />
        </Card>
        <Card titleLevel={3} title={sample("statement")}>
          <GroupBars
            groups={[
              { name: "A", percent: 88, text: "88", color: 1 },
              { name: "B", percent: 81, text: "81", color: 2 },
              { name: "C", percent: 90, text: "90", color: 3 },
            ]}
          />
        </Card>
      </Grid>
      <Legend items={COLORS.map((color) => ({ color, text: sample(`color${color}`) }))} />
      <Legend
        items={[
          { color: 1, shape: "circle", text: "A" },
          { color: 2, shape: "square", text: "B" },
          { color: 3, shape: "triangle", text: "C" },
          { color: 1, shape: "line", text: sample("here") },
          { color: 6, shape: "dots", text: sample("median") },
        ]}
      />
    </Specimen>
  );
}

function Maps(): VNode {
  return (
    <Specimen title={sample("maps")} note={sample("mapsNote")}>
      <Split kind="half">
        <TileMap
          label={sample("maps")}
          tiles={[
            {
              column: 0,
              row: 0,
              lines: ["A"],
              word: sample("tileSay"),
              tone: "maize",
              href: "#",
              label: `A: ${sample("collecting")}`,
            },
            {
              column: 1,
              row: 0,
              lines: ["Lugar", "B"],
              word: sample("tileVote"),
              tone: "primary",
              href: "#",
              label: `B: ${sample("voting")}`,
            },
            {
              column: 2,
              row: 0,
              lines: ["C"],
              word: sample("tilePact"),
              tone: "accent",
              href: "#",
              label: `C: ${sample("stepCommit")}`,
            },
            {
              column: 3,
              row: 0,
              lines: ["D"],
              word: sample("tileFollow"),
              tone: "back",
              href: "#",
              label: `D: ${sample("stepFollow")}`,
            },
            { column: 1, row: 1, lines: ["E"], word: "9", tone: "h1", href: "#", label: "E: 9" },
            { column: 2, row: 1, lines: ["F"], word: "19", tone: "h2", href: "#", label: "F: 19" },
            { column: 3, row: 1, lines: ["G"], word: "33", tone: "h3", href: "#", label: "G: 33" },
          ]}
        />
        <OutlineMap
          label={sample("outline")}
          viewBox="0 0 300 130"
          shapes={[
            { path: "M10 20h90l20 40-30 50H20z" },
            { path: "M100 20h90l10 60-60 30-50 0 30-50z", tone: "primary", href: "#", label: sample("place") },
            { path: "M190 20h80l20 70-90 20-10-30z" },
          ]}
          words={[{ x: 128, y: 14, text: sample("place"), tone: "strong" }]}
        />
      </Split>
    </Specimen>
  );
}

function Threads(): VNode {
  return (
    <Specimen title={sample("thread")} note={sample("threadNote")}>
      <Rope
        knots={[
          { value: "42", label: sample("ropeNeeds") },
          { value: "1", label: sample("ropeInitiative") },
          { value: "3.118", label: sample("ropeVotes"), state: "now" },
          { value: "—", label: sample("ropePact"), state: "todo" },
        ]}
      />
      <Split kind="half">
        <Thread>
          <Knot icon="chat" title={sample("knotSaid")} date={sample("date")}>
            <Said>{sample("quote")}</Said>
          </Knot>
          <Knot icon="hands" title={sample("knotPact")} date={sample("date")}>
            <Notice tone="warn">{sample("dateMoved")}</Notice>
          </Knot>
          <Knot icon="question" title={sample("knotAsk")} open>
            <Verdicts
              items={[
                {
                  who: sample("entitySays"),
                  word: sample("done"),
                  tone: "done",
                  children: <Small>{sample("cardText")}</Small>,
                },
                {
                  who: sample("peopleSay"),
                  word: sample("partly"),
                  tone: "warn",
                  children: <Small>{sample("people")}</Small>,
                },
              ]}
            />
          </Knot>
        </Thread>
        <Timeline
          label={sample("history")}
          items={[
            { when: sample("date"), what: sample("knotPact"), who: sample("officeOne") },
            { when: sample("date"), what: sample("longText") },
          ]}
        />
      </Split>
    </Specimen>
  );
}

function Desks(): VNode {
  const where = [sample("place"), sample("date")];
  const unit = sample("peopleShort");
  return (
    <Specimen title={sample("desk")} note={sample("deskNote")}>
      <Desk
        filters={
          <SideFilters
            id="filtros-muestra"
            title={sample("filters")}
            items={[
              { text: sample("all"), count: "61", href: "#", current: true },
              { text: sample("longWord"), count: "5", href: "#" },
            ]}
          />
        }
        sideLabel={sample("deskSide")}
        side={
          <KeyHint
            title={sample("deskSide")}
            items={[
              { keys: ["↑", "↓"], text: sample("keyMove") },
              { keys: ["Z"], text: sample("keyUndo") },
            ]}
          />
        }
      >
        <WorkList label={sample("desk")}>
          <WorkRow id="w1" name="n" value="1" checked text={sample("quote")} meta={where} n="43" unit={unit} />
          <WorkRow
            id="w2"
            name="n"
            value="2"
            cursor
            text={sample("longText")}
            tags={<Tag tone="accent">{sample("proposed")}</Tag>}
            meta={where}
            n="12"
            unit={unit}
          />
          <WorkRow id="w3" text={sample("cardTitle")} href="#" meta={[sample("place")]} n="312" unit={unit} />
        </WorkList>
        <KeysetPagination label={sample("deskPages")} previous="#" next="#" />
      </Desk>
    </Specimen>
  );
}
