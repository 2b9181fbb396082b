import { useMemo } from 'preact/hooks';
import { Link } from '../location/link';
import { roomAddress } from '../location/place';
import { clockLabel } from '../metrics/axis';
import { type Bucket, percentile } from '../metrics/distribution';
import { Heatmap } from '../metrics/heatmap';
import type { ExemplarMark, Heat } from '../metrics/plot';
import { isPhone } from '../parts/screen';
import { formatInUnit, formatNumber } from '../telemetry/units';
import { heatOf, heightOf } from './buckets';
import type { Window } from './window';

const QUANTILES = [
  { name: 'p50', share: 0.5 },
  { name: 'p95', share: 0.95 },
  { name: 'p99', share: 0.99 },
] as const;

interface HeatCardProps {
  columns: readonly (readonly Bucket[])[];
  window: Window;
  unit: string;
  marks: readonly ExemplarMark[];
  /** The query gives rates: a cell is so many per second. */
  rated: boolean;
  height: number;
  onZoom: (start: number, end: number) => void;
}

/** Buckets of a histogram over time, with percentiles drawn through them and exemplars on top. */
export function HeatCard({ columns, window, unit, marks, rated, height, onZoom }: HeatCardProps) {
  const heat = useMemo(() => heatOf(columns, window), [columns, window]);
  const quantiles = useMemo(() => quantilesOf(columns), [columns]);
  const amount = (count: number) => (rated ? `${formatNumber(count)} per second` : `${formatNumber(count)} recorded`);
  return (
    <>
      <Heatmap heat={heat} unit={unit} onZoom={onZoom} tallest={height} amount={amount}>
        <svg class="heat-lines" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {quantiles.map(({ name, values }) => (
            <path key={name} class={name} d={pathOf(heat, values)} vector-effect="non-scaling-stroke" />
          ))}
        </svg>
        {marks.map((mark) => (
          <HeatMark key={`${mark.traceId}${mark.spanId}`} mark={mark} heat={heat} unit={unit} />
        ))}
      </Heatmap>
      <TimeAxis start={heat.grid.start} end={heat.grid.start + heat.grid.times.length * heat.grid.step} />
      <ul class="heat-legend">
        {quantiles.map(({ name, values }) => {
          const last = values.findLast((value) => value !== null) ?? null;
          return (
            <li key={name}>
              <i class={name} aria-hidden="true" />
              {name} <b>{last === null ? '–' : formatInUnit(last, unit)}</b>
            </li>
          );
        })}
        <li class="muted">
          the fullest cell: {amount(heat.most)}
          {marks.length > 0 ? ' · ◆ exemplars open their trace' : ''}
        </li>
      </ul>
    </>
  );
}

const TICKS_S = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800];

/** Round times, at most a handful. */
function TimeAxis({ start, end }: { start: number; end: number }) {
  const most = isPhone.value ? 4 : 9;
  const apart = TICKS_S.find((each) => (end - start) / each <= most) ?? (end - start) / most;
  const first = Math.ceil(start / apart) * apart;
  const ticks = Array.from({ length: Math.floor((end - first) / apart) + 1 }, (_, i) => first + i * apart);
  const label = clockLabel(ticks);
  return (
    <div class="heat-times" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ left: `${((tick - start) / (end - start)) * 100}%` }}>
          {label(tick)}
        </span>
      ))}
    </div>
  );
}

function HeatMark({ mark, heat, unit }: { mark: ExemplarMark; heat: Heat; unit: string }) {
  const up = heightOf(heat, mark.value);
  const along = (mark.time - heat.grid.start) / (heat.grid.times.length * heat.grid.step);
  if (up === null || along < 0 || along > 1) return null;
  const says = `Exemplar ${formatInUnit(mark.value, unit)}: open its trace`;
  return (
    <Link
      class="exemplar"
      to={roomAddress('traces', { traceId: mark.traceId, spanId: mark.spanId || null })}
      title={says}
      aria-label={says}
      style={{ left: `${along * 100}%`, top: `${(1 - up) * 100}%` }}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}

export function quantilesOf(columns: readonly (readonly Bucket[])[]): { name: string; values: (number | null)[] }[] {
  const sortedColumns = columns.map((column) => merged(column));
  return QUANTILES.map(({ name, share }) => ({
    name,
    values: sortedColumns.map((buckets) =>
      buckets.length === 0 ? null : percentile({ count: 0, sum: null, min: null, max: null, buckets }, share),
    ),
  }));
}

/** Equal buckets of several series are one. */
function merged(column: readonly Bucket[]): Bucket[] {
  const sums = new Map<string, Bucket>();
  for (const bucket of column) {
    if (bucket.count <= 0) continue;
    const key = `${bucket.from}:${bucket.to}`;
    const known = sums.get(key);
    if (known) known.count += bucket.count;
    else sums.set(key, { ...bucket });
  }
  return [...sums.values()].sort((a, b) => a.to - b.to);
}

/** In a box of 1000 × 1000; the pen is lifted where there is nothing. */
function pathOf(heat: Heat, values: readonly (number | null)[]): string {
  let [path, drawing] = ['', false];
  values.forEach((value, i) => {
    const up = value === null ? null : heightOf(heat, value);
    if (up === null) {
      drawing = false;
      return;
    }
    const point = `${(((i + 0.5) / values.length) * 1000).toFixed(1)} ${((1 - up) * 1000).toFixed(1)}`;
    path += `${drawing ? 'L' : 'M'}${point}`;
    drawing = true;
  });
  return path;
}
