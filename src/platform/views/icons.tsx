// Few icons, drawn on a 24-unit grid with one stroke, always beside a word: so they are hidden from assistive technology.
import type { VNode } from "preact";

const PATHS = {
  ballot: "M4 12v8h16v-8M8 12h8M9 3h6v9H9zM11 7l1 1 2-2",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  bulb: "M9 18h6M10 21h4M7 13a6 6 0 1 1 10 0c-1.2 1.4-2 2-2 4H9c0-2-.8-2.6-2-4z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  camera: "M4 8h4l2-3h4l2 3h4v11H4zM8.500 13a3.500 3.500 0 1 0 7 0a3.500 3.500 0 1 0-7 0",
  change: "M4 4v16h16M7 15l4-4 3 2 5-6",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  check: "M4 12l5 6L20 6",
  clock: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5l3 2",
  cross: "M6 6l12 12M18 6L6 18",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  flag: "M6 21V4h12l-3 4 3 4H6",
  hands: "M3 12l5-5 4 3 4-3 5 5-7 7-2-1-2 1z",
  lock: "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  merge: "M4 5c6 0 6 7 9 7h7M4 19c6 0 6-7 9-7M4 12h9",
  mic: "M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3",
  money: "M3 6h18v12H3zM9.500 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7a3.500 3.500 0 0 0 0 7M3 20v-2a6 6 0 0 1 12 0v2M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14a5 5 0 0 1 3 4v2",
  phone: "M6 3h4l2 5-2.500 2a12 12 0 0 0 5 5l2-2.500 4.500 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  pin: "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zM9.500 10a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0",
  plus: "M12 5v14M5 12h14",
  print: "M7 9V4h10v5M5 9h14v8h-2M7 17H5V9M8 14h8v6H8z",
  question: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.1",
  search: "M4.500 11a6.500 6.500 0 1 0 13 0a6.500 6.500 0 1 0-13 0M16 16l5 5",
  shield: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.500 12l2.500 3 5-6",
  target: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
  undo: "M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12H8",
} as const;

export type IconName = keyof typeof PATHS;

/** One icon in the colour of the text around it. */
export function Icon({ name, size = 22 }: { name: IconName; size?: number }): VNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
      <path d={PATHS[name]} />
    </svg>
  );
}
