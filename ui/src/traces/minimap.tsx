import { useEffect, useRef, useState } from 'preact/hooks';
import { isDark } from '../parts/theme';
import { serviceSlot } from '../telemetry/service-colour';
import type { TraceTree } from './tree';
import { clampWindow, WHOLE, type Window } from './window';

const HEIGHT = 44;

/** The whole trace in miniature. Dragging over it chooses what the waterfall shows. */
export function Minimap({
  tree,
  window,
  onChange,
}: {
  tree: TraceTree;
  window: Window;
  onChange: (next: Window) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const dark = isDark.value;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => draw(element, tree);
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(element);
    return () => observer.disconnect();
  }, [tree, dark]);
  const share = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    return (event.clientX - box.left) / Math.max(1, box.width);
  };
  const shown = drag ? (clampWindow(drag.from, drag.to) ?? window) : window;
  return (
    <div
      class="minimap"
      title="Drag to zoom, double-click for the whole trace"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: share(event), to: share(event) });
      }}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: share(event) })}
      onPointerUp={() => {
        const chosen = drag && Math.abs(drag.to - drag.from) > 0.004 ? clampWindow(drag.from, drag.to) : null;
        setDrag(null);
        if (chosen) onChange(chosen);
      }}
      onDblClick={() => onChange(WHOLE)}
    >
      <canvas ref={canvas} />
      <i class="shade" style={{ left: '0', width: `${shown.from * 100}%` }} />
      <i class="shade" style={{ right: '0', width: `${(1 - shown.to) * 100}%` }} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, tree: TraceTree): void {
  const context = canvas.getContext('2d');
  const width = canvas.clientWidth;
  if (!context || width === 0) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(HEIGHT * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colours = Array.from({ length: 12 }, (_, slot) => style.getPropertyValue(`--service-${slot}`));
  const error = style.getPropertyValue('--bar-error');
  const rows = tree.order.length;
  const step = Math.min(4, (HEIGHT - 4) / rows);
  const tall = Math.max(1, step - 0.5);
  tree.order.forEach((index, row) => {
    const node = tree.nodes[index]!;
    context.fillStyle = node.error ? error : colours[serviceSlot(node.span.serviceName)]!;
    context.fillRect(
      (node.start / tree.duration) * width,
      2 + row * step,
      Math.max(1, (node.duration / tree.duration) * width),
      tall,
    );
  });
}
