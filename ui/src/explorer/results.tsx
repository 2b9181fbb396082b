import { useEffect, useMemo, useState } from 'preact/hooks';
import { change, param, timeParams, timeRange } from '../location/place';
import { DataTable } from '../metrics/chart-card';
import { Icon } from '../parts/icon';
import { Empty } from '../parts/notices';
import { isPhone } from '../parts/screen';
import { secondsToNanos } from '../time/nanos';
import { classicColumns, isClassic, isNative, nativeColumns } from './buckets';
import type { Catalogue } from './catalogue';
import { nearest, unitOf, unknownIn } from './catalogue';
import { GraphCard } from './graph-card';
import { HeatCard } from './heat-card';
import type { View } from './question';
import type { Reading, Result } from './reading';
import { ResultTable } from './result-table';
import { linesOf } from './series';
import { stepTimes } from './window';

const zoom = (start: number, end: number) => change(timeParams(secondsToNanos(start), secondsToNanos(end)));

function tallness(): number {
  return isPhone.value ? 240 : Math.max(240, Math.min(440, Math.round(window.innerHeight * 0.4)));
}

/** Follows the height of the window: the chart leaves room for its legend. */
function useTallness(): number {
  const [height, setHeight] = useState(tallness);
  useEffect(() => {
    const measure = () => setHeight(tallness());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return height;
}

export function hasBuckets({ series }: Pick<Result, 'series'>): boolean {
  return isNative(series) || isClassic(series);
}

/** What is on screen when the person did not choose: a heatmap where every answer is a histogram. */
export function shownAs(view: View, reading: Reading | null): Exclude<View, 'auto'> {
  if (view !== 'auto') return view;
  const answered = (reading?.results ?? []).filter((each) => each.series.length > 0);
  return answered.length > 0 && answered.every(hasBuckets) ? 'heat' : 'lines';
}

interface ResultsProps {
  reading: Reading;
  shown: Exclude<View, 'auto'>;
  catalogue: Catalogue | null;
  beforeLabel: string | null;
  logarithmic: boolean;
  /** Puts one name in the place of another in a query and runs it. */
  onReplace: (letter: string, name: string, by: string) => void;
}

export function Results(props: ResultsProps) {
  const { reading, shown } = props;
  const answered = reading.results.filter((each) => each.error === null);
  if (answered.length === 0) return <Refusals reading={reading} />;
  switch (shown) {
    case 'table':
      return everyStep() ? <StepTable {...props} answered={answered} /> : <Tables {...props} answered={answered} />;
    case 'heat':
      return <Heatmaps {...props} answered={answered} />;
    case 'lines':
      return <Lines {...props} answered={answered} />;
  }
}

type Answered = ResultsProps & { answered: readonly Result[] };

/** No query was answered. A range vector has no lines, but a table. */
function Refusals({ reading }: { reading: Reading }) {
  const ranged = reading.results.some((each) => each.error?.message.includes('for range query'));
  return (
    <Empty
      title={ranged ? 'Samples as they came have no place on steps' : 'Nothing to draw'}
      actions={
        ranged && (
          <button type="button" class="button" onClick={() => change({ show: 'table' })}>
            Show them as a table
          </button>
        )
      }
    >
      <p>
        {ranged
          ? 'A selector with a range gives raw samples. Put a function such as rate() around it, or look at them as a table.'
          : 'What is wrong stands beside the query.'}
      </p>
    </Empty>
  );
}

/** Names the metric that does not exist, if there is one, and those that it may have been meant to be. */
function Nothing({ reading, catalogue, onReplace }: Pick<ResultsProps, 'reading' | 'catalogue' | 'onReplace'>) {
  const { start, end } = reading.window;
  const between = `between ${clock.format(new Date(start * 1000))} and ${clock.format(new Date(end * 1000))}`;
  const known = new Set(catalogue?.names ?? []);
  const missing = catalogue
    ? reading.results.flatMap(({ letter, text }) => unknownIn(text, known).map((name) => ({ letter, name })))
    : [];
  const [first] = missing;
  if (first && catalogue) {
    const near = nearest(first.name, catalogue.names);
    return (
      <Empty
        title={`No metric is called ${first.name} in this time range`}
        actions={near.map((name) => (
          <button key={name} type="button" class="button" onClick={() => onReplace(first.letter, first.name, name)}>
            <code>{name}</code>
          </button>
        ))}
      >
        <p>{near.length > 0 ? 'Perhaps one of these was meant:' : 'Nothing of a similar name was received, either.'}</p>
      </Empty>
    );
  }
  return (
    <Empty
      title="No series in this time range"
      actions={
        timeRange.value.kind !== 'all' && (
          <button type="button" class="button" onClick={() => change({ range: 'all', start: null, end: null })}>
            Show all time
          </button>
        )
      }
    >
      <p>
        The query is right, but nothing matches it {between}. A misspelt label value, a rate over fewer than two samples
        and a range before the first sample are the usual reasons.
      </p>
    </Empty>
  );
}

const clock = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function Lines({ reading, answered, catalogue, beforeLabel, logarithmic, onReplace }: Answered) {
  const height = useTallness();
  const times = useMemo(() => stepTimes(reading.window), [reading]);
  const lines = useMemo(
    () =>
      linesOf(
        answered.map((each) => ({ ...each, unit: unitOf(each.text, catalogue) })),
        { window: reading.window, columns: times.length },
        reading.offset,
      ),
    [reading, catalogue],
  );
  const valued = answered.some((each) => /\bhistogram_(quantile|avg)\s*\(/.test(each.text) || isNative(each.series));
  const marks = useMemo(() => answered.flatMap((each) => each.exemplars.marks), [reading]);
  if (lines.length === 0) return <Nothing reading={reading} catalogue={catalogue} onReplace={onReplace} />;
  return (
    <section class="card graph-card" aria-label="Lines over time">
      <ExemplarNote answered={answered} />
      <GraphCard
        times={times}
        lines={lines}
        start={reading.window.start}
        end={reading.window.end}
        logarithmic={logarithmic}
        height={height}
        marks={marks}
        marksOnAxis={valued}
        markUnit={bucketUnit(answered[0]!.text, catalogue)}
        several={new Set(lines.map((line) => line.letter)).size > 1}
        beforeLabel={reading.offset > 0 ? beforeLabel : null}
        onZoom={zoom}
      />
    </section>
  );
}

function ExemplarNote({ answered }: { answered: readonly Result[] }) {
  const missing = answered.find((each) => each.exemplars.missing !== null)?.exemplars.missing;
  if (!missing) return null;
  return (
    <p class="advice">
      <Icon name="help" /> {missing}
    </p>
  );
}

function Heatmaps(props: Answered) {
  const { reading, answered } = props;
  const height = useTallness();
  const withBuckets = answered.filter(hasBuckets);
  const rest = answered.filter((each) => !hasBuckets(each) && each.series.length > 0);
  if (withBuckets.length === 0)
    return (
      <Empty title="A heatmap needs buckets">
        <p>
          Ask for a native histogram, <code>sum(rate(name[5m]))</code>, or for the buckets of a classic one,{' '}
          <code>sum by (le) (rate(name_bucket[5m]))</code>.
        </p>
      </Empty>
    );
  return (
    <>
      {withBuckets.map((result) => (
        <section key={result.letter} class="card graph-card" aria-label={`Heatmap of ${result.letter}`}>
          {answered.length > 1 && (
            <header>
              <span class="letter">{result.letter}</span>
              <h3 class="cut mono">{result.text}</h3>
            </header>
          )}
          <ExemplarNote answered={[result]} />
          <Heat result={result} reading={reading} catalogue={props.catalogue} height={height} />
        </section>
      ))}
      {rest.length > 0 && <Lines {...props} answered={rest} />}
    </>
  );
}

/** The unit of what was recorded, which the buckets are bounds of. */
function bucketUnit(text: string, catalogue: Catalogue | null): string {
  return unitOf(`histogram_quantile(0.5, ${text})`, catalogue);
}

function Heat({
  result,
  reading,
  catalogue,
  height,
}: {
  result: Result;
  reading: Reading;
  catalogue: Catalogue | null;
  height: number;
}) {
  const columns = useMemo(
    () =>
      isNative(result.series)
        ? nativeColumns(result.series, reading.window)
        : classicColumns(result.series, reading.window),
    [result],
  );
  if (!columns.some((column) => column.some((bucket) => bucket.count > 0)))
    return <Empty title="Nothing was recorded in this time range" />;
  return (
    <HeatCard
      columns={columns}
      window={reading.window}
      unit={bucketUnit(result.text, catalogue)}
      marks={result.exemplars.marks}
      rated={/\b(rate|irate)\s*\(/.test(result.text)}
      height={height}
      onZoom={zoom}
    />
  );
}

/** The table says every step of the range, not the answer at its end. */
export function everyStep(): boolean {
  return param('rows') === 'steps';
}

const COLUMNS_MAX = 60;

function StepTable({ reading, answered, catalogue, onReplace }: Answered) {
  const times = stepTimes(reading.window);
  const lines = linesOf(
    answered.map((each) => ({ ...each, unit: unitOf(each.text, catalogue) })),
    { window: reading.window, columns: times.length },
    0,
  );
  if (lines.length === 0) return <Nothing reading={reading} catalogue={catalogue} onReplace={onReplace} />;
  const several = answered.length > 1;
  const shown = lines.slice(0, COLUMNS_MAX);
  const rows = times
    .map((time, at) => ({ time, values: shown.map((line) => line.values[at] ?? null) }))
    .filter((row) => row.values.some((value) => value !== null))
    .reverse();
  return (
    <section class="card step-table" aria-label="Every step">
      {lines.length > shown.length && (
        <p class="advice">
          The first {shown.length} of {lines.length} series; the CSV export has all of them.
        </p>
      )}
      <DataTable
        data={{
          units: shown.map((line) => line.unit),
          columns: shown.map((line) => (several ? `${line.letter} ${line.name}` : line.name)),
          rows,
        }}
      />
    </section>
  );
}

function Tables({ reading, answered, catalogue }: Answered) {
  const moment = new Date(reading.window.end * 1000);
  return (
    <>
      {answered.map(
        (result) =>
          result.instant && (
            <section key={result.letter} class="card table-card" aria-label={`Table of ${result.letter}`}>
              <header>
                <span class="letter">{result.letter}</span>
                <h3 class="cut mono grow">{result.text}</h3>
                <span class="muted nowrap">at {second.format(moment)}</span>
              </header>
              <ResultTable data={result.instant} unit={unitOf(result.text, catalogue)} />
            </section>
          ),
      )}
    </>
  );
}

const second = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
