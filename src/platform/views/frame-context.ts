/** What the frame lends to the pieces inside it. Without a token the page may be cached, so it can hold no POST form. */
export type FrameValue = { csrf?: string };

let lent: FrameValue = {};

/** What the page that is being rendered lends. */
export function frameValue(): FrameValue {
  return lent;
}

/** Renders with what a frame lends. Rendering waits for nothing, so one page at a time is being rendered. */
export function lending<T>(value: FrameValue, render: () => T): T {
  const before = lent;
  lent = value;
  try {
    return render();
  } finally {
    lent = before;
  }
}
