import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { Link } from '../location/link';
import { roomAddress } from '../location/place';
import { isDark } from '../parts/theme';
import { formatInUnit } from '../telemetry/units';
import { clockLabel, valueRange } from './axis';
import { lineColour } from './colours';
import type { ExemplarMark, LinePlot } from './plot';

interface LineChartProps {
  plot: LinePlot;
  start: number;
  end: number;
  exemplars?: readonly ExemplarMark[];
  onZoom: (start: number, end: number) => void;
}

const HEIGHT = 220;
/** A line is broken where this many steps are empty: a pause is not a straight line. */
const GAP_STEPS = 3;

interface PlacedMark extends ExemplarMark {
  x: number;
  y: number;
}

/** Lines over time with a legend that follows the pointer. Dragging zooms; exemplars open their trace. */
export function LineChart({ plot, start, end, exemplars = [], onZoom }: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [marks, setMarks] = useState<readonly PlacedMark[]>([]);
  const latest = useRef({ onZoom, exemplars, start, end });
  latest.current = { onZoom, exemplars, start, end };
  const dark = isDark.value;
  const labels = plot.lines.map((line) => line.label).join('\u0000');

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(
      options(element, plot, {
        point: setAt,
        zoom: (from, to) => latest.current.onZoom(from, to),
        bounds: () => [latest.current.start, latest.current.end],
        highest: () => latest.current.exemplars.reduce((most, mark) => Math.max(most, mark.value), -Infinity),
        drawn: (u) => setMarks(placed(u, latest.current.exemplars)),
      }),
      data(plot),
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== made.width)
        made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [labels, plot.unit, dark]);

  useEffect(() => chart.current?.setData(data(plot)), [plot]);
  useEffect(() => {
    plot.lines.forEach((line, i) => {
      const show = !hidden.has(line.label);
      if (chart.current && chart.current.series[i + 1]!.show !== show) chart.current.setSeries(i + 1, { show });
    });
  }, [hidden, labels, dark]);

  return (
    <>
      <div class="chart-frame">
        <div ref={host} class="chart" />
        {marks.map((mark) => (
          <Link
            key={`${mark.traceId}${mark.spanId}`}
            class="exemplar"
            to={roomAddress('traces', { traceId: mark.traceId, spanId: mark.spanId || null })}
            title={`Exemplar ${formatInUnit(mark.value, plot.unit)}: open its trace`}
            aria-label={`Exemplar ${formatInUnit(mark.value, plot.unit)}: open its trace`}
            style={{ left: `${mark.x}px`, top: `${mark.y}px` }}
          />
        ))}
      </div>
      <ul class="legend">
        {plot.lines.map((line, i) => (
          <li key={`${line.label}${i}`}>
            <button
              type="button"
              class={hidden.has(line.label) ? 'off' : ''}
              aria-pressed={!hidden.has(line.label)}
              title={hidden.has(line.label) ? 'Show' : 'Hide'}
              onClick={() => setHidden(toggled(hidden, line.label))}
            >
              <i style={{ background: `var(${lineColour(line.label, i)})` }} aria-hidden="true" />
              <span class="cut">{line.label}</span>
              <b>{valueAt(line.values, at, plot.unit)}</b>
            </button>
          </li>
        ))}
        {plot.omitted > 0 && (
          <li class="muted">{plot.omitted} smaller series are not drawn; choose labels to narrow down.</li>
        )}
      </ul>
    </>
  );
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function data(plot: LinePlot): uPlot.AlignedData {
  return [plot.times, ...plot.lines.map((line) => line.values)] as uPlot.AlignedData;
}

function valueAt(values: readonly (number | null)[], at: number | null, unit: string): string {
  const value = at === null ? values.findLast((each) => each !== null) : values[at];
  return value === null || value === undefined ? '–' : formatInUnit(value, unit);
}

function placed(u: uPlot, exemplars: readonly ExemplarMark[]): readonly PlacedMark[] {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = u.over;
  return exemplars
    .map((mark) => ({
      ...mark,
      x: u.valToPos(mark.time, 'x') + offsetLeft,
      y: u.valToPos(mark.value, 'y') + offsetTop,
    }))
    .filter(
      (mark) =>
        mark.x >= offsetLeft &&
        mark.x <= offsetLeft + clientWidth &&
        mark.y >= offsetTop - 1 &&
        mark.y <= offsetTop + clientHeight + 1,
    );
}

interface Wishes {
  point: (index: number | null) => void;
  zoom: (from: number, to: number) => void;
  bounds: () => [number, number];
  highest: () => number;
  drawn: (u: uPlot) => void;
}

function options(element: HTMLElement, plot: LinePlot, wishes: Wishes): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-3'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    padding: [10, 10, 0, 0],
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    scales: {
      x: { time: true, range: () => wishes.bounds() },
      y: { range: (_u, min, max) => valueRange(min, max, wishes.highest()) },
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
      { ...axis, size: 68, values: (_u, splits) => splits.map((value) => formatInUnit(value, plot.unit)) },
    ],
    series: [
      {},
      ...plot.lines.map((line, i) => ({
        label: line.label,
        stroke: colour(lineColour(line.label, i)),
        width: 1.5,
        points: { show: lonely(line.values), size: 4 },
        gaps: (_u: uPlot, _series: number, from: number, to: number, gaps: uPlot.Series.Gaps) =>
          to - from < 1 ? [] : wideGaps(gaps, line.values, plot, _u),
      })),
    ],
    hooks: {
      setCursor: [(u) => wishes.point(u.cursor.idx ?? null)],
      setSelect: [
        (u) => {
          if (u.select.width > 6)
            wishes.zoom(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      draw: [wishes.drawn],
    },
  };
}

function lonely(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null).length;
  return known <= 2;
}

/** Empty steps up to GAP_STEPS are bridged, longer ones are left open. Gaps come in canvas pixels. */
function wideGaps(
  gaps: uPlot.Series.Gaps,
  _values: readonly (number | null)[],
  plot: LinePlot,
  u: uPlot,
): uPlot.Series.Gaps {
  const least =
    (GAP_STEPS + 0.5) *
    Math.abs(u.valToPos(plot.times[0]! + plot.step, 'x', true) - u.valToPos(plot.times[0]!, 'x', true));
  return gaps.filter(([from, to]) => to - from > least);
}
