import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NodeType, ServiceMap } from '../api/wire';
import { Icon } from '../parts/icon';
import { isPhone } from '../parts/screen';
import { serviceColour } from '../telemetry/service-colour';
import { formatPercent, formatRate } from '../telemetry/units';
import { formatMs } from '../time/durations';
import { type Arrangement, arrange, BOX, curve, type PlacedEdge, type PlacedNode } from './arrange';

interface GraphProps {
  map: ServiceMap;
  /** A map of one trace counts calls; the map of a time range shows rates. */
  unit: 'rate' | 'calls';
  chosen?: string | null;
  onChoose?: (id: string) => void;
}

interface View {
  x: number;
  y: number;
  scale: number;
}

/** A service map as SVG: drag to move, wheel to zoom. */
export function Graph({ map, unit, chosen = null, onChoose }: GraphProps) {
  const shape = JSON.stringify([map.nodes.map((node) => node.id), map.edges.map((edge) => [edge.source, edge.target])]);
  // The layout depends on who calls whom, not on the figures: it must not jump with every refresh.
  const placed = useMemo(() => arrange(map, isPhone.value), [shape, isPhone.value]);
  const figures = new Map(map.edges.map((edge) => [`${edge.source}\u0000${edge.target}`, edge]));
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const fit = () =>
    setView(frame.current ? fitted(placed, frame.current.clientWidth, frame.current.clientHeight) : null);
  useEffect(fit, [placed]);
  const zoom = (factor: number, x?: number, y?: number) => {
    const box = frame.current;
    if (view && box) setView(zoomed(view, factor, x ?? box.clientWidth / 2, y ?? box.clientHeight / 2));
  };
  useWheel(frame, (event) => {
    const box = frame.current!.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top);
  });
  return (
    <div
      class="graph"
      ref={frame}
      onPointerMove={(event) => {
        if (event.buttons === 1 && view) setView({ ...view, x: view.x + event.movementX, y: view.y + event.movementY });
      }}
    >
      <svg width="100%" height="100%" role="group" aria-label="Service map">
        <defs>
          {['arrow', 'arrow-bad'].map((id) => (
            <marker
              key={id}
              id={id}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0 0 8 4 0 8z" class={id} />
            </marker>
          ))}
        </defs>
        {view && (
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            {placed.edges.map((each) => (
              <Edge
                key={`${each.edge.source}>${each.edge.target}`}
                placed={{ ...each, edge: figures.get(`${each.edge.source}\u0000${each.edge.target}`) ?? each.edge }}
                unit={unit}
                faded={chosen !== null && each.edge.source !== chosen && each.edge.target !== chosen}
              />
            ))}
            {placed.nodes.map((node) => (
              <Box
                key={node.id}
                node={node}
                failing={map.edges.some((edge) => edge.target === node.id && edge.error_rate > 0)}
                chosen={chosen === node.id}
                onChoose={onChoose}
              />
            ))}
          </g>
        )}
      </svg>
      <div class="graph-tools">
        <button type="button" class="button small" aria-label="Zoom in" onClick={() => zoom(1.25)}>
          <Icon name="plus" />
        </button>
        <button type="button" class="button small" onClick={fit}>
          Fit
        </button>
      </div>
    </div>
  );
}

/** Below this nobody reads the labels: a larger map is moved instead. */
const READABLE = 0.55;

function fitted(placed: Arrangement, width: number, height: number): View {
  const scale = Math.max(
    READABLE,
    Math.min(1.15, width / Math.max(1, placed.width), height / Math.max(1, placed.height)),
  );
  return {
    x: Math.max(0, (width - placed.width * scale) / 2),
    y: Math.max(0, (height - placed.height * scale) / 2),
    scale,
  };
}

function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = Math.max(0.15, Math.min(3, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** Wheel listeners are passive by default; zooming must keep the page from scrolling. */
function useWheel(frame: { current: HTMLElement | null }, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [frame]);
}

const ICONS: Record<NodeType, 'service' | 'database' | 'messaging' | 'client'> = {
  service: 'service',
  database: 'database',
  messaging: 'messaging',
  client: 'client',
};

function Box({
  node,
  failing,
  chosen,
  onChoose,
}: {
  node: PlacedNode;
  failing: boolean;
  chosen: boolean;
  onChoose: ((id: string) => void) | undefined;
}) {
  const kind = node.type === 'client' ? 'calls from outside' : node.type;
  return (
    <foreignObject x={node.x - BOX.width / 2} y={node.y - BOX.height / 2} width={BOX.width} height={BOX.height}>
      <button
        type="button"
        class={`graph-node ${node.type} ${failing ? 'failing' : ''} ${chosen ? 'chosen' : ''}`}
        style={node.type === 'service' ? { '--c': serviceColour(node.label) } : {}}
        aria-pressed={chosen}
        title={`${node.label} (${kind})`}
        onClick={() => onChoose?.(node.id)}
      >
        <Icon name={ICONS[node.type]} />
        <span class="grow">
          <b class="cut">{node.label}</b>
          <span class="muted cut">
            {kind}
            {failing ? ', failing' : ''}
          </span>
        </span>
      </button>
    </foreignObject>
  );
}

function Edge({ placed, unit, faded }: { placed: PlacedEdge; unit: 'rate' | 'calls'; faded: boolean }) {
  const { edge, points, label } = placed;
  const bad = edge.error_rate > 0;
  const volume = unit === 'calls' ? `${edge.requests}×` : formatRate(edge.req_rate);
  return (
    <g class={`graph-edge ${bad ? 'bad' : ''} ${faded ? 'faded' : ''}`}>
      <path d={curve(points)} marker-end={`url(#${bad ? 'arrow-bad' : 'arrow'})`} />
      <text x={label.x} y={label.y - 4}>
        {volume}
        {bad ? ` · ${formatPercent(edge.error_rate)} err` : ''}
      </text>
      <text x={label.x} y={label.y + 9} class="second">
        {edge.requests === 1 ? '' : 'p95 '}
        {formatMs(edge.p95)}
      </text>
    </g>
  );
}
