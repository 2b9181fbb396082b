import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isDark } from '../parts/theme';
import { formatInUnit, formatNumber } from '../telemetry/units';
import type { Heat } from './plot';

const ROW = 13;

/** Counts per bucket over time: the darker, the more. */
export function Heatmap({
  heat,
  unit,
  onZoom,
  tallest = 320,
  amount = recorded,
  children,
}: {
  heat: Heat;
  unit: string;
  onZoom: (start: number, end: number) => void;
  /** Pixels; rows grow up to it. */
  tallest?: number;
  amount?: (count: number) => string;
  /** Drawn above the cells. */
  children?: ComponentChildren;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<{ column: number; row: number } | null>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const dark = isDark.value;
  const height = Math.max(120, Math.min(tallest, heat.rows.length * (tallest > 320 ? ROW + 7 : ROW)));
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => draw(element, heat, height);
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(element);
    return () => observer.disconnect();
  }, [heat, height, dark]);
  const columns = heat.grid.times.length;
  const seconds = (share: number) => heat.grid.start + share * columns * heat.grid.step;
  const find = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const x = Math.max(0, Math.min(0.9999, (event.clientX - box.left) / box.width));
    const y = Math.max(0, Math.min(0.9999, (event.clientY - box.top) / box.height));
    return { share: x, column: Math.floor(x * columns), row: heat.rows.length - 1 - Math.floor(y * heat.rows.length) };
  };
  const row = pointed ? heat.rows[pointed.row] : undefined;
  return (
    <div class="heatmap">
      <div class="heat-labels" style={{ height: `${height}px` }} aria-hidden="true">
        {rowLabels(heat, unit).map((label) => (
          <span key={label.top} style={{ top: `${label.top}%` }}>
            {label.text}
          </span>
        ))}
      </div>
      <div
        class="heat-plot"
        style={{ height: `${height}px` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: find(event).share, to: find(event).share });
        }}
        onPointerMove={(event) => {
          const found = find(event);
          setPointed(found);
          if (drag) setDrag({ ...drag, to: found.share });
        }}
        onPointerUp={() => {
          if (drag && Math.abs(drag.to - drag.from) > 0.01)
            onZoom(seconds(Math.min(drag.from, drag.to)), seconds(Math.max(drag.from, drag.to)));
          setDrag(null);
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <canvas ref={canvas} role="img" aria-label="Heatmap of the buckets over time; the table has the figures" />
        {children}
        {drag && (
          <i
            class="selection"
            style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
          />
        )}
        {pointed && row && !drag && (
          <div
            class="tip"
            style={
              pointed.column > columns / 2
                ? { right: `${100 - (pointed.column / columns) * 100}%` }
                : { left: `${((pointed.column + 1) / columns) * 100}%` }
            }
          >
            <b>{clock.format(new Date(heat.grid.times[pointed.column]! * 1000))}</b>
            <span>{bucketText(row, unit)}</span>
            <span>{amount(heat.counts[pointed.row]![pointed.column]!)}</span>
          </div>
        )}
      </div>
    </div>
  );
}

function recorded(count: number): string {
  return `${formatNumber(Math.round(count * 10) / 10)} recorded`;
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function bucketText({ from, to }: { from: number; to: number }, unit: string): string {
  if (to === Infinity) return `above ${formatInUnit(from, unit)}`;
  if (from === -Infinity) return `up to ${formatInUnit(to, unit)}`;
  return `${formatInUnit(from, unit)} – ${formatInUnit(to, unit)}`;
}

export function rowLabels(heat: Heat, unit: string): { top: number; text: string }[] {
  const every = Math.max(1, Math.ceil(heat.rows.length / 8));
  return heat.rows.flatMap((row, i) => {
    if (i % every !== 0 && i !== heat.rows.length - 1) return [];
    if (i === heat.rows.length - 1 && i % every !== 0 && i % every < every / 2) return [];
    return [
      {
        top: 100 - ((i + 0.5) / heat.rows.length) * 100,
        text: row.to === Infinity ? `> ${formatInUnit(row.from, unit)}` : formatInUnit(row.to, unit),
      },
    ];
  });
}

function draw(canvas: HTMLCanvasElement, heat: Heat, height: number): void {
  const context = canvas.getContext('2d');
  const width = canvas.clientWidth;
  if (!context || width === 0) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(canvas).getPropertyValue('--accent');
  const columnWidth = width / heat.grid.times.length;
  const rowHeight = height / Math.max(1, heat.rows.length);
  // Cells touch on whole pixels of the device: gaps between narrow columns would look like stripes.
  const edge = (column: number) => Math.round(column * columnWidth * scale) / scale;
  const gap = columnWidth > 8 ? 0.5 : 0;
  heat.counts.forEach((counts, row) => {
    counts.forEach((count, column) => {
      if (count <= 0) return;
      context.globalAlpha = 0.12 + 0.88 * Math.sqrt(count / heat.most);
      context.fillRect(
        edge(column),
        height - (row + 1) * rowHeight,
        Math.max(1 / scale, edge(column + 1) - edge(column) - gap),
        Math.max(1, rowHeight - 0.5),
      );
    });
  });
}
