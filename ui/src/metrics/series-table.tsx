import type { DataPoint, Metric } from '../api/wire';
import { formatCount, formatInUnit } from '../telemetry/units';
import { formatAgo } from '../time/nanos';
import { seriesLabels } from './plot';
import { inOrder } from './points';

const ROWS_MAX = 200;

/** Every series with its labels and its newest point. */
export function SeriesTable({ metric }: { metric: Metric }) {
  const labels = seriesLabels(metric.series);
  return (
    <section class="card" aria-label="Series">
      <header>
        <h3>Series</h3>
        <span class="muted">{metric.series.length}</span>
      </header>
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Labels</th>
              <th scope="col" class="number">
                Newest
              </th>
              <th scope="col" class="number">
                Points
              </th>
              <th scope="col">Seen</th>
            </tr>
          </thead>
          <tbody>
            {metric.series.slice(0, ROWS_MAX).map((series, i) => {
              const last = inOrder(series).at(-1);
              return (
                <tr key={i}>
                  <td>
                    <div>{labels[i]}</div>
                    <div class="muted labels">{labelText(series.attributes)}</div>
                  </td>
                  <td class="number">{last ? pointText(last, metric.unit) : '–'}</td>
                  <td class="number">{formatCount(series.datapoints.length)}</td>
                  <td class="nowrap muted">{last ? formatAgo(last.timeUnixNano) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function labelText(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

function pointText(point: DataPoint, unit: string): string {
  const distribution = point.histogram ?? point.exponential ?? point.summary;
  if (distribution) return `${formatCount(Number(distribution.count))} recorded`;
  return point.value === null || point.value === undefined ? 'no value' : formatInUnit(Number(point.value), unit);
}
