import { formatInUnit } from '../telemetry/units';
import { hue } from './palette';
import type { DrawnLine } from './time-chart';

const ROWS_MAX = 12;

interface TipProps {
  time: number;
  at: number;
  lines: readonly DrawnLine[];
  nearest: string | null;
  left: number;
  width: number;
  beforeLabel: string | null;
}

const clock = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** What the lines say under the pointer, highest first; the nearest one always has a row. */
export function Tip({ time, at, lines, nearest, left, width, beforeLabel }: TipProps) {
  const known = lines
    .filter((line) => line.values[at] !== null && line.values[at] !== undefined)
    .toSorted((a, b) => b.values[at]! - a.values[at]!);
  const rows = known.slice(0, ROWS_MAX);
  const pointed = known.find((line) => line.key === nearest);
  if (pointed && !rows.includes(pointed)) rows[rows.length - 1] = pointed;
  const several = new Set(lines.map((line) => line.letter)).size > 1;
  const right = left > width / 2;
  return (
    <div
      class="tip chart-tip"
      aria-hidden="true"
      style={right ? { right: `${width - left + 20}px` } : { left: `${left + 20}px` }}
    >
      <b>{clock.format(new Date(time * 1000))}</b>
      {rows.map((line) => (
        <span key={line.key} class={line.key === nearest ? 'nearest' : ''}>
          <i style={{ background: `var(${hue(line.index)})` }} />
          <em class="cut">
            {several && <b>{line.letter} </b>}
            {line.name}
          </em>
          <b>{formatInUnit(line.values[at]!, line.unit)}</b>
          {beforeLabel && <b class="muted">{inUnit(line.before?.[at], line.unit)}</b>}
        </span>
      ))}
      {known.length > rows.length && <span class="muted">and {known.length - rows.length} more</span>}
      {known.length === 0 && <span class="muted">no values</span>}
    </div>
  );
}

function inUnit(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined ? '–' : formatInUnit(value, unit);
}
