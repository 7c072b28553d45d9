interface BarProps {
  /** Which of the bars it is, from 0. */
  readonly at: number;
  /** From one bar to the next, and how much of that it fills. */
  readonly step: number;
  readonly wide: number;
  /** Its own height, and that of the whole chart whose ground it stands on. */
  readonly tall: number;
  readonly height: number;
}

/** One bar of a chart of announcements over time, in units of the chart. */
export function Bar({ at, step, wide, tall, height }: BarProps) {
  return (
    <rect
      class="bar"
      x={((at + 0.5) * step - wide / 2).toFixed(1)}
      y={(height - tall).toFixed(1)}
      width={wide.toFixed(1)}
      height={tall.toFixed(1)}
    />
  );
}
