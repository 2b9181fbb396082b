import '../styles/metrics.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { getJson } from '../api/client';
import type { MetricSummary } from '../api/wire';
import { Explorer } from '../explorer/explorer';
import { WhyEmpty } from '../home/why-empty';
import { Link } from '../location/link';
import { change, here, param, params, roomAddress, timeRange, visit } from '../location/place';
import { FilterBar } from '../parts/filter-bar';
import { useShortcuts } from '../parts/keys';
import { Empty, ErrorNotice, Skeleton } from '../parts/notices';
import { useServiceNames } from '../parts/service-names';
import { VirtualList, type VirtualListHandle } from '../parts/virtual-list';
import { useFetched } from '../refresh/fetched';
import { governPulse } from '../refresh/pulse';
import { rangeKey } from '../services/range-key';
import { bounds } from '../time/range';
import { TYPE_NAMES } from './metric-types';
import { MetricView } from './metric-view';

/** Each reading brings all points of the range: short ranges are read often, long ones seldom. */
function readEveryMs(): number {
  const range = timeRange.value;
  if (range.kind !== 'rolling') return 30_000;
  const minutes = Number(range.nanos / 60_000_000_000n);
  return minutes <= 15 ? 2000 : minutes <= 60 ? 5000 : 30_000;
}

/** Two ways to the metrics: choosing one by name, or asking in PromQL. */
export function MetricsRoom() {
  const asking = param('view') === 'query';
  useShortcuts([
    {
      keys: 'q',
      does: asking ? 'Browse the metrics' : 'Ask in PromQL',
      run: () => visit(roomAddress('metrics', asking ? {} : { view: 'query' })),
    },
  ]);
  const lead = <WaySwitch asking={asking} />;
  return asking ? <Explorer lead={lead} /> : <MetricBrowser lead={lead} />;
}

function WaySwitch({ asking }: { asking: boolean }) {
  return (
    <nav class="segmented" aria-label="Ways to the metrics">
      <Link to={roomAddress('metrics')} aria-current={asking ? undefined : 'page'}>
        Browse
      </Link>
      <Link to={roomAddress('metrics', { view: 'query' })} aria-current={asking ? 'page' : undefined}>
        PromQL
      </Link>
    </nav>
  );
}

function MetricBrowser({ lead }: { lead: ComponentChildren }) {
  const search = param('search');
  const services = params('service');
  const { data, error, pending } = useFetched(`metrics ${rangeKey()} ${search ?? ''} ${services.join('&')}`, (signal) =>
    getJson<MetricSummary[]>('/api/metrics', { ...bounds(timeRange.value), text: search, service: services }, signal),
  );
  const chosen = param('metric');
  const handle = useRef<VirtualListHandle>(null);
  // A chart of the running present is worth watching, filtered or not; a fixed range does not change.
  const reason = timeRange.value.kind === 'fixed' ? 'the time range is fixed' : null;
  const every = readEveryMs();
  useEffect(() => governPulse(every, reason), [every, reason]);
  const metrics = data ?? [];
  const step = (by: number) => {
    const at = metrics.findIndex((each) => each.name === chosen);
    const next = metrics[Math.max(0, Math.min(metrics.length - 1, at + by))];
    if (!next) return;
    change({ metric: next.name, label: null }, chosen !== null);
    handle.current?.scrollTo(metrics.indexOf(next));
  };
  useShortcuts([
    { keys: 'j', does: 'Next metric', run: () => step(1) },
    { keys: 'k', does: 'Previous metric', run: () => step(-1) },
    { keys: 'Escape', does: 'Close the metric', run: () => change({ metric: null, label: null }) },
  ]);
  const fields = [{ name: 'service', label: 'service', many: true, options: useServiceNames() }];
  return (
    <>
      <FilterBar lead={lead} fields={fields} placeholder="Search metric names and descriptions" />
      <div class="panes">
        <section class={`pane metric-list ${metrics.length === 0 && data ? 'wide' : ''}`} aria-label="Metrics">
          {error && <ErrorNotice error={error} />}
          {!data && !error && <Skeleton />}
          {data && data.length === 0 && !pending && (
            <WhyEmpty signal="metrics" filtered={search !== null || services.length > 0} />
          )}
          {metrics.length > 0 && (
            <div class="grow-list">
              <VirtualList
                count={metrics.length}
                rowHeight={52}
                keyOf={(index) => metrics[index]!.name}
                handle={handle}
                role="list"
                slotRole="listitem"
                aria-label="Metrics by name"
                row={(index) => <MetricItem metric={metrics[index]!} chosen={metrics[index]!.name === chosen} />}
              />
            </div>
          )}
        </section>
        {chosen ? (
          <MetricView key={chosen} name={chosen} about={metrics.find((each) => each.name === chosen)} />
        ) : (
          metrics.length > 0 && (
            <section class="pane wide wide-only" aria-label="Metric">
              <Empty title="Choose a metric">
                <p>
                  Each type gets its own chart: gauges as lines, sums as rates, histograms as percentiles and a heatmap.
                </p>
              </Empty>
            </section>
          )
        )}
      </div>
    </>
  );
}

function MetricItem({ metric, chosen }: { metric: MetricSummary; chosen: boolean }) {
  return (
    <Link
      class={`metric-item ${chosen ? 'chosen' : ''}`}
      to={here({ metric: metric.name, label: null })}
      aria-current={chosen ? 'true' : undefined}
    >
      <span class="line">
        <b class="cut grow mono">{metric.name}</b>
        <span class="tag">{TYPE_NAMES[metric.type]}</span>
      </span>
      <span class="line muted">
        <span class="cut grow">{metric.description || metric.services.join(', ')}</span>
        <span class="nowrap">
          {metric.unit && metric.unit !== '1' ? `${metric.unit} · ` : ''}
          {metric.series_count} series
        </span>
      </span>
    </Link>
  );
}
