import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { getJson } from '../api/client';
import type { Rejection, SignalStats, Stats } from '../api/wire';
import { CopyId } from '../parts/copy';
import { Icon } from '../parts/icon';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import { governPulse } from '../refresh/pulse';
import { formatBytes, formatCount } from '../telemetry/units';
import { formatDuration } from '../time/durations';
import { formatAgo, formatClock } from '../time/nanos';

/** How the server is doing, what it keeps, and what it refused and why. */
export function StatusRoom() {
  const { data, error } = useFetched('stats', (signal) => getJson<Stats>('/api/stats', {}, signal));
  useEffect(() => governPulse(5000, null), []);
  return (
    <div class="scroll">
      <div class="page status">
        {error && <ErrorNotice error={error} />}
        {!data && !error && <Skeleton />}
        {data && <Report stats={data} />}
      </div>
    </div>
  );
}

function Report({ stats }: { stats: Stats }) {
  return (
    <>
      <div class="facts-row">
        <Fact label="Version">{stats.version}</Fact>
        <Fact label="Up for">{formatDuration(stats.uptime_seconds * 1e9)}</Fact>
        <Fact label="Storage">{stats.mode === 'disk' ? 'on disk' : 'in memory'}</Fact>
        <Fact label="Acknowledges when">{stats.ack === 'synced' ? 'synced to disk' : 'written'}</Fact>
        {stats.demo && <Fact label="Demo">running</Fact>}
        <Fact label="For scripts">
          <a class="text" href="/api/docs">
            API
          </a>
        </Fact>
      </div>
      <Doctor rejections={stats.rejections ?? []} />
      <Signals stats={stats} />
      <div class="two">
        <Storage stats={stats} />
        <Process stats={stats} />
      </div>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <span class="muted">{label}</span>
      <b>{children}</b>
    </div>
  );
}

function Doctor({ rejections }: { rejections: readonly Rejection[] }) {
  return (
    <section class="card" aria-label="Connection Doctor">
      <header>
        <h2 class="grow">Connection Doctor</h2>
        {rejections.length === 0 && (
          <span class="tag good">
            <Icon name="check" />
            nothing was refused
          </span>
        )}
      </header>
      {rejections.length === 0 ? (
        <p class="card-text muted">Requests that Trine refuses appear here, each with its cause and what to change.</p>
      ) : (
        <ul class="rejections">
          {rejections.map((each) => (
            <li key={`${each.time}${each.reason}`}>
              <header>
                <Icon name="warning" />
                <b>{each.signal}</b>
                <span class="muted">
                  over {each.protocol}, answered {each.status}
                </span>
                {each.count > 1 && <span class="tag">×{each.count}</span>}
                <span class="muted grow right">
                  {formatClock(each.time)} ({formatAgo(each.time)})
                </span>
              </header>
              <p>{each.reason}</p>
              <p class="fix">
                <b>Fix</b> {each.fix}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const SIGNALS = ['traces', 'logs', 'metrics'] as const;

function Signals({ stats }: { stats: Stats }) {
  return (
    <section class="card" aria-label="Signals">
      <header>
        <h2>Signals</h2>
      </header>
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Signal</th>
              <th scope="col" class="number">
                Received
              </th>
              <th scope="col" class="number">
                Refused
              </th>
              <th scope="col" class="number">
                Stored
              </th>
              <th scope="col" class="number">
                On disk
              </th>
              <th scope="col">Oldest</th>
              <th scope="col">Newest</th>
            </tr>
          </thead>
          <tbody>
            {SIGNALS.map((name) => (
              <SignalRow key={name} name={name} signal={stats.signals[name]} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SignalRow({ name, signal }: { name: string; signal: SignalStats }) {
  return (
    <tr>
      <td>{name === 'traces' ? 'spans' : name === 'metrics' ? 'metric points' : 'log records'}</td>
      <td class="number">{formatCount(signal.received)}</td>
      <td class={`number ${signal.rejected > 0 ? 'bad-text' : ''}`}>{formatCount(signal.rejected)}</td>
      <td class="number">{formatCount(signal.stored_rows)}</td>
      <td class="number">{formatBytes(signal.bytes_disk)}</td>
      <td class="nowrap">{signal.oldest ? formatClock(signal.oldest) : 'none yet'}</td>
      <td class="nowrap">{signal.newest ? formatAgo(signal.newest) : 'none yet'}</td>
    </tr>
  );
}

function Storage({ stats }: { stats: Stats }) {
  const { storage } = stats;
  const limit = storage.retention_size_bytes;
  return (
    <section class="card" aria-label="Storage and retention">
      <header>
        <h2>Storage and retention</h2>
      </header>
      <div class="card-text">
        {limit !== null && (
          <>
            <div
              class="meter"
              role="img"
              aria-label={`${Math.round((storage.bytes_disk / limit) * 100)} % of the size budget used`}
            >
              <i style={{ width: `${Math.min(100, (storage.bytes_disk / limit) * 100)}%` }} />
            </div>
            <p class="muted">
              {formatBytes(storage.bytes_disk)} of {formatBytes(limit)}; the oldest parts are evicted when it fills.
            </p>
          </>
        )}
        {limit === null && <p class="muted">{formatBytes(storage.bytes_disk)} on disk, without a size limit.</p>}
      </div>
      <Figures
        rows={[
          [
            'Kept for',
            storage.retention_time_seconds === null
              ? 'as long as the size allows'
              : formatDuration(storage.retention_time_seconds * 1e9),
          ],
          ['Write-ahead log', formatBytes(storage.wal_bytes)],
          ['In memory, not yet sealed', formatBytes(storage.head_bytes)],
          ['Sealed parts', formatCount(storage.parts)],
          ['Evicted parts', `${formatCount(storage.evicted_parts)} (${formatCount(storage.evicted_rows)} rows)`],
          ['Quarantined', formatBytes(storage.quarantined_bytes)],
          ['Cut from a torn log end', formatBytes(storage.wal_truncated_bytes)],
        ]}
      />
      {stats.data_dir && (
        <p class="card-text">
          <CopyId value={stats.data_dir} what="data folder" />
        </p>
      )}
    </section>
  );
}

function Process({ stats }: { stats: Stats }) {
  const { process } = stats;
  return (
    <section class="card" aria-label="Process">
      <header>
        <h2>Process</h2>
      </header>
      <Figures
        rows={[
          ['Resident memory', formatBytes(process.rss_bytes)],
          ['Heap', `${formatBytes(process.heap_used_bytes)} of ${formatBytes(process.heap_max_bytes)}`],
          ['CPU time', formatDuration(process.cpu_seconds * 1e9)],
          ['Threads', formatCount(process.threads)],
          ['Open files', formatCount(process.open_files)],
          ...Object.entries(stats.listeners).map(([name, address]): [string, string] => [
            `Listens for ${LISTENERS[name] ?? name}`,
            address,
          ]),
        ]}
      />
    </section>
  );
}

const LISTENERS: Record<string, string> = { http: 'UI and API', otlp_grpc: 'OTLP/gRPC', otlp_http: 'OTLP/HTTP' };

function Figures({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
