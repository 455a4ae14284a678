/** One line of the table of measures. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** What was promised, in words; empty for what is measured only to compare. */
  target: string;
  met: boolean;
}
