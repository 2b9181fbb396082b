import { Icon } from '../parts/icon';
import { Level } from '../parts/labels';
import { stripAnsi } from '../telemetry/ansi';
import { valueText } from '../telemetry/attributes';
import { serviceColour } from '../telemetry/service-colour';
import { levelOfRecord } from '../telemetry/severity';
import { formatDuration } from '../time/durations';
import { nanosBetween } from '../time/nanos';
import type { Segment } from './critical-path';
import type { WaterfallRow } from './rows';
import type { SpanNode, TraceTree } from './tree';
import { place, type Window } from './window';

export interface RowContext {
  tree: TraceTree;
  window: Window;
  selected: number;
  matches: ReadonlySet<number> | null;
  collapsed: ReadonlySet<number>;
  critical: ReadonlyMap<number, Segment[]> | null;
  onSelect: (node: number) => void;
  onToggle: (node: number) => void;
  onToggleFold: (id: string) => void;
}

const INDENT = 14;
const DEEPEST = 24;
const indent = (depth: number) => `${Math.min(depth, DEEPEST) * INDENT}px`;

export function Row({ row, context }: { row: WaterfallRow; context: RowContext }) {
  if (row.kind === 'span') return <SpanRow row={row} context={context} />;
  if (row.kind === 'fold') return <FoldRow row={row} context={context} />;
  return <LogRow row={row} context={context} />;
}

function SpanRow({ row, context }: { row: Extract<WaterfallRow, { kind: 'span' }>; context: RowContext }) {
  const { tree, selected, matches, collapsed } = context;
  const node = tree.nodes[row.node]!;
  const { span } = node;
  const faded = matches !== null && !matches.has(node.index);
  const open = !collapsed.has(node.index);
  const names = `wf-row ${selected === node.index ? 'chosen' : ''} ${faded ? 'faded' : ''} ${matches?.has(node.index) ? 'hit' : ''}`;
  return (
    <div class={names} style={{ '--c': serviceColour(span.serviceName) }} onClick={() => context.onSelect(node.index)}>
      <div class="wf-name" style={{ paddingLeft: indent(row.depth) }}>
        {node.children.length > 0 ? (
          <button
            type="button"
            class="twist"
            tabIndex={-1}
            aria-label={open ? 'Collapse' : 'Expand'}
            onClick={(event) => {
              event.stopPropagation();
              context.onToggle(node.index);
            }}
          >
            <Icon name={open ? 'down' : 'right'} />
          </button>
        ) : (
          <span class="twist" />
        )}
        <i class="tick" aria-hidden="true" />
        <span class="cut">
          <b>{span.serviceName}</b> {span.name}
        </span>
        {node.error && (
          <span class="bad-mark" title="This span failed">
            <Icon name="error" />
            <span class="sr">error</span>
          </span>
        )}
        {!open && <span class="tag">+{node.descendants}</span>}
        {!open && !node.error && node.errorBelow && <span class="tag bad">error below</span>}
        {node.orphan && (
          <span class="tag" title={`The parent ${span.parentSpanId} was not received`}>
            parent missing
          </span>
        )}
      </div>
      <div class="wf-time">
        <Bar node={node} context={context} />
      </div>
    </div>
  );
}

function Bar({ node, context }: { node: SpanNode; context: RowContext }) {
  const { tree, window, critical } = context;
  const bar = place(window, tree.duration, node.start, node.duration);
  if (!bar) return null;
  const end = bar.left + bar.width;
  const label = formatDuration(node.duration);
  return (
    <>
      <i class={`wf-bar ${node.error ? 'failed' : ''}`} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
      {critical?.get(node.index)?.map((segment) => {
        const part = place(window, tree.duration, segment.start, segment.end - segment.start);
        return (
          part && (
            <i key={segment.start} class="wf-critical" style={{ left: `${part.left}%`, width: `${part.width}%` }} />
          )
        );
      })}
      {node.span.events?.slice(0, 60).map((event, i) => {
        const at = place(window, tree.duration, nanosBetween(tree.start, event.timeUnixNano), 0);
        const failed = event.name === 'exception';
        return (
          at && (
            <i
              key={`${event.timeUnixNano}-${i}`}
              class={`wf-event ${failed ? 'failed' : ''}`}
              title={`${event.name}, ${formatDuration(nanosBetween(node.span.startTimeUnixNano, event.timeUnixNano))} into the span`}
              style={{ left: `${at.left}%` }}
            />
          )
        );
      })}
      <span
        class={`wf-label ${end >= 84 && bar.left <= 14 ? 'inside' : ''}`}
        style={
          end < 84
            ? { left: `${end}%` }
            : bar.left > 14
              ? { right: `${100 - bar.left}%` }
              : { right: `${Math.max(0, 100 - end)}%` }
        }
      >
        {label}
        {(node.span.links?.length ?? 0) > 0 && <Icon name="link" />}
      </span>
    </>
  );
}

function FoldRow({ row, context }: { row: Extract<WaterfallRow, { kind: 'fold' }>; context: RowContext }) {
  const { fold } = row;
  const { tree, window, matches } = context;
  const first = tree.nodes[fold.members[0]!]!;
  const bar = place(window, tree.duration, fold.start, fold.end - fold.start);
  const hits = matches === null ? 0 : fold.members.filter((member) => matches.has(member)).length;
  return (
    <div
      class={`wf-row fold ${matches !== null && hits === 0 ? 'faded' : ''} ${hits > 0 ? 'hit' : ''}`}
      style={{ '--c': serviceColour(first.span.serviceName) }}
      onClick={() => context.onToggleFold(fold.id)}
    >
      <div class="wf-name" style={{ paddingLeft: indent(row.depth) }}>
        <button type="button" class="twist" tabIndex={-1} aria-label={row.open ? 'Fold' : 'Unfold'}>
          <Icon name={row.open ? 'down' : 'right'} />
        </button>
        <i class="tick" aria-hidden="true" />
        <span class="cut">
          <b>{first.span.serviceName}</b> {fold.name}
        </span>
        <span class="tag times">×{fold.members.length}</span>
        {hits > 0 && <span class="tag">{hits} found</span>}
      </div>
      <div class="wf-time">
        {bar && <i class="wf-bar folded" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />}
        {bar && (
          <span
            class="wf-label"
            style={
              bar.left + bar.width < 74
                ? { left: `${bar.left + bar.width}%` }
                : { right: `${Math.max(0.5, 100 - bar.left)}%` }
            }
          >
            {formatDuration(fold.total)} in all
          </span>
        )}
      </div>
    </div>
  );
}

function LogRow({ row, context }: { row: Extract<WaterfallRow, { kind: 'log' }>; context: RowContext }) {
  const at = place(context.window, context.tree.duration, row.start, 0);
  const level = levelOfRecord(row.record);
  return (
    <div class="wf-row log" onClick={() => context.onSelect(row.node)}>
      <div class="wf-name" style={{ paddingLeft: indent(row.depth) }}>
        <span class="twist" />
        <Level level={level} />
        <span class="cut mono">{stripAnsi(valueText(row.record.body)).slice(0, 300)}</span>
      </div>
      <div class="wf-time">{at && <i class={`wf-log ${level}`} style={{ left: `${at.left}%` }} />}</div>
    </div>
  );
}
