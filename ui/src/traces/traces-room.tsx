import { useEffect, useRef, useState } from 'preact/hooks';
import type { TraceSummary } from '../api/wire';
import { WhyEmpty } from '../home/why-empty';
import { change, here, param, visit } from '../location/place';
import { FilterBar } from '../parts/filter-bar';
import { useShortcuts } from '../parts/keys';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { useOperationNames, useServiceNames } from '../parts/service-names';
import type { VirtualListHandle } from '../parts/virtual-list';
import { usePages } from '../refresh/pages';
import { governPulse } from '../refresh/pulse';
import { filtered, filterKey, spanQuery, traceFields } from './filters';
import { TraceList } from './trace-list';
import { TraceOverview } from './trace-overview';
import { TraceView } from './trace-view';

export function TracesRoom() {
  const traceId = param('traceId');
  const fields = traceFields(useServiceNames(), useOperationNames());
  const pages = usePages<TraceSummary>(`traces ${filterKey()}`, '/api/traces', spanQuery);
  const [cursor, setCursor] = useState(-1);
  const handle = useRef<VirtualListHandle>(null);
  const reason = holdReason(traceId, pages.beyondFirst);
  useEffect(() => governPulse(5000, reason), [reason]);

  const step = (by: number) => {
    const open = pages.items.findIndex((trace) => trace.trace_id === traceId);
    const next = Math.max(0, Math.min(pages.items.length - 1, (traceId ? open : cursor) + by));
    const target = pages.items[next];
    if (!target) return;
    setCursor(next);
    handle.current?.scrollTo(next);
    if (traceId) visit(here({ traceId: target.trace_id, spanId: null }), true);
  };
  const openCursor = () => {
    const target = pages.items[cursor];
    if (target && !traceId) visit(here({ traceId: target.trace_id }));
  };
  useShortcuts(
    traceId
      ? [
          { keys: ']', does: 'Next trace', run: () => step(1) },
          { keys: '[', does: 'Previous trace', run: () => step(-1) },
        ]
      : [
          { keys: 'j', does: 'Next trace', run: () => step(1) },
          { keys: 'k', does: 'Previous trace', run: () => step(-1) },
          { keys: 'Enter', does: 'Open the trace', run: openCursor },
          {
            keys: 'e',
            does: 'Only traces with errors',
            run: () => change({ status: param('status') === 'error' ? null : 'error' }),
          },
        ],
  );

  return (
    <>
      {!traceId && <FilterBar fields={fields} placeholder="Search span names and attributes" />}
      {!traceId && <TraceOverview />}
      <div class={`panes traces ${traceId ? 'with-detail' : ''}`}>
        <section class="pane list" aria-label="Trace list">
          {pages.error && <ErrorNotice error={pages.error} />}
          {pages.pending && pages.items.length === 0 && !pages.error && <Skeleton />}
          {!pages.pending && !pages.error && pages.items.length === 0 && (
            <WhyEmpty signal="traces" filtered={filtered()} />
          )}
          {pages.items.length > 0 && (
            <TraceList
              traces={pages.items}
              narrow={traceId !== null}
              cursor={cursor}
              onEnd={pages.more}
              handle={handle}
            />
          )}
        </section>
        {traceId && <TraceView key={traceId} traceId={traceId} />}
      </div>
    </>
  );
}

function holdReason(traceId: string | null, beyondFirst: boolean): string | null {
  if (traceId) return 'a trace is open';
  if (beyondFirst) return 'older pages are loaded';
  return filtered() ? 'a filter is active' : null;
}
