import { useMemo } from 'preact/hooks';
import type { Metric } from '../api/wire';
import { change, timeParams } from '../location/place';
import { formatCount, formatInUnit } from '../telemetry/units';
import { secondsToNanos } from '../time/nanos';
import { ChartCard, plotTable, type TableData } from './chart-card';
import { type Distribution, mean } from './distribution';
import { Heatmap } from './heatmap';
import { LineChart } from './line-chart';
import {
  type ExemplarMark,
  exemplarMarks,
  type Heat,
  histogramPlots,
  type LinePlot,
  scalarPlot,
  summaryPlots,
} from './plot';

interface MetricChartsProps {
  metric: Metric;
  /** Unix seconds. */
  start: number;
  end: number;
}

const zoom = (start: number, end: number) => change(timeParams(secondsToNanos(start), secondsToNanos(end)));

/** The right charts for the type of the metric. */
export function MetricCharts(props: MetricChartsProps) {
  switch (props.metric.type) {
    case 'gauge':
    case 'sum':
    case 'unknown':
      return <ScalarCharts {...props} />;
    case 'histogram':
    case 'exponential_histogram':
      return <HistogramCharts {...props} />;
    case 'summary':
      return <SummaryCharts {...props} />;
  }
}

function Lines({
  plot,
  start,
  end,
  exemplars = [],
}: {
  plot: LinePlot;
  start: number;
  end: number;
  exemplars?: readonly ExemplarMark[];
}) {
  const note = exemplars.length > 0 ? `${exemplars.length} exemplars: each opens its trace` : '';
  return (
    <ChartCard title={plot.title} note={note} table={() => plotTable(plot)}>
      <LineChart plot={plot} start={start} end={end} exemplars={exemplars} onZoom={zoom} />
    </ChartCard>
  );
}

function ScalarCharts({ metric, start, end }: MetricChartsProps) {
  const plot = useMemo(() => scalarPlot(metric, start, end), [metric, start, end]);
  // An exemplar of a counter carries the size of one increment, which is not on the axis of a rate.
  const exemplars = useMemo(
    () => (metric.type === 'gauge' ? exemplarMarks(metric, start, end) : []),
    [metric, start, end],
  );
  return <Lines plot={plot} start={start} end={end} exemplars={exemplars} />;
}

function HistogramCharts({ metric, start, end }: MetricChartsProps) {
  const plots = useMemo(() => histogramPlots(metric, start, end), [metric, start, end]);
  const exemplars = useMemo(() => exemplarMarks(metric, start, end), [metric, start, end]);
  return (
    <>
      <Totals total={plots.total} unit={metric.unit} />
      <Lines plot={plots.percentiles} start={start} end={end} exemplars={exemplars} />
      {plots.heat.rows.length > 0 && (
        <ChartCard title="Buckets over time" table={() => heatTable(plots.heat, metric.unit)}>
          <Heatmap heat={plots.heat} unit={metric.unit} onZoom={zoom} />
        </ChartCard>
      )}
      <Lines plot={plots.rate} start={start} end={end} />
    </>
  );
}

function SummaryCharts({ metric, start, end }: MetricChartsProps) {
  const plots = useMemo(() => summaryPlots(metric, start, end), [metric, start, end]);
  return (
    <>
      {plots.map((plot) => (
        <Lines key={plot.title} plot={plot} start={start} end={end} />
      ))}
    </>
  );
}

function Totals({ total, unit }: { total: Distribution; unit: string }) {
  const text = (value: number | null) => (value === null ? 'not reported' : formatInUnit(value, unit));
  const facts: [string, string][] = [
    ['Recorded', formatCount(total.count)],
    ['Mean', text(mean(total))],
    ['Minimum', text(total.min)],
    ['Maximum', text(total.max)],
    ['Sum', text(total.sum)],
  ];
  return (
    <div class="facts-row">
      {facts.map(([name, value]) => (
        <div class="fact" key={name}>
          <span class="muted">{name}</span>
          <b>{value}</b>
        </div>
      ))}
    </div>
  );
}

function heatTable(heat: Heat, unit: string): TableData {
  const rows = heat.grid.times
    .map((time, column) => ({ time, values: heat.counts.map((counts) => counts[column] ?? 0) }))
    .filter((row) => row.values.some((value) => value > 0));
  return {
    unit: '',
    columns: heat.rows.map((row) =>
      row.to === Infinity ? `> ${formatInUnit(row.from, unit)}` : `≤ ${formatInUnit(row.to, unit)}`,
    ),
    rows: rows.reverse(),
  };
}
