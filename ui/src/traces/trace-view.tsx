import { useMemo, useState } from 'preact/hooks';
import { getJson } from '../api/client';
import type { LogRecord, Trace } from '../api/wire';
import { Link } from '../location/link';
import { change, here, param } from '../location/place';
import { LogLines } from '../logs/log-lines';
import { LazyGraph } from '../map/lazy-graph';
import { CopyButton, CopyId } from '../parts/copy';
import { Icon } from '../parts/icon';
import { JsonTree } from '../parts/json-tree';
import { useShortcuts } from '../parts/keys';
import { ErrorTag, ServiceName } from '../parts/labels';
import { Empty, ErrorNotice, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import type { Json } from '../telemetry/attributes';
import { formatDuration } from '../time/durations';
import { formatInstant } from '../time/nanos';
import { findNoise } from './noise';
import { findSpans } from './search';
import { SpanDetail } from './span-detail';
import { traceMap } from './trace-map';
import { TraceTools } from './trace-tools';
import { buildTree, type TraceTree } from './tree';
import { Waterfall } from './waterfall';
import { readWindow, writeWindow } from './window';

const VIEWS = ['timeline', 'map', 'logs', 'json'] as const;
export type TraceViewName = (typeof VIEWS)[number];

const LOGS_MAX = 1000;

/** One trace: waterfall, map, logs and JSON, beside the fields of the chosen span. */
export function TraceView({ traceId }: { traceId: string }) {
  const trace = useFetched(
    `trace ${traceId}`,
    (signal) => getJson<Trace>(`/api/traces/${encodeURIComponent(traceId)}`, {}, signal),
    { pulse: false },
  );
  const logs = useFetched(
    `logs of ${traceId}`,
    (signal) => getJson<LogRecord[]>('/api/logs', { trace_id: traceId, limit: LOGS_MAX }, signal),
    { pulse: false },
  );
  useShortcuts([
    { keys: 'Escape', does: 'Close what is open', run: () => change(param('spanId') ? { spanId: null } : CLOSED) },
  ]);
  if (trace.error) {
    return (
      <section class="pane wide" aria-label="Trace">
        <ErrorNotice error={trace.error} />
        <Empty
          title="This trace cannot be shown"
          actions={
            <Link class="button" to={here(CLOSED)}>
              Back to the list
            </Link>
          }
        >
          <p class="mono">{traceId}</p>
        </Empty>
      </section>
    );
  }
  if (!trace.data) {
    return (
      <section class="pane wide" aria-label="Trace">
        <Skeleton />
      </section>
    );
  }
  return <LoadedTrace trace={trace.data} logs={logs.data} />;
}

const CLOSED = { traceId: null, spanId: null, view: null, find: null, zoom: null, noise: null };

function LoadedTrace({ trace, logs }: { trace: Trace; logs: LogRecord[] | null }) {
  const tree = useMemo(() => buildTree(trace.spans), [trace]);
  const noise = useMemo(() => findNoise(tree), [tree]);
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [showCritical, setShowCritical] = useState(false);
  const [showLogs, setShowLogs] = useState(false);
  const view = VIEWS.find((each) => each === param('view')) ?? 'timeline';
  const find = param('find');
  const matches = useMemo(() => findSpans(trace.spans, find), [trace, find]);
  const selected = tree.bySpanId.get(param('spanId') ?? '') ?? -1;
  const select = (node: number) => change({ spanId: tree.nodes[node]!.span.spanId }, param('spanId') !== null);
  const span = selected >= 0 ? tree.nodes[selected]!.span : null;
  const showNoise = param('noise') === 'show';
  return (
    <>
      <section class="pane wide trace-pane" aria-label="Trace">
        <TraceHead trace={trace} tree={tree} />
        <TraceTools
          view={view}
          views={VIEWS}
          logCount={logs?.length ?? 0}
          noise={noise}
          showNoise={showNoise}
          matches={matches}
          showCritical={showCritical}
          onCritical={setShowCritical}
          showLogs={showLogs}
          onLogs={setShowLogs}
          onCollapseAll={() => setCollapsed(collapsed.size > 0 ? new Set() : collapsible(tree))}
          anyCollapsed={collapsed.size > 0}
        />
        {view === 'timeline' && (
          <Waterfall
            tree={tree}
            noise={noise}
            choices={{ showNoise, showCritical, logs: showLogs ? logs : null, window: readWindow(param('zoom')) }}
            selected={selected}
            matches={matches}
            collapsed={collapsed}
            onCollapse={setCollapsed}
            onSelect={select}
            onZoom={(window) => change({ zoom: writeWindow(window) }, true)}
          />
        )}
        {view === 'map' && <LazyGraph map={traceMap(tree)} unit="calls" />}
        {view === 'logs' && (
          <div class="scroll">
            {logs && logs.length > 0 ? (
              <LogLines logs={logs.toReversed()} wide />
            ) : (
              <Empty title="No logs carry this trace id" />
            )}
          </div>
        )}
        {view === 'json' && (
          <div class="scroll json-box">
            <JsonTree value={trace as unknown as Json} open={2} />
          </div>
        )}
      </section>
      {span && (
        <SpanDetail
          key={span.spanId}
          span={span}
          traceStart={tree.start}
          logs={logs?.filter((each) => each.spanId === span.spanId).toReversed() ?? []}
          onClose={() => change({ spanId: null })}
        />
      )}
    </>
  );
}

function collapsible(tree: TraceTree): ReadonlySet<number> {
  return new Set(tree.nodes.filter((node) => node.children.length > 0 && node.depth > 0).map((node) => node.index));
}

function TraceHead({ trace, tree }: { trace: Trace; tree: TraceTree }) {
  const root = tree.nodes[tree.roots[0] ?? 0];
  const errors = tree.nodes.filter((node) => node.error).length;
  return (
    <header class="trace-head">
      <Link class="button plain" to={here(CLOSED)} aria-label="Back to the list" title="Back to the list (Esc)">
        <Icon name="left" />
      </Link>
      <div class="grow">
        <h2 class="cut">{root?.span.name ?? 'empty trace'}</h2>
        <p class="trace-facts">
          {root && <ServiceName name={root.span.serviceName} />}
          <b>{formatDuration(tree.duration)}</b>
          <span>{trace.span_count === 1 ? '1 span' : `${trace.span_count} spans`}</span>
          {errors > 0 && <ErrorTag text={errors === 1 ? '1 error' : `${errors} errors`} />}
          <span class="wide-only">{formatInstant(tree.start)}</span>
          <CopyId value={trace.trace_id} what="trace id">
            {trace.trace_id.slice(0, 8)}…
          </CopyId>
          {trace.truncated && <span class="tag warned">first {trace.spans.length} spans</span>}
        </p>
      </div>
      <CopyButton text={() => JSON.stringify(trace, null, 2)} what="trace as JSON" />
    </header>
  );
}
