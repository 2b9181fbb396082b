import { useRef, useState } from 'preact/hooks';
import { formatClock } from '../time/nanos';

export interface BarPart {
  /** Class of the rectangle, which carries its colour. */
  name: string;
  count: number;
}

export interface TimeBar {
  time: bigint;
  parts: BarPart[];
}

interface TimeBarsProps {
  bars: TimeBar[];
  start: bigint;
  end: bigint;
  label: string;
  onZoom: (start: bigint, end: bigint) => void;
  height?: number;
}

const sum = (bar: TimeBar) => bar.parts.reduce((total, part) => total + part.count, 0);

/** Stacked counts over time; dragging over them chooses a range. */
export function TimeBars({ bars, start, end, label, onZoom, height = 56 }: TimeBarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const most = Math.max(1, ...bars.map(sum));
  const span = Number(end - start) || 1;
  const width = 100 / Math.max(1, bars.length);
  const share = (event: PointerEvent) => {
    const { left, width: pixels } = box.current!.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, pixels)));
  };
  const at = (part: number) => start + BigInt(Math.round(part * span));
  const release = () => {
    if (drag && Math.abs(drag.to - drag.from) > 0.008)
      onZoom(at(Math.min(drag.from, drag.to)), at(Math.max(drag.from, drag.to)));
    setDrag(null);
  };
  const bar = pointed === null ? undefined : bars[pointed];

  return (
    <figure class="time-bars" aria-label={label}>
      <div
        class="plot"
        ref={box}
        style={{ height: `${height}px` }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: share(event), to: share(event) });
        }}
        onPointerMove={(event) => {
          setPointed(Math.min(bars.length - 1, Math.floor(share(event) * bars.length)));
          if (drag) setDrag({ ...drag, to: share(event) });
        }}
        onPointerUp={release}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setPointed(null)}
      >
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((each, i) => stack(each, i, width, (height - 2) / most, height))}
        </svg>
        {drag && (
          <i
            class="selection"
            style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
          />
        )}
        {bar && !drag && (
          <div
            class={`tip ${pointed! > bars.length / 2 ? 'left' : ''}`}
            style={
              pointed! > bars.length / 2
                ? { right: `${100 - pointed! * width}%` }
                : { left: `${(pointed! + 1) * width}%` }
            }
          >
            <b>{formatClock(bar.time)}</b>
            {bar.parts
              .filter((part) => part.count > 0)
              .map((part) => (
                <span key={part.name}>
                  <i class={`swatch ${part.name}`} />
                  {part.name} {part.count}
                </span>
              ))}
            {sum(bar) === 0 && <span>nothing</span>}
          </div>
        )}
      </div>
      <figcaption>
        <span>{formatClock(start)}</span>
        <span class="wide-only">drag to zoom</span>
        <span>{formatClock(end)}</span>
      </figcaption>
    </figure>
  );
}

function stack(bar: TimeBar, index: number, width: number, scale: number, height: number) {
  let top = height;
  return bar.parts
    .filter((part) => part.count > 0)
    .map((part) => {
      const tall = Math.max(1.5, part.count * scale);
      top -= tall;
      return (
        <rect
          key={part.name}
          class={`fill ${part.name}`}
          x={index * width + width * 0.08}
          y={top}
          width={width * 0.84}
          height={tall}
        />
      );
    });
}
