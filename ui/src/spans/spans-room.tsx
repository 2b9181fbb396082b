import { useEffect, useRef, useState } from 'preact/hooks';
import { getPage } from '../api/client';
import type { Span } from '../api/wire';
import { WhyEmpty } from '../home/why-empty';
import { change, param } from '../location/place';
import { FilterBar } from '../parts/filter-bar';
import { useShortcuts } from '../parts/keys';
import { ErrorTag, ServiceName } from '../parts/labels';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { isPhone } from '../parts/screen';
import { useOperationNames, useServiceNames } from '../parts/service-names';
import { VirtualList, type VirtualListHandle } from '../parts/virtual-list';
import { useFetched } from '../refresh/fetched';
import { usePages } from '../refresh/pages';
import { governPulse } from '../refresh/pulse';
import { durationNanos, httpStatus, isError, KIND_NAMES, kindName } from '../telemetry/spans';
import { formatDuration } from '../time/durations';
import { formatClock } from '../time/nanos';
import { filtered, filterKey, spanQuery, traceFields } from '../traces/filters';
import { SpanDetail } from '../traces/span-detail';

export function SpansRoom() {
  const spanId = param('spanId');
  const pages = usePages<Span>(`spans ${filterKey()}`, '/api/spans', spanQuery);
  const [cursor, setCursor] = useState(-1);
  const handle = useRef<VirtualListHandle>(null);
  const listed = pages.items.find((span) => span.spanId === spanId);
  const linked = useLinkedSpan(spanId, listed !== undefined || pages.pending);
  const span = listed ?? linked.data;
  const reason = spanId
    ? 'a span is open'
    : pages.beyondFirst
      ? 'older pages are loaded'
      : filtered()
        ? 'a filter is active'
        : null;
  useEffect(() => governPulse(5000, reason), [reason]);
  const open = (next: Span) =>
    change(
      { spanId: next.spanId === spanId ? null : next.spanId, traceId: next.spanId === spanId ? null : next.traceId },
      spanId !== null,
    );
  const close = () => change({ spanId: null, traceId: null });
  const step = (by: number) => {
    const at = spanId ? pages.items.findIndex((each) => each.spanId === spanId) : cursor;
    const next = Math.max(0, Math.min(pages.items.length - 1, at + by));
    setCursor(next);
    handle.current?.scrollTo(next);
    if (spanId && pages.items[next])
      change({ spanId: pages.items[next]!.spanId, traceId: pages.items[next]!.traceId }, true);
  };
  useShortcuts([
    { keys: 'j', does: 'Next span', run: () => step(1) },
    { keys: 'k', does: 'Previous span', run: () => step(-1) },
    { keys: 'Enter', does: 'Open the span', run: () => pages.items[cursor] && open(pages.items[cursor]!) },
    { keys: 'Escape', does: 'Close the span', run: close },
  ]);
  const fields = [
    ...traceFields(useServiceNames(), useOperationNames()),
    { name: 'kind', label: 'kind', options: KIND_NAMES },
    { name: 'trace', label: 'trace', placeholder: 'trace id' },
  ];
  return (
    <>
      <FilterBar fields={fields} placeholder="Search span names and attributes" />
      <div class="panes">
        <section class="pane wide" aria-label="Spans">
          {pages.error && <ErrorNotice error={pages.error} />}
          {linked.error && <ErrorNotice error={linked.error} />}
          {pages.pending && pages.items.length === 0 && !pages.error && <Skeleton />}
          {!pages.pending && !pages.error && pages.items.length === 0 && (
            <WhyEmpty signal="traces" filtered={filtered()} />
          )}
          {pages.items.length > 0 && (
            <>
              <div class="span-row head" aria-hidden="true">
                <span>Started</span>
                <span>Service</span>
                <span>Name</span>
                <span class="kind">Kind</span>
                <span class="number">Duration</span>
              </div>
              <div class="grow-list">
                <VirtualList
                  count={pages.items.length}
                  rowHeight={isPhone.value ? 50 : 30}
                  keyOf={(index) => `${pages.items[index]!.traceId}${pages.items[index]!.spanId}`}
                  handle={handle}
                  onEnd={pages.more}
                  role="list"
                  slotRole="listitem"
                  aria-label="Spans, newest first"
                  row={(index) => (
                    <SpanRow
                      span={pages.items[index]!}
                      chosen={pages.items[index]!.spanId === spanId || (!spanId && index === cursor)}
                      onOpen={open}
                    />
                  )}
                />
              </div>
            </>
          )}
        </section>
        {span && <SpanDetail key={span.spanId} span={span} traceStart={null} onClose={close} />}
      </div>
    </>
  );
}

function SpanRow({ span, chosen, onOpen }: { span: Span; chosen: boolean; onOpen: (span: Span) => void }) {
  const code = httpStatus(span);
  return (
    <button
      type="button"
      class={`span-row ${chosen ? 'chosen' : ''}`}
      aria-pressed={chosen}
      onClick={() => onOpen(span)}
    >
      <span class="time">{formatClock(span.startTimeUnixNano)}</span>
      <ServiceName name={span.serviceName} />
      <span class="operation">
        <span class="cut">{span.name}</span>
        {code && <span class="tag">{code}</span>}
        {isError(span) && <ErrorTag />}
      </span>
      <span class="kind muted">{kindName(span.kind)}</span>
      <span class="number">{formatDuration(durationNanos(span))}</span>
    </button>
  );
}

/** A link may name a span that is not in the list: it is then asked for by its id. */
function useLinkedSpan(spanId: string | null, notNeeded: boolean) {
  const traceId = param('traceId');
  return useFetched<Span>(
    spanId === null || notNeeded ? null : `span ${spanId} ${traceId ?? ''}`,
    (signal) => findSpan(spanId!, traceId, signal),
    { pulse: false, keep: false },
  );
}

async function findSpan(spanId: string, traceId: string | null, signal: AbortSignal): Promise<Span> {
  const { items } = await getPage<Span>('/api/spans', { spanId, traceId, limit: 1 }, signal);
  if (items[0]) return items[0];
  const where = traceId ? ` in trace ${traceId}` : '';
  throw new Error(`There is no span ${spanId}${where}. It was never received, or has been evicted.`);
}
