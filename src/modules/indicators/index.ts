export { type IndicatorCube, loadCube } from "./cube/load-cube.ts";
