import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { getJson } from '../api/client';
import type { LogRecord, ServiceSummary, SignalStats, Stats, TraceSummary } from '../api/wire';
import { Link } from '../location/link';
import { roomAddress, timeRange } from '../location/place';
import { LogLines } from '../logs/log-lines';
import { Icon, type IconName } from '../parts/icon';
import { ErrorTag, ServiceName } from '../parts/labels';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import { governPulse } from '../refresh/pulse';
import { rangeKey } from '../services/range-key';
import { formatCount, formatPercent, formatRate } from '../telemetry/units';
import { formatMs } from '../time/durations';
import { formatAgo } from '../time/nanos';
import { bounds } from '../time/range';
import { Setup } from './setup';

const FEW = 6;

/** What is going on, at a glance; with nothing received yet, how to send something. */
export function HomeRoom() {
  const { data, error } = useFetched('stats', (signal) => getJson<Stats>('/api/stats', {}, signal));
  useEffect(() => governPulse(5000, null), []);
  const received = data
    ? Object.values(data.signals).some((signal) => signal.received > 0 || signal.stored_rows > 0)
    : false;
  return (
    <div class="scroll">
      <div class="page home">
        {error && <ErrorNotice error={error} />}
        {!data && !error && <Skeleton />}
        {data && !received && <Welcome stats={data} />}
        {data && received && <Overview stats={data} />}
      </div>
    </div>
  );
}

function Welcome({ stats }: { stats: Stats }) {
  return (
    <>
      <header class="welcome">
        <h2>Trine is listening</h2>
        <p>
          Metrics, logs and traces appear here as soon as an application sends them. Three environment variables are
          enough; nothing leaves this machine.
        </p>
      </header>
      <section class="card">
        <div class="card-text">
          <Setup listeners={stats.listeners} />
        </div>
      </section>
    </>
  );
}

function Overview({ stats }: { stats: Stats }) {
  return (
    <>
      <div class="tiles">
        <Tile icon="traces" to={roomAddress('traces')} title="Spans" signal={stats.signals.traces} />
        <Tile icon="logs" to={roomAddress('logs')} title="Log records" signal={stats.signals.logs} />
        <Tile icon="metrics" to={roomAddress('metrics')} title="Metric points" signal={stats.signals.metrics} />
      </div>
      <div class="two">
        <BusyServices />
        <FailedTraces />
      </div>
      <ErrorLines />
      <details class="card more-setup">
        <summary>Send more telemetry here</summary>
        <div class="card-text">
          <Setup listeners={stats.listeners} />
        </div>
      </details>
    </>
  );
}

function Tile({ icon, to, title, signal }: { icon: IconName; to: string; title: string; signal: SignalStats }) {
  return (
    <Link class="tile card" to={to}>
      <span class="muted">
        <Icon name={icon} />
        {title}
      </span>
      <b>{formatCount(signal.stored_rows)}</b>
      <span class="muted">{signal.newest ? `newest ${formatAgo(signal.newest)}` : 'none yet'}</span>
      {signal.rejected > 0 && <span class="tag warned">{formatCount(signal.rejected)} refused</span>}
    </Link>
  );
}

function Panel({ title, to, children }: { title: string; to: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-label={title}>
      <header>
        <h2 class="grow">{title}</h2>
        <Link class="text" to={to}>
          All
        </Link>
      </header>
      {children}
    </section>
  );
}

function BusyServices() {
  const { data, error } = useFetched(`catalog ${rangeKey()}`, (signal) =>
    getJson<ServiceSummary[]>('/api/service-catalog', { ...bounds(timeRange.value) }, signal),
  );
  const busiest = (data ?? []).toSorted((a, b) => b.rate - a.rate).slice(0, FEW);
  return (
    <Panel title="Services" to={roomAddress('services')}>
      {error && <p class="card-text muted">{error}</p>}
      {!data && !error && <Skeleton lines={3} />}
      {data && busiest.length === 0 && <p class="card-text muted">No service was active in this time range.</p>}
      <ul class="brief">
        {busiest.map((each) => (
          <li key={each.name}>
            <Link to={roomAddress('services', { name: each.name })}>
              <span class="grow">
                <ServiceName name={each.name} />
              </span>
              {each.error_rate > 0 && <ErrorTag text={formatPercent(each.error_rate)} />}
              <span class="number fixed">{formatRate(each.rate)}</span>
              <span class="number fixed muted">{formatMs(each.duration_p95)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function FailedTraces() {
  const { data, error } = useFetched(`failed ${rangeKey()}`, (signal) =>
    getJson<TraceSummary[]>('/api/traces', { ...bounds(timeRange.value), status: 'error', limit: FEW }, signal),
  );
  return (
    <Panel title="Latest failed traces" to={roomAddress('traces', { status: 'error' })}>
      {error && <p class="card-text muted">{error}</p>}
      {!data && !error && <Skeleton lines={3} />}
      {data && data.length === 0 && <p class="card-text muted">No trace failed in this time range.</p>}
      <ul class="brief">
        {(data ?? []).map((each) => (
          <li key={each.trace_id}>
            <Link to={roomAddress('traces', { traceId: each.trace_id })}>
              <ServiceName name={each.root_span_service || each.service_name} />
              <span class="grow cut">{each.root_span_name}</span>
              <span class="number fixed">{formatMs(each.duration_ms)}</span>
              <span class="number fixed muted">{formatAgo(each.start_time)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ErrorLines() {
  const { data, error } = useFetched(`error lines ${rangeKey()}`, (signal) =>
    getJson<LogRecord[]>('/api/logs', { ...bounds(timeRange.value), severity: 'error', limit: FEW }, signal),
  );
  return (
    <Panel title="Latest error logs" to={roomAddress('logs', { severity: 'error' })}>
      {error && <p class="card-text muted">{error}</p>}
      {!data && !error && <Skeleton lines={3} />}
      {data && data.length === 0 && <p class="card-text muted">No line at error level or above in this time range.</p>}
      {data && <LogLines logs={data} wide />}
    </Panel>
  );
}
