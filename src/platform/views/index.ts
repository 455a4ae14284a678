// Everything pages are made of. Modules compose these pieces and write no class names.
export { ASSET_ROOT, type Asset, assets, stylesheet } from "./assets.ts";
export * from "./ballot.tsx";
export { type Brand, contrast } from "./brand.ts";
export * from "./charts.tsx";
export * from "./choices.tsx";
export * from "./content.tsx";
export * from "./desk.tsx";
export {
  ErrorSummary,
  Field,
  FileField,
  Form,
  NearDateField,
  type Option,
  SearchBox,
  Select,
} from "./form.tsx";
export * from "./frame.tsx";
export { FrameContext } from "./frame-context.ts";
export * from "./home.tsx";
export { Icon, type IconName } from "./icons.tsx";
export * from "./layout.tsx";
export * from "./line-chart.tsx";
export { Button, type ButtonProps, ClosedButton, Key, Link, LinkButton, NextLink, safeHref } from "./link.tsx";
export * from "./lists.tsx";
export * from "./map.tsx";
export * from "./receipt.tsx";
export * from "./steps.tsx";
export * from "./text.tsx";
export * from "./thread.tsx";
