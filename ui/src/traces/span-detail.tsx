import type { LogRecord, Span, SpanEvent, SpanLink } from '../api/wire';
import { Link } from '../location/link';
import { change, param, roomAddress, visit } from '../location/place';
import { LogLines } from '../logs/log-lines';
import { AttributeList } from '../parts/attribute-list';
import { CopyButton, CopyId } from '../parts/copy';
import { Icon } from '../parts/icon';
import { JsonTree } from '../parts/json-tree';
import { ErrorTag, ServiceName } from '../parts/labels';
import { Section } from '../parts/section';
import { attribute, type Json } from '../telemetry/attributes';
import { httpStatus, isError, kindName } from '../telemetry/spans';
import { formatDuration } from '../time/durations';
import { formatInstant, isoInstant, nanosBetween } from '../time/nanos';

interface SpanDetailProps {
  span: Span;
  /** Start of the trace; null where the trace is not loaded. */
  traceStart: bigint | null;
  logs?: readonly LogRecord[];
  onClose: () => void;
}

/** Everything one span says. */
export function SpanDetail({ span, traceStart, logs, onClose }: SpanDetailProps) {
  const duration = nanosBetween(span.startTimeUnixNano, span.endTimeUnixNano);
  const filterBy = (pair: string) => visit(roomAddress('traces', { attribute: pair }));
  return (
    <aside class="pane over detail" aria-label="Span">
      <header class="pane-head">
        <div class="grow">
          <h2 class="wrap">{span.name}</h2>
          <ServiceName name={span.serviceName} />
        </div>
        <CopyButton text={() => JSON.stringify(span, null, 2)} what="span as JSON" />
        <button type="button" class="button plain" aria-label="Close the span" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        <SpanFacts span={span} duration={duration} traceStart={traceStart} />
        <Section title="Attributes" count={span.attributes?.length ?? 0}>
          <AttributeList attributes={span.attributes} dropped={span.droppedAttributesCount} onFilter={filterBy} />
        </Section>
        {logs && logs.length > 0 && (
          <Section title="Logs" count={logs.length}>
            <LogLines logs={logs} />
          </Section>
        )}
        <Events events={span.events ?? []} start={span.startTimeUnixNano} dropped={span.droppedEventsCount} />
        <Links links={span.links ?? []} dropped={span.droppedLinksCount} />
        <Section title="Resource" count={span.resource?.attributes?.length ?? 0} open={false}>
          <AttributeList
            attributes={span.resource?.attributes}
            dropped={span.resource?.droppedAttributesCount}
            onFilter={filterBy}
          />
        </Section>
        <Section title="Scope" open={false}>
          <AttributeList
            attributes={[
              { key: 'name', value: { stringValue: span.scope?.name ?? '' } },
              { key: 'version', value: { stringValue: span.scope?.version ?? '' } },
              ...(span.scope?.attributes ?? []),
            ]}
            dropped={span.scope?.droppedAttributesCount}
          />
        </Section>
        <Section title="Whole span as JSON" open={false}>
          <div class="json-box">
            <JsonTree value={span as unknown as Json} open={1} />
          </div>
        </Section>
      </div>
    </aside>
  );
}

function SpanFacts({ span, duration, traceStart }: { span: Span; duration: number; traceStart: bigint | null }) {
  const code = httpStatus(span);
  return (
    <dl class="facts">
      <dt>Duration</dt>
      <dd>{formatDuration(duration)}</dd>
      <dt>Started</dt>
      <dd>
        <CopyId value={isoInstant(span.startTimeUnixNano)} what="start time">
          {formatInstant(span.startTimeUnixNano)}
        </CopyId>
        {traceStart !== null && (
          <span class="muted"> (+{formatDuration(nanosBetween(traceStart, span.startTimeUnixNano))})</span>
        )}
      </dd>
      <dt>Kind</dt>
      <dd>{kindName(span.kind)}</dd>
      <dt>Status</dt>
      <dd class="status-line">
        {isError(span) ? <ErrorTag /> : <span>{span.status?.code === 1 ? 'ok' : 'unset'}</span>}
        {code && <span class="tag">HTTP {code}</span>}
        {span.status?.message && <span class="wrap">{span.status.message}</span>}
      </dd>
      <dt>Span</dt>
      <dd>
        <CopyId value={span.spanId} what="span id" />
      </dd>
      <dt>Parent</dt>
      <dd>
        {span.parentSpanId ? (
          <CopyId value={span.parentSpanId} what="parent span id" />
        ) : (
          <span class="muted">none: this is a root</span>
        )}
      </dd>
      <dt>Trace</dt>
      <dd class="status-line">
        {param('tab') === 'traces' ? (
          <CopyId value={span.traceId} what="trace id" />
        ) : (
          <Link class="text mono cut" to={roomAddress('traces', { traceId: span.traceId, spanId: span.spanId })}>
            {span.traceId}
          </Link>
        )}
      </dd>
      {span.traceState && (
        <>
          <dt>Trace state</dt>
          <dd class="mono">{span.traceState}</dd>
        </>
      )}
    </dl>
  );
}

function Events({
  events,
  start,
  dropped,
}: {
  events: readonly SpanEvent[];
  start: string;
  dropped: number | undefined;
}) {
  if (events.length === 0 && !dropped) return null;
  return (
    <Section title="Events" count={events.length}>
      {events.map((event, i) => (
        <article class="event" key={`${event.timeUnixNano}-${i}`}>
          <header>
            <Icon name={event.name === 'exception' ? 'error' : 'diamond'} />
            <b class="grow wrap">{event.name}</b>
            <span class="muted number">+{formatDuration(nanosBetween(start, event.timeUnixNano))}</span>
          </header>
          <EventBody event={event} />
        </article>
      ))}
      {Boolean(dropped) && <p class="muted none">{dropped} more events were dropped before they reached Trine.</p>}
    </Section>
  );
}

function EventBody({ event }: { event: SpanEvent }) {
  const stack = attribute(event.attributes, 'exception.stacktrace');
  const rest = stack ? event.attributes?.filter((each) => each.key !== 'exception.stacktrace') : event.attributes;
  return (
    <>
      <AttributeList attributes={rest} dropped={event.droppedAttributesCount} />
      {stack && (
        <pre class="stack" tabIndex={0} role="region" aria-label="Stack trace">
          {stack}
        </pre>
      )}
    </>
  );
}

function Links({ links, dropped }: { links: readonly SpanLink[]; dropped: number | undefined }) {
  if (links.length === 0 && !dropped) return null;
  const trace = param('traceId');
  return (
    <Section title="Links" count={links.length}>
      {links.map((link) => (
        <article class="event" key={`${link.traceId}${link.spanId}`}>
          <header>
            <Icon name="link" />
            {link.traceId === trace ? (
              <button type="button" class="mono linkish" onClick={() => change({ spanId: link.spanId })}>
                span {link.spanId} of this trace
              </button>
            ) : (
              <Link class="text mono cut" to={roomAddress('traces', { traceId: link.traceId, spanId: link.spanId })}>
                {link.traceId}
              </Link>
            )}
          </header>
          {(link.attributes?.length ?? 0) > 0 && (
            <AttributeList attributes={link.attributes} dropped={link.droppedAttributesCount} />
          )}
        </article>
      ))}
      {Boolean(dropped) && <p class="muted none">{dropped} more links were dropped before they reached Trine.</p>}
    </Section>
  );
}
