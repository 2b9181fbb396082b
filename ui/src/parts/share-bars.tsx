import { useRef, useState } from 'preact/hooks';

export interface ShareBar {
  from: number;
  to: number;
  count: number;
  bad: number;
}

interface ShareBarsProps {
  bars: ShareBar[];
  label: string;
  format: (value: number) => string;
  onChoose: (from: number, to: number) => void;
  height?: number;
}

/** How values are distributed; dragging over the bars chooses a range of values. */
export function ShareBars({ bars, label, format, onChoose, height = 56 }: ShareBarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const filled = fillGaps(bars);
  const most = Math.max(1, ...filled.map((bar) => bar.count));
  const width = 100 / Math.max(1, filled.length);
  const index = (event: PointerEvent) => {
    const { left, width: pixels } = box.current!.getBoundingClientRect();
    return Math.max(
      0,
      Math.min(filled.length - 1, Math.floor(((event.clientX - left) / Math.max(1, pixels)) * filled.length)),
    );
  };
  const release = () => {
    if (drag && filled.length > 0)
      onChoose(filled[Math.min(drag.from, drag.to)]!.from, filled[Math.max(drag.from, drag.to)]!.to);
    setDrag(null);
  };
  const bar = pointed === null ? undefined : filled[pointed];
  const toTheLeft = (pointed ?? 0) > filled.length / 2;
  return (
    <figure class="time-bars" aria-label={label}>
      <div
        class="plot"
        ref={box}
        style={{ height: `${height}px` }}
        onPointerDown={(event) => {
          if (event.button !== 0 || filled.length === 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: index(event), to: index(event) });
        }}
        onPointerMove={(event) => {
          setPointed(index(event));
          if (drag) setDrag({ ...drag, to: index(event) });
        }}
        onPointerUp={release}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setPointed(null)}
      >
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {filled.map((each, i) => {
            const tall = each.count === 0 ? 0 : Math.max(1.5, (each.count / most) * (height - 2));
            const bad = each.count === 0 ? 0 : (tall * each.bad) / each.count;
            return (
              <g key={each.from}>
                <rect
                  class="fill traces"
                  x={i * width + width * 0.06}
                  y={height - tall}
                  width={width * 0.88}
                  height={Math.max(0, tall - bad)}
                />
                <rect
                  class="fill errors"
                  x={i * width + width * 0.06}
                  y={height - bad}
                  width={width * 0.88}
                  height={bad}
                />
              </g>
            );
          })}
        </svg>
        {drag && (
          <i
            class="selection"
            style={{
              left: `${Math.min(drag.from, drag.to) * width}%`,
              width: `${(Math.abs(drag.to - drag.from) + 1) * width}%`,
            }}
          />
        )}
        {bar && !drag && (
          <div
            class={`tip ${toTheLeft ? 'left' : ''}`}
            style={toTheLeft ? { right: `${100 - pointed! * width}%` } : { left: `${(pointed! + 1) * width}%` }}
          >
            <b>
              {format(bar.from)} – {format(bar.to)}
            </b>
            <span>
              {bar.count} {bar.bad > 0 ? `(${bar.bad} with errors)` : ''}
            </span>
          </div>
        )}
      </div>
      <figcaption>
        <span>{filled.length > 0 ? format(filled[0]!.from) : ''}</span>
        <span class="wide-only">duration, drag to choose</span>
        <span>{filled.length > 0 ? format(filled.at(-1)!.to) : ''}</span>
      </figcaption>
    </figure>
  );
}

const BARS_MAX = 120;

/** Empty buckets are not sent; the axis needs them. All buckets share one ratio. */
export function fillGaps(bars: readonly ShareBar[]): ShareBar[] {
  const first = bars.find((bar) => bar.from > 0 && bar.to > bar.from);
  if (!first) return [...bars];
  const ratio = first.to / first.from;
  const filled: ShareBar[] = [];
  for (const bar of bars) {
    let last = filled.at(-1);
    while (last && last.to > 0 && bar.from > last.to * Math.sqrt(ratio) && filled.length < BARS_MAX) {
      last = { from: last.to, to: last.to * ratio, count: 0, bad: 0 };
      filled.push(last);
    }
    filled.push(bar);
  }
  return filled;
}
