export { type LivedOversight, loadOversights } from "./load.ts";
