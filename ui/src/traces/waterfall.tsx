import { useMemo, useRef, useState } from 'preact/hooks';
import type { LogRecord } from '../api/wire';
import { useShortcuts } from '../parts/keys';
import { VirtualList, type VirtualListHandle } from '../parts/virtual-list';
import { formatDuration } from '../time/durations';
import { nanosBetween } from '../time/nanos';
import { criticalPath, type Segment } from './critical-path';
import { Minimap } from './minimap';
import type { Noise } from './noise';
import { type WaterfallRow, waterfallRows } from './rows';
import { pathTo, type TraceTree } from './tree';
import { Row, type RowContext } from './waterfall-row';
import type { Window } from './window';

export interface WaterfallChoices {
  showNoise: boolean;
  showCritical: boolean;
  logs: readonly LogRecord[] | null;
  window: Window;
}

interface WaterfallProps {
  tree: TraceTree;
  noise: Noise;
  choices: WaterfallChoices;
  selected: number;
  matches: ReadonlySet<number> | null;
  collapsed: ReadonlySet<number>;
  onCollapse: (next: ReadonlySet<number>) => void;
  onSelect: (node: number) => void;
  onZoom: (window: Window) => void;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

export function Waterfall({
  tree,
  noise,
  choices,
  selected,
  matches,
  collapsed,
  onCollapse,
  onSelect,
  onZoom,
}: WaterfallProps) {
  const [openFolds, setOpenFolds] = useState<ReadonlySet<string>>(new Set());
  const [nameShare, setNameShare] = useState(40);
  const frame = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualListHandle>(null);
  const logs = useMemo(() => logsBySpan(tree, choices.logs), [tree, choices.logs]);
  const critical = useMemo(
    () => (choices.showCritical ? byNode(criticalPath(tree)) : null),
    [tree, choices.showCritical],
  );
  const needed = unfolded(openFolds, noise, selected);
  const rows = useMemo(
    () => waterfallRows(tree, noise, { collapsed, openFolds: needed, showNoise: choices.showNoise, logs }),
    [tree, noise, collapsed, needed, choices.showNoise, logs],
  );
  const toggle = (node: number) => onCollapse(toggled(collapsed, node));
  const move = (by: number) => {
    const spans = rows.flatMap((row, at) => (row.kind === 'span' ? [{ node: row.node, at }] : []));
    const now = spans.findIndex((each) => each.node === selected);
    const next = spans[Math.max(0, Math.min(spans.length - 1, now + by))];
    if (!next) return;
    onSelect(next.node);
    handle.current?.scrollTo(next.at);
  };
  useReveal(rows, selected, handle);
  useShortcuts([
    { keys: 'j or ArrowDown', does: 'Next span', run: () => move(1) },
    { keys: 'k or ArrowUp', does: 'Previous span', run: () => move(-1) },
    {
      keys: 'ArrowLeft',
      does: 'Collapse the span',
      run: () => selected >= 0 && onCollapse(new Set([...collapsed, selected])),
    },
    {
      keys: 'ArrowRight',
      does: 'Expand the span',
      run: () => selected >= 0 && collapsed.has(selected) && toggle(selected),
    },
    { keys: 'n', does: 'Next span found', run: () => jump(1) },
    { keys: 'N', does: 'Previous span found', run: () => jump(-1) },
  ]);
  const jump = (by: number) => {
    if (!matches || matches.size === 0) return;
    const found = tree.order.filter((index) => matches.has(index));
    const next = found[(found.indexOf(selected) + by + found.length) % found.length]!;
    onCollapse(without(collapsed, pathTo(tree, next).slice(0, -1)));
    onSelect(next);
  };
  const context: RowContext = {
    tree,
    window: choices.window,
    selected,
    matches,
    collapsed,
    critical,
    onSelect,
    onToggle: toggle,
    onToggleFold: (id) => setOpenFolds(toggled(openFolds, id)),
  };
  const visible = (choices.window.to - choices.window.from) * tree.duration;
  const offset = choices.window.from * tree.duration;

  return (
    <div class="waterfall" ref={frame} style={{ '--name': `${nameShare}%` }}>
      <Minimap tree={tree} window={choices.window} onChange={onZoom} />
      <div class="wf-axis">
        <div class="wf-name muted">
          {rows.length === tree.nodes.length
            ? `${rows.length} spans`
            : `${rows.length} rows of ${tree.nodes.length} spans`}
        </div>
        <div class="wf-time">
          {TICKS.map((tick) => (
            <span
              key={tick}
              class={tick === 1 ? 'last' : ''}
              style={tick === 1 ? { right: '0' } : { left: `${tick * 100}%` }}
            >
              {formatDuration(offset + tick * visible)}
            </span>
          ))}
        </div>
        <Divider share={nameShare} onMove={setNameShare} frame={() => frame.current} />
      </div>
      <div class="grow-list">
        <VirtualList
          count={rows.length}
          rowHeight={26}
          keyOf={(index) => rowKey(rows[index]!)}
          row={(index) => <Row row={rows[index]!} context={context} />}
          handle={handle}
          role="list"
          slotRole="listitem"
          aria-label="Spans of the trace"
          tabIndex={0}
        />
      </div>
    </div>
  );
}

function rowKey(row: WaterfallRow): string {
  if (row.kind === 'span') return `s${row.node}`;
  if (row.kind === 'fold') return `f${row.fold.id}`;
  return `l${row.node}-${row.record.timeUnixNano}-${row.start}`;
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function without(set: ReadonlySet<number>, values: readonly number[]): ReadonlySet<number> {
  return new Set([...set].filter((each) => !values.includes(each)));
}

/** A selected member opens its fold. */
function unfolded(open: ReadonlySet<string>, noise: Noise, selected: number): ReadonlySet<string> {
  const fold = noise.folded.get(selected);
  return fold && !open.has(fold.id) ? new Set([...open, fold.id]) : open;
}

/** Scrolls to a span that was selected from elsewhere (a link, a search) once. */
function useReveal(
  rows: readonly WaterfallRow[],
  selected: number,
  handle: { current: VirtualListHandle | null },
): void {
  const shown = useRef(-1);
  if (selected < 0 || shown.current === selected) return;
  const at = rows.findIndex((row) => row.kind === 'span' && row.node === selected);
  if (at < 0) return;
  shown.current = selected;
  requestAnimationFrame(() => handle.current?.scrollTo(at));
}

function byNode(segments: readonly Segment[]): ReadonlyMap<number, Segment[]> {
  const grouped = new Map<number, Segment[]>();
  for (const segment of segments) {
    const list = grouped.get(segment.node);
    if (list) list.push(segment);
    else grouped.set(segment.node, [segment]);
  }
  return grouped;
}

function logsBySpan(
  tree: TraceTree,
  logs: readonly LogRecord[] | null,
): ReadonlyMap<number, { record: LogRecord; start: number }[]> {
  const grouped = new Map<number, { record: LogRecord; start: number }[]>();
  for (const record of logs?.toReversed() ?? []) {
    const node = tree.bySpanId.get(record.spanId ?? '') ?? tree.roots[0];
    if (node === undefined) continue;
    const entry = { record, start: nanosBetween(tree.start, record.timeUnixNano) };
    const list = grouped.get(node);
    if (list) list.push(entry);
    else grouped.set(node, [entry]);
  }
  return grouped;
}

function Divider({
  share,
  onMove,
  frame,
}: {
  share: number;
  onMove: (share: number) => void;
  frame: () => HTMLElement | null;
}) {
  const clamp = (value: number) => Math.max(15, Math.min(75, value));
  return (
    <div
      class="wf-divider"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the name column"
      aria-valuenow={Math.round(share)}
      aria-valuemin={15}
      aria-valuemax={75}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation();
        onMove(clamp(share + (event.key === 'ArrowLeft' ? -3 : 3)));
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        const box = frame()?.getBoundingClientRect();
        if (!box || event.buttons === 0) return;
        onMove(clamp(((event.clientX - box.left) / box.width) * 100));
      }}
    />
  );
}
