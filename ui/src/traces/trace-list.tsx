import type { RefObject } from 'preact';
import type { TraceSummary } from '../api/wire';
import { Link } from '../location/link';
import { here, param } from '../location/place';
import { ErrorTag, ServiceName } from '../parts/labels';
import { isPhone } from '../parts/screen';
import { VirtualList, type VirtualListHandle } from '../parts/virtual-list';
import { serviceColour } from '../telemetry/service-colour';
import { formatMs } from '../time/durations';
import { formatClock } from '../time/nanos';

interface TraceListProps {
  traces: readonly TraceSummary[];
  narrow: boolean;
  cursor: number;
  onEnd: () => void;
  handle: RefObject<VirtualListHandle | null>;
}

export function TraceList({ traces, narrow, cursor, onEnd, handle }: TraceListProps) {
  const slowest = usualLongest(traces);
  const open = param('traceId');
  return (
    <>
      {!narrow && (
        <div class="trace-row head" aria-hidden="true">
          <span>Started</span>
          <span>Service</span>
          <span>Operation</span>
          <span>Duration</span>
          <span class="number spans">Spans</span>
          <span class="services">Services</span>
        </div>
      )}
      <div class="grow-list">
        <VirtualList
          count={traces.length}
          rowHeight={narrow || isPhone.value ? 50 : 34}
          keyOf={(index) => traces[index]!.trace_id}
          handle={handle}
          onEnd={onEnd}
          role="list"
          aria-label="Traces"
          slotRole="listitem"
          row={(index) => {
            const trace = traces[index]!;
            const chosen = trace.trace_id === open || (open === null && index === cursor);
            return narrow ? (
              <NarrowRow trace={trace} chosen={chosen} />
            ) : (
              <WideRow trace={trace} chosen={chosen} slowest={slowest} />
            );
          }}
        />
      </div>
    </>
  );
}

/** The scale of the bars ends where nineteen of twenty traces end: one slow batch must not flatten the rest. */
function usualLongest(traces: readonly TraceSummary[]): number {
  const sorted = traces.map((trace) => trace.duration_ms).toSorted((a, b) => a - b);
  return Math.max(1e-6, sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 1);
}

const openTrace = (trace: TraceSummary) => here({ traceId: trace.trace_id, spanId: null, view: null });

function operation(trace: TraceSummary): string {
  return trace.root_span_name || 'root span not received';
}

function Outcome({ trace }: { trace: TraceSummary }) {
  const code = trace.root_span_status_code;
  return (
    <>
      {code !== null && code !== undefined && code > 0 && (
        <span class={`tag ${code >= 500 ? 'bad' : code >= 400 ? 'warned' : ''}`}>{code}</span>
      )}
      {trace.error_count > 0 && <ErrorTag text={trace.error_count === 1 ? '1 error' : `${trace.error_count} errors`} />}
      {!trace.has_root && <span class="tag">no root</span>}
    </>
  );
}

function WideRow({ trace, chosen, slowest }: { trace: TraceSummary; chosen: boolean; slowest: number }) {
  return (
    <Link class={`trace-row ${chosen ? 'chosen' : ''}`} to={openTrace(trace)}>
      <span class="time">{formatClock(trace.start_time)}</span>
      <ServiceName name={trace.root_span_service || trace.service_name} />
      <span class="operation">
        <span class="cut">{operation(trace)}</span>
        <Outcome trace={trace} />
      </span>
      <span class="duration">
        <span class="number">{formatMs(trace.duration_ms)}</span>
        <span class="meter" aria-hidden="true">
          <i style={{ width: `${Math.max(1, Math.min(1, trace.duration_ms / slowest) * 100)}%` }} />
        </span>
      </span>
      <span class="number spans">{trace.span_count}</span>
      <span class="services" title={trace.services.map((each) => `${each.name} (${each.span_count})`).join(', ')}>
        {trace.services.slice(0, 8).map((each) => (
          <i key={each.name} class={each.error_count > 0 ? 'failed' : ''} style={{ '--c': serviceColour(each.name) }} />
        ))}
        <span class="sr">{trace.services.map((each) => each.name).join(', ')}</span>
      </span>
    </Link>
  );
}

function NarrowRow({ trace, chosen }: { trace: TraceSummary; chosen: boolean }) {
  return (
    <Link
      class={`trace-item ${chosen ? 'chosen' : ''}`}
      to={openTrace(trace)}
      aria-current={chosen ? 'true' : undefined}
    >
      <span class="line">
        <ServiceName name={trace.root_span_service || trace.service_name} />
        <span class="cut grow name">{operation(trace)}</span>
        <span class="number">{formatMs(trace.duration_ms)}</span>
      </span>
      <span class="line muted">
        <span class="time grow">{formatClock(trace.start_time)}</span>
        <Outcome trace={trace} />
        <span>{trace.span_count === 1 ? '1 span' : `${trace.span_count} spans`}</span>
      </span>
    </Link>
  );
}
