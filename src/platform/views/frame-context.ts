import { createContext } from "preact";

/** What the frame lends to the pieces inside it. Without a token the page may be cached, so it can hold no POST form. */
export type FrameValue = { csrf?: string };

export const FrameContext = createContext<FrameValue>({});
