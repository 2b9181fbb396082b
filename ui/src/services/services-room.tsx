import { useEffect } from 'preact/hooks';
import { getJson } from '../api/client';
import type { Operation, ServiceSummary } from '../api/wire';
import { WhyEmpty } from '../home/why-empty';
import { Link } from '../location/link';
import { change, here, param, roomAddress, timeRange } from '../location/place';
import { Icon } from '../parts/icon';
import { useShortcuts } from '../parts/keys';
import { ErrorTag, ServiceName } from '../parts/labels';
import { Empty, ErrorNotice, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import { governPulse } from '../refresh/pulse';
import { kindName } from '../telemetry/spans';
import { formatCount, formatPercent, formatRate } from '../telemetry/units';
import { formatMs } from '../time/durations';
import { formatAgo } from '../time/nanos';
import { bounds } from '../time/range';
import { rangeKey } from './range-key';
import { ServiceActions } from './service-actions';
import { readSorting, type Sorting, sorted, writeSorting } from './sorting';

type Column =
  | 'name'
  | 'rate'
  | 'error_rate'
  | 'duration_p50'
  | 'duration_p95'
  | 'duration_p99'
  | 'requests'
  | 'span_count';

const COLUMNS: readonly { key: Column; label: string; title?: string; wide?: boolean }[] = [
  { key: 'name', label: 'Service' },
  { key: 'rate', label: 'Rate', title: 'Requests answered per second' },
  { key: 'error_rate', label: 'Errors', title: 'Share of the requests that failed' },
  { key: 'duration_p50', label: 'p50' },
  { key: 'duration_p95', label: 'p95' },
  { key: 'duration_p99', label: 'p99', wide: true },
  { key: 'requests', label: 'Requests', wide: true },
  { key: 'span_count', label: 'Spans', wide: true },
];

const BY_RATE: Sorting<Column> = { by: 'rate', descending: true };

/** Rate, errors and durations of every service. */
export function ServicesRoom() {
  const { data, error } = useFetched(`catalog ${rangeKey()}`, (signal) =>
    getJson<ServiceSummary[]>('/api/service-catalog', { ...bounds(timeRange.value) }, signal),
  );
  const chosen = param('name');
  useEffect(() => governPulse(5000, null), []);
  useShortcuts([{ keys: 'Escape', does: 'Close the service', run: () => change({ name: null }) }]);
  return (
    <>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton />}
      {data && data.length === 0 && <WhyEmpty signal="traces" filtered={false} />}
      {data && data.length > 0 && (
        <div class="panes">
          <section class="pane wide" aria-label="Services">
            <div class="scroll">
              <Catalog services={data} chosen={chosen} />
            </div>
          </section>
          {chosen && <ServiceDetail key={chosen} name={chosen} />}
        </div>
      )}
    </>
  );
}

function Catalog({ services, chosen }: { services: readonly ServiceSummary[]; chosen: string | null }) {
  const sorting = readSorting(
    param('sort'),
    COLUMNS.map((column) => column.key),
    BY_RATE,
  );
  const slowest = Math.max(1, ...services.map((each) => each.duration_p95));
  const busiest = Math.max(1e-9, ...services.map((each) => each.rate));
  const resort = (key: Column) =>
    change(
      { sort: writeSorting({ by: key, descending: sorting.by === key ? !sorting.descending : key !== 'name' }) },
      true,
    );
  return (
    <table class="table hover catalog">
      <thead>
        <tr>
          {COLUMNS.map(({ key, label, title, wide }) => (
            <th
              key={key}
              scope="col"
              class={`${key === 'name' ? '' : 'number'} ${wide ? 'wide-only' : ''}`}
              aria-sort={sorting.by === key ? (sorting.descending ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" title={title ?? `Sort by ${label}`} onClick={() => resort(key)}>
                {label}
                {sorting.by === key ? (sorting.descending ? ' ↓' : ' ↑') : ''}
              </button>
            </th>
          ))}
          <th scope="col" class="wide-only">
            Last seen
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted<Column, ServiceSummary & Record<Column, string | number>>(services, sorting).map((service) => (
          <tr key={service.name} class={service.name === chosen ? 'chosen' : ''}>
            <td>
              <Link class="row-link" to={here({ name: service.name === chosen ? null : service.name })}>
                <ServiceName name={service.name} />
              </Link>
            </td>
            <td class="number">
              <Figure text={formatRate(service.rate)} share={service.rate / busiest} />
            </td>
            <td class="number">
              {service.error_rate > 0 ? (
                <ErrorTag text={formatPercent(service.error_rate)} />
              ) : (
                <span class="muted">0 %</span>
              )}
            </td>
            <td class="number">{formatMs(service.duration_p50)}</td>
            <td class="number">
              <Figure text={formatMs(service.duration_p95)} share={service.duration_p95 / slowest} />
            </td>
            <td class="number wide-only">{formatMs(service.duration_p99)}</td>
            <td class="number wide-only">{formatCount(service.requests)}</td>
            <td class="number wide-only">{formatCount(service.span_count)}</td>
            <td class="muted wide-only nowrap">{formatAgo(service.last_seen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ text, share }: { text: string; share: number }) {
  return (
    <span class="figure">
      {text}
      <span class="meter" aria-hidden="true">
        <i style={{ width: `${Math.max(1, Math.min(1, share) * 100)}%` }} />
      </span>
    </span>
  );
}

function ServiceDetail({ name }: { name: string }) {
  const { data, error } = useFetched(`operations ${name} ${rangeKey()}`, (signal) =>
    getJson<Operation[]>(
      `/api/services/${encodeURIComponent(name)}/operations`,
      { ...bounds(timeRange.value) },
      signal,
    ),
  );
  return (
    <aside class="pane over detail" aria-label="Service">
      <header class="pane-head">
        <h2 class="grow">
          <ServiceName name={name} />
        </h2>
        <button
          type="button"
          class="button plain"
          aria-label="Close the service"
          onClick={() => change({ name: null })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        <ServiceActions name={name} />
        {error && <ErrorNotice error={error} />}
        {!data && !error && <Skeleton lines={4} />}
        {data?.length === 0 && <Empty title="No requests to this service in the chosen time" />}
        {data && data.length > 0 && (
          <table class="table hover">
            <thead>
              <tr>
                <th scope="col">Operation</th>
                <th scope="col" class="number">
                  Rate
                </th>
                <th scope="col" class="number">
                  Errors
                </th>
                <th scope="col" class="number">
                  p95
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((each) => (
                <tr key={`${each.kind} ${each.name}`}>
                  <td class="operation-cell">
                    <Link
                      class="row-link"
                      to={roomAddress('traces', { service: name, name: each.name })}
                      title={`Traces with ${each.name}`}
                    >
                      {each.name}
                    </Link>
                    <span class="muted"> {kindName(each.kind)}</span>
                  </td>
                  <td class="number">{formatRate(each.rate)}</td>
                  <td class="number">
                    {each.error_rate > 0 ? (
                      <ErrorTag text={formatPercent(each.error_rate)} />
                    ) : (
                      <span class="muted">0 %</span>
                    )}
                  </td>
                  <td class="number">{formatMs(each.duration_p95)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </aside>
  );
}
