import type { VNode } from "preact";
import { Icon } from "./icons.tsx";
import { Island } from "./island.tsx";
import { StatusLine } from "./text.tsx";

/** Writes where the device is in a field. Without the island it is not shown: the field can be typed. */
export function LocateButton({ field, text, finding, failed }: LocateProps): VNode {
  return (
    <Island tag="plaza-locate" data={{ field, finding, failed }}>
      <button type="button" class="button button--quiet button--small" hidden>
        <Icon name="pin" />
        {text}
      </button>
      <StatusLine />
    </Island>
  );
}
type LocateProps = {
  /** id of the field. */
  field: string;
  text: string;
  finding: string;
  failed: string;
};

/** On the page that proves that something arrived: the draft of it that stayed on this device is erased. */
export function DraftArrived(): VNode {
  return <Island tag="plaza-sent" />;
}
