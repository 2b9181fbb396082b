import { useState } from 'preact/hooks';
import { ApiError, apiPath, getJson, type Query } from '../api/client';
import type { Metric, MetricSummary } from '../api/wire';
import { Link } from '../location/link';
import { change, param, params, roomAddress, timeRange } from '../location/place';
import { CopyId } from '../parts/copy';
import { Icon } from '../parts/icon';
import { Empty, ErrorNotice, Skeleton } from '../parts/notices';
import { Popover } from '../parts/popover';
import { useFetched } from '../refresh/fetched';
import { rangeKey } from '../services/range-key';
import { formatAgo, nanosToSeconds } from '../time/nanos';
import { bounds, extent } from '../time/range';
import { MetricCharts } from './metric-charts';
import { TYPE_NAMES } from './metric-types';
import { SeriesTable } from './series-table';

const SERIES_MAX = 200;

interface Answer {
  name: string;
  /** Null when no point lies in the time range and passes the labels. */
  metric: Metric | null;
  start: number;
  end: number;
}

/** One metric: what it is, its charts, its series. */
export function MetricView({ name, about }: { name: string; about: MetricSummary | undefined }) {
  const labels = params('label');
  const question = (): Query => ({
    ...bounds(timeRange.value),
    service: params('service'),
    maxSeries: SERIES_MAX,
    ...labelQuery(labels),
  });
  const path = `/api/metrics/${encodeURIComponent(name)}`;
  const { data, error, pending } = useFetched(
    `metric ${name} ${rangeKey()} ${labels.join('&')} ${params('service').join('&')}`,
    async (signal): Promise<Answer> => {
      const metric = await readMetric(path, question(), signal);
      const { start, end } = extent(timeRange.value, metric ? foundBounds(metric) : {});
      return { name, metric, start: nanosToSeconds(start), end: nanosToSeconds(end) };
    },
  );
  const answer = data?.name === name ? data : null;
  const shown = answer?.metric ?? null;
  return (
    <section class="pane wide over" aria-label="Metric">
      <header class="metric-head">
        <div class="line">
          <button
            type="button"
            class="button plain phone-only"
            aria-label="Back to the list"
            onClick={() => change({ metric: null, label: null })}
          >
            <Icon name="left" />
          </button>
          <h2 class="grow">
            <CopyId value={name} what="metric name" />
          </h2>
          <Link
            class="button small"
            to={roomAddress('metrics', { view: 'query', find: prometheusStem(name) })}
            title="Find this metric under its Prometheus name"
          >
            <Icon name="metrics" />
            <span class="wide-only">PromQL</span>
          </Link>
          <a
            class="button small"
            href={apiPath(path, question())}
            download={`${name}.json`}
            title="Download the points as JSON"
          >
            <Icon name="download" />
            <span class="wide-only">JSON</span>
          </a>
        </div>
        <p class="muted">{(shown ?? about)?.description || 'This metric came without a description.'}</p>
        {(shown ?? about) && <Facts metric={(shown ?? about)!} about={about} />}
        <LabelFilter name={name} labels={labels} />
      </header>
      <div class="scroll metric-body">
        {error && <ErrorNotice error={error} />}
        {!answer && !error && <Skeleton />}
        {answer && (shown === null || shown.series.length === 0) && !pending && (
          <Empty
            title={labels.length > 0 ? 'No series has these labels in this time range' : 'No points in this time range'}
          >
            {about && <p>The newest point was recorded {formatAgo(about.last_seen)}.</p>}
          </Empty>
        )}
        {answer && shown && shown.series.length > 0 && (
          <>
            {shown.truncated && (
              <div class="notice">
                <Icon name="warning" />
                This metric has more than {SERIES_MAX} series; the rest is left out. Choose labels to narrow it down.
              </div>
            )}
            <MetricCharts metric={shown} start={answer.start} end={answer.end} />
            <SeriesTable metric={shown} />
          </>
        )}
      </div>
    </section>
  );
}

/** What every Prometheus name of the metric begins with; unit and `_total` follow. */
export function prometheusStem(name: string): string {
  return name
    .replace(/[^a-zA-Z0-9:]+/g, '_')
    .replace(/^(\d)/, '_$1')
    .replace(/_$/, '');
}

/** The server answers 404 when nothing matches; here that is an empty chart and not a failure. */
async function readMetric(path: string, query: Query, signal: AbortSignal): Promise<Metric | null> {
  try {
    return await getJson<Metric>(path, query, signal);
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 404) return null;
    throw cause;
  }
}

function Facts({
  metric,
  about,
}: {
  metric: Pick<Metric, 'type' | 'unit' | 'temporality' | 'monotonic'>;
  about: MetricSummary | undefined;
}) {
  return (
    <p class="tags">
      <span class="tag">{TYPE_NAMES[metric.type]}</span>
      {metric.unit && metric.unit !== '1' && <span class="tag">unit {metric.unit}</span>}
      {metric.temporality !== 'unspecified' && <span class="tag">{metric.temporality}</span>}
      {metric.type === 'sum' && <span class="tag">{metric.monotonic ? 'only grows' : 'up and down'}</span>}
      {about && <span class="tag">{about.series_count === 1 ? '1 series' : `${about.series_count} series`}</span>}
    </p>
  );
}

/** `attribute.k=v` in the address becomes the parameter `attribute.k` with the value `v`. */
export function labelQuery(labels: readonly string[]): Query {
  return Object.fromEntries(
    labels.flatMap((label) => {
      const at = label.indexOf('=');
      return at > 0 ? [[label.slice(0, at), label.slice(at + 1)]] : [];
    }),
  );
}

function foundBounds(metric: Metric): { start?: bigint; end?: bigint } {
  let [start, end]: [bigint | undefined, bigint | undefined] = [undefined, undefined];
  for (const series of metric.series) {
    for (const point of series.datapoints) {
      const at = BigInt(point.timeUnixNano);
      if (start === undefined || at < start) start = at;
      if (end === undefined || at > end) end = at;
    }
  }
  return { ...(start !== undefined ? { start } : {}), ...(end !== undefined ? { end: end + 1n } : {}) };
}

type LabelValues = Record<string, string[]>;

function LabelFilter({ name, labels }: { name: string; labels: readonly string[] }) {
  const path = `/api/metrics/${encodeURIComponent(name)}`;
  const { data } = useFetched(
    `labels of ${name}`,
    async (signal) => {
      const [attributes, resources] = await Promise.all([
        getJson<LabelValues>(`${path}/attributes`, {}, signal),
        getJson<Record<string, string>[]>(`${path}/resources`, {}, signal),
      ]);
      return choices(attributes, resources);
    },
    { pulse: false, keep: false },
  );
  const service = param('service');
  const set = (label: string) => {
    const key = label.slice(0, label.indexOf('='));
    change({ label: [...labels.filter((each) => !each.startsWith(`${key}=`)), label] });
  };
  return (
    <div class="label-filter">
      {service && (
        <span class="chip">
          <span class="cut">
            <span class="muted">service</span> {service}
          </span>
          <button type="button" aria-label="Remove filter service" onClick={() => change({ service: null })}>
            <Icon name="close" />
          </button>
        </span>
      )}
      {labels.map((label) => (
        <span class="chip" key={label}>
          <span class="cut">{label.replace(/^(attribute|resource)\./, '')}</span>
          <button
            type="button"
            aria-label={`Remove label ${label}`}
            onClick={() => change({ label: labels.filter((each) => each !== label) })}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {data && data.length > 0 && (
        <Popover
          title="Choose labels"
          buttonClass="button small"
          label={
            <>
              <Icon name="filter" />
              Labels
            </>
          }
        >
          {(close) => (
            <LabelMenu
              choices={data}
              onChoose={(label) => {
                set(label);
                close();
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}

function choices(
  attributes: LabelValues,
  resources: readonly Record<string, string>[],
): { key: string; label: string; values: string[] }[] {
  const own = Object.entries(attributes).map(([key, values]) => ({
    key: `attribute.${key}`,
    label: key,
    values: values.toSorted(),
  }));
  const keys = [...new Set(resources.flatMap((each) => Object.keys(each)))].sort();
  const about = keys.map((key) => ({
    key: `resource.${key}`,
    label: key,
    values: [...new Set(resources.flatMap((each) => (each[key] === undefined ? [] : [each[key]])))].sort(),
  }));
  return [...own.sort((a, b) => (a.key < b.key ? -1 : 1)), ...about.filter((each) => each.values.length > 1)];
}

function LabelMenu({
  choices: all,
  onChoose,
}: {
  choices: { key: string; label: string; values: string[] }[];
  onChoose: (label: string) => void;
}) {
  const [key, setKey] = useState<string | null>(all.length === 1 ? all[0]!.key : null);
  const chosen = all.find((each) => each.key === key);
  if (!chosen) {
    return (
      <>
        {all.map((each) => (
          <button key={each.key} type="button" class="menu-item" onClick={() => setKey(each.key)}>
            <span class="grow cut">{each.label}</span>
            <span class="muted number">{each.values.length}</span>
          </button>
        ))}
      </>
    );
  }
  return (
    <>
      {chosen.values.slice(0, 200).map((value) => (
        <button key={value} type="button" class="menu-item" onClick={() => onChoose(`${chosen.key}=${value}`)}>
          <span class="cut">{value || 'empty text'}</span>
        </button>
      ))}
    </>
  );
}
