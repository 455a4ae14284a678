export type { DemoGuide } from "./guide.ts";
export { loadDemo } from "./load/load-demo.ts";
export { demoWelcome } from "./welcome.ts";
