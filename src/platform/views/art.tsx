// Drawings of the identity: a square with its people, the three doors, the five steps. No entity, no emblem, no party.
import type { VNode } from "preact";

// Skins and clothes vary on purpose: these are the people of any square.
const SKINS = ["#5F3B26", "#C68A62", "#8A5A3C", "#74472D", "#A9714B"] as const;

type PersonProps = { x: number; y: number; scale: number; color: number; skin: 0 | 1 | 2 | 3 | 4 };

function Person({ x, y, scale, color, skin }: PersonProps): VNode {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      <path class={`f${color}`} d="M-11 40V16a11 11 0 0 1 22 0v24z" />
      <circle cy="-4" r="8.5" fill={SKINS[skin]} />
    </g>
  );
}

/** A square with town hall, saman tree and people talking: the home page. */
export function PlazaArt(): VNode {
  return (
    <svg class="hero__art" viewBox="0 0 540 330" aria-hidden="true" focusable="false">
      <circle class="f-maize" cx="395" cy="86" r="40" />
      <path
        class="f-h1"
        d="M0 230C60 150 95 165 140 118c34-35 58 14 92-8 40-26 62-62 108-18 40 38 58 12 96 40 44 32 60 40 104 50v90H0z"
      />
      <path class="f-h2" d="M0 250c50-34 84-50 136-40 60 12 90-38 150-22 66 18 96 34 150 18 44-12 74 4 104 20v60H0z" />
      <path class="f-h3" d="M496 286l1-128h3l1 128z" />
      <g class="l1 no" stroke-width="5" stroke-linecap="round">
        <path d="M498 158c-10-9-20-7-26 2M498 158c-6-13-16-15-25-12M498 158c10-9 20-7 26 2M498 158c6-13 16-15 25-12M498 158c0-8 1-14 4-20" />
      </g>
      <path class="f-h3" d="M460 286l1-92h3l1 92z" />
      <g class="l1 no" stroke-width="5" stroke-linecap="round">
        <path d="M462 194c-10-9-20-7-26 2M462 194c-6-13-16-15-25-12M462 194c10-9 20-7 26 2M462 194c6-13 16-15 25-12M462 194c0-8 1-14 4-20" />
      </g>
      <g>
        <rect class="f-surface k-line" stroke-width="2" x="272" y="176" width="150" height="110" />
        <path class="f-accent" d="M258 178l28-28h122l28 28z" />
        <rect class="f-surface k-line" stroke-width="2" x="325" y="106" width="44" height="46" />
        <path class="f-accent" d="M318 108l29-26 29 26z" />
        <circle class="f-tint k-primary" stroke-width="3" cx="347" cy="130" r="11" />
        <path class="l1 no" stroke-width="3" d="M347 123v8l5 3" />
        <path
          class="f-primary"
          d="M332 286v-40a15 15 0 0 1 30 0v40zM286 286v-28a11 11 0 0 1 22 0v28zM386 286v-28a11 11 0 0 1 22 0v28z"
        />
        <path class="f-primary" d="M288 196h18v26h-18zM338 196h18v26h-18zM388 196h18v26h-18z" />
      </g>
      <path class="f6" d="M112 290c3-40 2-66-8-88l12-6 10 26 14-30 10 6c-12 26-16 52-14 92z" />
      <path
        class="f-h3"
        d="M12 196c-6-40 30-56 52-54 10-34 64-42 88-16 34-14 74 8 74 38 22 6 24 34 4 40-60 12-150 14-206 6-8-2-12-8-12-14z"
      />
      <path
        class="f-primary"
        d="M30 196c0-26 24-36 42-32 12-26 52-28 70-8 28-8 58 8 56 30-2 14-40 18-84 20-50 2-84-2-84-10z"
      />
      <path class="f-back" d="M0 284h540v46H0z" />
      <path class="k-line no" stroke-width="3" d="M0 285h540" />
      <g>
        <path
          class="f-maize"
          d="M190 206h44a8 8 0 0 1 8 8v18a8 8 0 0 1-8 8h-26l-10 10v-10h-8a8 8 0 0 1-8-8v-18a8 8 0 0 1 8-8z"
        />
        <path class="f-dark" d="M194 217h36v4h-36zM194 226h24v4h-24z" />
      </g>
      <Person x={196} y={272} scale={1} color={2} skin={0} />
      <Person x={224} y={276} scale={1} color={3} skin={1} />
      <Person x={166} y={278} scale={0.9} color={5} skin={2} />
      <Person x={70} y={276} scale={1} color={4} skin={3} />
      <Person x={96} y={282} scale={0.75} color={2} skin={4} />
      <Person x={42} y={280} scale={0.95} color={3} skin={1} />
      <Person x={446} y={278} scale={0.95} color={2} skin={2} />
      <Person x={472} y={282} scale={0.75} color={5} skin={0} />
      <Person x={258} y={280} scale={0.95} color={1} skin={3} />
    </svg>
  );
}

export type DoorName = "participate" | "ask" | "look";

/** The drawing of each door of the home page. */
export function DoorArt({ name }: { name: DoorName }): VNode {
  return (
    <svg class="door__art" viewBox="0 0 72 72" aria-hidden="true" focusable="false">
      <rect class="f-tint" width="72" height="72" rx="18" />
      {DOORS[name]()}
    </svg>
  );
}

const DOORS: Record<DoorName, () => VNode> = {
  participate: () => (
    <>
      <Person x={24} y={40} scale={0.72} color={2} skin={0} />
      <Person x={48} y={40} scale={0.72} color={3} skin={1} />
      <Person x={36} y={46} scale={0.8} color={1} skin={3} />
      <path class="f-maize" d="M26 6h20a5 5 0 0 1 5 5v7a5 5 0 0 1-5 5h-7l-5 5v-5h-8a5 5 0 0 1-5-5v-7a5 5 0 0 1 5-5z" />
    </>
  ),
  ask: () => (
    <>
      <rect class="f-surface k-primary" stroke-width="3" x="14" y="20" width="44" height="34" rx="5" />
      <path class="no k-primary" stroke-width="3" d="M15 23l21 17 21-17" />
      <circle class="f-maize" cx="54" cy="20" r="11" />
      <path class="no" stroke="#22201C" stroke-width="3" stroke-linecap="round" d="M54 14v7l4 3" />
    </>
  ),
  look: () => (
    <>
      <path class="f-h3" d="M14 44h9v14h-9z" />
      <path class="f2" d="M28 34h9v24h-9z" />
      <path class="f-primary" d="M42 22h9v36h-9z" />
      <circle class="f-surface k-ink" stroke-width="3" cx="44" cy="27" r="14" />
      <path class="k-ink no" stroke-width="5" stroke-linecap="round" d="M54 38l9 10" />
      <path class="no l1" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="M38 27l4 5 8-9" />
    </>
  ),
};

export type HowName = "say" | "merge" | "vote" | "commit" | "judge";

/** The drawing of each step from what is said to what is done. */
export function HowArt({ name }: { name: HowName }): VNode {
  return (
    <svg class="how__art" viewBox="0 0 120 96" aria-hidden="true" focusable="false">
      <rect class="f-surface" width="120" height="96" rx="20" />
      {HOW[name]()}
    </svg>
  );
}

const HOW: Record<HowName, () => VNode> = {
  say: () => (
    <>
      <Person x={40} y={54} scale={0.95} color={2} skin={0} />
      <Person x={84} y={58} scale={0.85} color={3} skin={1} />
      <path
        class="f-maize"
        d="M30 10h34a7 7 0 0 1 7 7v10a7 7 0 0 1-7 7H50l-8 8v-8H30a7 7 0 0 1-7-7V17a7 7 0 0 1 7-7z"
      />
      <path class="f-dark" d="M32 18h30v3H32zM32 25h20v3H32z" />
      <path
        class="f-tint k-primary"
        stroke-width="2"
        d="M80 24h22a6 6 0 0 1 6 6v6a6 6 0 0 1-6 6H91l-7 7v-7h-4a6 6 0 0 1-6-6v-6a6 6 0 0 1 6-6z"
      />
    </>
  ),
  merge: () => (
    <>
      <g class="no" stroke-width="5" stroke-linecap="round">
        <path class="l2" d="M10 16c30 0 34 26 56 29" />
        <path class="l3" d="M10 33c24 0 34 12 56 15" />
        <path class="l5" d="M10 52h56" />
        <path class="l4" d="M10 68c26 0 34-12 56-14" />
        <path class="l1" d="M10 84c30 0 34-24 56-28" />
        <path class="l1" d="M66 50h44" stroke-width="15" />
      </g>
      <path class="k-maize no" stroke-width="4" d="M74 43l6 14M86 43l6 14M98 43l6 14" />
    </>
  ),
  vote: () => (
    <>
      <path class="f-surface k-primary" stroke-width="3" d="M46 8h32v40H46z" />
      <path class="l2 no" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" d="M54 24l6 7 11-13" />
      <path class="f-primary" d="M22 44h76l6 10H16z" />
      <rect class="f-h3" x="18" y="54" width="84" height="34" rx="4" />
      <path class="f-dark" d="M40 46h44v4H40z" />
      <path class="f-maize" d="M18 66h84v5H18z" />
    </>
  ),
  commit: () => (
    <>
      <rect class="f-paper k-primary" stroke-width="3" x="20" y="10" width="54" height="74" rx="6" />
      <path class="f-line" d="M30 24h34v4H30zM30 34h34v4H30zM30 44h22v4H30z" />
      <path class="l2 no" stroke-width="4" stroke-linecap="round" d="M30 68c6-12 9-8 10-2 2-6 6-8 7 0 3-2 6-2 10-2" />
      <rect class="f-maize" x="66" y="42" width="40" height="40" rx="7" />
      <path class="f-accent" d="M66 49a7 7 0 0 1 7-7h26a7 7 0 0 1 7 7v5H66z" />
      <text class="f-dark w7" x="86" y="75" text-anchor="middle" font-size="18">
        30
      </text>
    </>
  ),
  judge: () => (
    <>
      <path class="f-h2" d="M0 96V74c22-20 40-8 60-16 24-10 40-4 60 8v10a20 20 0 0 1-20 20z" />
      <path class="f-surface k-primary" stroke-width="3" d="M24 48h48v36H24z" />
      <path class="f-accent" d="M16 50l32-26 32 26z" />
      <path class="f-primary" d="M42 84V64h14v20z" />
      <circle class="f-primary" cx="90" cy="34" r="19" />
      <path class="no k-surface" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" d="M81 34l7 8 12-15" />
    </>
  ),
};
