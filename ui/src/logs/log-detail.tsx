import { useState } from 'preact/hooks';
import type { LogRecord } from '../api/wire';
import { Link } from '../location/link';
import { change, params, roomAddress } from '../location/place';
import { AttributeList } from '../parts/attribute-list';
import { CopyButton, CopyId, copyText } from '../parts/copy';
import { Icon } from '../parts/icon';
import { JsonTree } from '../parts/json-tree';
import { Level, ServiceName } from '../parts/labels';
import { Section } from '../parts/section';
import { stripAnsi } from '../telemetry/ansi';
import type { Json } from '../telemetry/attributes';
import { levelOfRecord } from '../telemetry/severity';
import { formatInstant, isoInstant } from '../time/nanos';
import { LogText } from './log-text';
import { bodyJson, bodyText, lineName, recordTime } from './record';

/** Everything one log record says, in its own pane. */
export function LogDetail({ record, onClose }: { record: LogRecord; onClose: () => void }) {
  const line = lineName(record);
  const filterBy = (pair: string) => change({ attribute: [...new Set([...params('attribute'), pair])] });
  return (
    <aside class="pane over detail" aria-label="Log line">
      <header class="pane-head">
        <Level level={levelOfRecord(record)} />
        <div class="grow">
          <ServiceName name={record.serviceName} />
        </div>
        {record.traceId && (
          <Link
            class="button small"
            to={roomAddress('traces', { traceId: record.traceId, spanId: record.spanId || null })}
          >
            <Icon name="traces" />
            Trace
          </Link>
        )}
        <button
          type="button"
          class="button small"
          title="Copy a link to this line"
          onClick={() =>
            void copyText(
              new URL(roomAddress('logs', { line, at: recordTime(record) }), window.location.href).href,
              'link to this line',
            )
          }
        >
          <Icon name="link" />
          <span class="sr">Copy a link to this line</span>
        </button>
        <CopyButton text={() => JSON.stringify(record, null, 2)} what="record as JSON" />
        <button type="button" class="button plain" aria-label="Close the line" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        <LogDetailBody record={record} onFilter={filterBy} />
        <p class="none">
          <Link class="text" to={roomAddress('logs', { service: record.serviceName, at: recordTime(record), line })}>
            What {record.serviceName} logged before this line
          </Link>
        </p>
      </div>
    </aside>
  );
}

export function LogDetailBody({ record, onFilter }: { record: LogRecord; onFilter?: (pair: string) => void }) {
  return (
    <>
      <Body record={record} />
      <dl class="facts">
        <dt>Time</dt>
        <dd>
          <CopyId value={isoInstant(recordTime(record))} what="time">
            {formatInstant(recordTime(record))}
          </CopyId>
        </dd>
        {record.observedTimeUnixNano && record.observedTimeUnixNano !== '0' && (
          <>
            <dt>Observed</dt>
            <dd class="mono">{formatInstant(record.observedTimeUnixNano)}</dd>
          </>
        )}
        <dt>Severity</dt>
        <dd>
          {record.severityText || 'no text'} <span class="muted">number {record.severityNumber ?? 0}</span>
        </dd>
        {record.eventName && (
          <>
            <dt>Event</dt>
            <dd>{record.eventName}</dd>
          </>
        )}
        {record.traceId && (
          <>
            <dt>Trace</dt>
            <dd>
              <Link
                class="text mono"
                to={roomAddress('traces', { traceId: record.traceId, spanId: record.spanId || null })}
              >
                {record.traceId}
              </Link>
            </dd>
          </>
        )}
        {record.spanId && (
          <>
            <dt>Span</dt>
            <dd>
              <CopyId value={record.spanId} what="span id" />
            </dd>
          </>
        )}
      </dl>
      <Section title="Attributes" count={record.attributes?.length ?? 0}>
        <AttributeList
          attributes={record.attributes}
          dropped={record.droppedAttributesCount}
          {...(onFilter ? { onFilter } : {})}
        />
      </Section>
      <Section title="Resource" count={record.resource?.attributes?.length ?? 0} open={false}>
        <AttributeList
          attributes={record.resource?.attributes}
          dropped={record.resource?.droppedAttributesCount}
          {...(onFilter ? { onFilter } : {})}
        />
      </Section>
      <Section title="Whole record as JSON" open={false}>
        <div class="json-box">
          <JsonTree value={record as unknown as Json} open={1} />
        </div>
      </Section>
    </>
  );
}

const FIRST = 8000;

function Body({ record }: { record: LogRecord }) {
  const json = bodyJson(record);
  const text = bodyText(record);
  const [pretty, setPretty] = useState(true);
  const [whole, setWhole] = useState(false);
  return (
    <div class="log-body">
      <div class="log-body-tools">
        {json !== null && (
          <div class="segmented" role="group" aria-label="Body as">
            <button type="button" aria-pressed={pretty} onClick={() => setPretty(true)}>
              Pretty
            </button>
            <button type="button" aria-pressed={!pretty} onClick={() => setPretty(false)}>
              Raw
            </button>
          </div>
        )}
        {text.length > FIRST && !whole && (
          <button type="button" class="button small" onClick={() => setWhole(true)}>
            Show all {text.length} characters
          </button>
        )}
        <CopyButton text={() => stripAnsi(text)} what="body" />
      </div>
      {json !== null && pretty ? (
        <JsonTree value={json} open={3} />
      ) : (
        <pre class="wrap">
          <LogText text={text} most={whole ? Infinity : FIRST} />
        </pre>
      )}
    </div>
  );
}
