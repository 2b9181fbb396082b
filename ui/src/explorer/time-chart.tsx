import 'uplot/dist/uPlot.min.css';
import { type Signal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { Link } from '../location/link';
import { roomAddress } from '../location/place';
import { clockLabel, valueRange } from '../metrics/axis';
import type { ExemplarMark } from '../metrics/plot';
import { isDark } from '../parts/theme';
import { formatInUnit } from '../telemetry/units';
import { dash, hue } from './palette';
import type { Line } from './series';
import { Tip } from './tip';

export interface DrawnLine extends Line {
  /** Its place among all lines: a line keeps its colour when others are hidden. */
  index: number;
}

interface TimeChartProps {
  times: readonly number[];
  lines: readonly DrawnLine[];
  start: number;
  end: number;
  logarithmic: boolean;
  height: number;
  marks: readonly ExemplarMark[];
  /** The unit of the marks when it is that of the first axis; otherwise they stand on the ground line. */
  marksOnAxis: boolean;
  markUnit: string;
  /** The key of the line that stands out, written by the chart and by the legend. */
  pointed: Signal<string | null>;
  /** The step under the pointer. */
  at: Signal<number | null>;
  /** What the earlier lines are called in the tip. */
  beforeLabel: string | null;
  onZoom: (start: number, end: number) => void;
}

interface Placed extends ExemplarMark {
  x: number;
  y: number;
  /** Its value is off the axis: it stands at the edge. */
  edged: boolean;
}

/** Lines over time. Dragging zooms, a double click widens, the line under the pointer stands out. */
export function TimeChart(props: TimeChartProps) {
  const { lines, times, markUnit, height, logarithmic, pointed } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [placedMarks, setPlacedMarks] = useState<readonly Placed[]>([]);
  const [cursor, setCursor] = useState<{ index: number; left: number; top: number; width: number } | null>(null);
  const [nearest, setNearest] = useState<string | null>(null);
  /** True while the legend, and not the pointer over the chart, chooses the line that stands out. */
  const pointing = useRef(false);
  const latest = useRef(props);
  latest.current = props;
  const dark = isDark.value;
  const shape = lines.map((line) => `${line.key}${line.index}${line.unit}${line.before ? '+' : ''}`).join('\u0004');

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(
      options(element, latest, {
        cursor: (u) => {
          const { idx, left = -1, top = -1 } = u.cursor;
          const inside = idx !== null && idx !== undefined && left >= 0;
          setCursor(
            inside ? { index: idx, left: left + u.over.offsetLeft, top: top + u.over.offsetTop, width: u.width } : null,
          );
          latest.current.at.value = inside ? idx : null;
          const many = latest.current.lines.length > FOCUSED_MAX;
          if (inside && many) setNearest(nearestLine(latest.current.lines, idx, u.posToVal(top, 'y')));
          if (!inside) {
            setNearest(null);
            latest.current.pointed.value = null;
          }
        },
        focus: (index) => {
          if (pointing.current) return;
          const key = index === null ? null : (lineOfSeries(latest.current.lines, index)?.key ?? null);
          setNearest(key);
          latest.current.pointed.value = key;
        },
        drawn: (u) => setPlacedMarks(placed(u, latest.current)),
      }),
      data(times, lines, logarithmic),
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== made.width)
        made.setSize({ width: element.clientWidth, height: latest.current.height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [shape, dark, logarithmic, height]);

  useEffect(() => chart.current?.setData(data(times, lines, logarithmic)), [times, lines, logarithmic]);
  useEffect(() => chart.current?.redraw(), [props.marks]);
  useSignalEffect(() => {
    const at = latest.current.lines.findIndex((line) => line.key === pointed.value);
    // What the chart itself pointed at stands out already.
    if (!chart.current || chart.current.cursor.idx != null || latest.current.lines.length > FOCUSED_MAX) return;
    pointing.current = true;
    chart.current.setSeries(at < 0 ? null : at + 1, { focus: true });
    pointing.current = false;
  });

  return (
    <div class="chart-frame">
      <div ref={host} class="chart" style={{ minHeight: `${height}px` }} />
      {placedMarks.map((mark) => (
        <Link
          key={`${mark.traceId}${mark.spanId}`}
          class={`exemplar ${mark.edged ? 'edged' : ''}`}
          to={roomAddress('traces', { traceId: mark.traceId, spanId: mark.spanId || null })}
          title={`Exemplar ${formatInUnit(mark.value, markUnit)}: open its trace`}
          aria-label={`Exemplar ${formatInUnit(mark.value, markUnit)}: open its trace`}
          style={{ left: `${mark.x}px`, top: `${mark.y}px` }}
        />
      ))}
      {cursor && (
        <Tip
          time={times[cursor.index] ?? 0}
          at={cursor.index}
          lines={lines}
          nearest={nearest}
          left={cursor.left}
          width={cursor.width}
          beforeLabel={props.beforeLabel}
        />
      )}
    </div>
  );
}

/** Fading all other lines means drawing them all again, which many lines are too slow for. */
const FOCUSED_MAX = 60;

function nearestLine(lines: readonly DrawnLine[], at: number, value: number): string | null {
  let [found, least]: [string | null, number] = [null, Infinity];
  for (const line of lines) {
    const own = line.values[at];
    if (own === null || own === undefined || Math.abs(own - value) >= least) continue;
    least = Math.abs(own - value);
    found = line.key;
  }
  return found;
}

/** Series 1…n are the lines, then come their earlier selves. */
function lineOfSeries(lines: readonly DrawnLine[], series: number): DrawnLine | undefined {
  if (series <= lines.length) return lines[series - 1];
  return lines.filter((line) => line.before)[series - lines.length - 1];
}

function data(times: readonly number[], lines: readonly DrawnLine[], logarithmic: boolean): uPlot.AlignedData {
  const shown = (values: readonly (number | null)[]) =>
    logarithmic ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;
  return [
    times,
    ...lines.map((line) => shown(line.values)),
    ...lines.flatMap((line) => (line.before ? [shown(line.before)] : [])),
  ] as uPlot.AlignedData;
}

function placed(u: uPlot, { marks, marksOnAxis }: TimeChartProps): readonly Placed[] {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = u.over;
  const min = u.scales.y?.min ?? 0;
  const max = u.scales.y?.max ?? 1;
  return marks.flatMap((mark) => {
    const x = u.valToPos(mark.time, 'x');
    if (x < 0 || x > clientWidth) return [];
    const inside = marksOnAxis && mark.value >= min && mark.value <= max;
    const edge = marksOnAxis && mark.value > max ? 0 : clientHeight;
    return [
      { ...mark, edged: !inside, x: x + offsetLeft, y: (inside ? u.valToPos(mark.value, 'y') : edge) + offsetTop },
    ];
  });
}

/** Marks may raise the axis, but not so far that the lines lie flat. */
const MARKS_RAISE = 2.5;

function highestMark({ marks, marksOnAxis }: TimeChartProps, lines: number): number {
  if (!marksOnAxis) return -Infinity;
  return Math.min(
    marks.reduce((most, mark) => Math.max(most, mark.value), -Infinity),
    lines * MARKS_RAISE,
  );
}

/** The first unit has the left axis; what is in other units has the right one. */
export function unitsOf(lines: readonly Pick<DrawnLine, 'unit'>[]): [string, string | null] {
  const all = [...new Set(lines.map((line) => line.unit))];
  if (all.length < 2) return [all[0] ?? '', null];
  return [all[0]!, all.length === 2 ? all[1]! : ''];
}

interface Wishes {
  cursor: (u: uPlot) => void;
  focus: (series: number | null) => void;
  drawn: (u: uPlot) => void;
}

function options(element: HTMLElement, latest: { current: TimeChartProps }, wishes: Wishes): uPlot.Options {
  const { lines, logarithmic, height } = latest.current;
  const [leftUnit, rightUnit] = unitsOf(lines);
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-3'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  const one = (line: DrawnLine, earlier: boolean): uPlot.Series => ({
    label: line.name,
    scale: rightUnit !== null && line.unit !== leftUnit ? 'right' : 'y',
    stroke: colour(hue(line.index)),
    width: earlier ? 1 : lines.length > 40 ? 1 : 1.5,
    alpha: earlier ? 0.75 : 1,
    dash: earlier ? [3, 3] : dash(line.index),
    spanGaps: false,
    points: { show: true, size: 4, filter: (u, series) => lonely(u.data[series]!) },
  });
  return {
    width: Math.max(200, element.clientWidth),
    height,
    legend: { show: false },
    padding: [10, 12, 0, 0],
    focus: { alpha: 0.25 },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: 6, show: lines.length <= 40 ? undefined : false },
      focus: { prox: lines.length > FOCUSED_MAX ? -1 : 16 },
      bind: {
        dblclick: () => () => {
          const { start, end, onZoom } = latest.current;
          onZoom(start - (end - start) / 2, end + (end - start) / 2);
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => [latest.current.start, latest.current.end] },
      y: logarithmic
        ? { distr: 3 }
        : { range: (_u, min, max) => valueRange(min, max, highestMark(latest.current, max)) },
      right: logarithmic ? { distr: 3 } : { range: (_u, min, max) => valueRange(min, max, -Infinity) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        size: 26,
        gap: 6,
        values: (_u, splits) => splits.map(clockLabel(splits)),
      },
      { ...axis, size: 68, values: labelsIn(leftUnit) },
      ...(rightUnit === null
        ? []
        : [
            { ...axis, scale: 'right', side: 1 as const, size: 62, grid: { show: false }, values: labelsIn(rightUnit) },
          ]),
    ],
    series: [
      {},
      ...lines.map((line) => one(line, false)),
      ...lines.flatMap((line) => (line.before ? [one(line, true)] : [])),
    ],
    hooks: {
      setCursor: [wishes.cursor],
      setSeries: [
        (_u, index, change) => {
          if ('focus' in change) wishes.focus(index);
        },
      ],
      setSelect: [
        (u) => {
          if (u.select.width > 6)
            latest.current.onZoom(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      draw: [wishes.drawn],
    },
  };
}

function labelsIn(unit: string): uPlot.Axis.DynamicValues {
  return (_u, splits) => splits.map((value) => (value === null ? '' : formatInUnit(value, unit)));
}

/** A value between two missing ones would be invisible as a line: it gets a dot. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null || values[i] === undefined) continue;
    const before = i > 0 ? values[i - 1] : null;
    const after = i + 1 < values.length ? values[i + 1] : null;
    if ((before === null || before === undefined) && (after === null || after === undefined)) found.push(i);
  }
  return found;
}
