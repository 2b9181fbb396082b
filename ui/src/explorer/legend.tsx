import { type ReadonlySignal, type Signal, useComputed } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { copyText } from '../parts/copy';
import { Icon } from '../parts/icon';
import { formatInUnit, formatPercent } from '../telemetry/units';
import { hue } from './palette';
import type { LabelSet } from './prometheus';
import { selectorOf } from './series';
import type { DrawnLine } from './time-chart';

export type Column = 'name' | 'last' | 'min' | 'max' | 'mean';

interface LegendProps {
  lines: readonly DrawnLine[];
  shared: LabelSet;
  hidden: ReadonlySet<string>;
  /** The key of the line that stands out. */
  pointed: Signal<string | null>;
  /** The step under the pointer: its values take the place of the last ones. */
  at: ReadonlySignal<number | null>;
  several: boolean;
  beforeLabel: string | null;
  sort: { column: Column; down: boolean };
  onSort: (column: Column) => void;
  onIsolate: (key: string) => void;
  onToggle: (key: string) => void;
}

const ROWS_FIRST = 50;
const FIGURES: readonly { column: Exclude<Column, 'name'>; label: string }[] = [
  { column: 'last', label: 'last' },
  { column: 'min', label: 'min' },
  { column: 'max', label: 'max' },
  { column: 'mean', label: 'mean' },
];

export function sorted(lines: readonly DrawnLine[], { column, down }: LegendProps['sort']): DrawnLine[] {
  const ordered = lines.toSorted((a, b) => {
    if (column === 'name') return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    return (a.figures[column] ?? -Infinity) - (b.figures[column] ?? -Infinity);
  });
  return down ? ordered.reverse() : ordered;
}

/** Every line with its figures. A click shows one line alone, the eye hides one. */
export function Legend(props: LegendProps) {
  const { lines, shared, hidden, pointed, at, several, beforeLabel, sort } = props;
  const [all, setAll] = useState(false);
  const ordered = useMemo(() => sorted(lines, sort), [lines, sort.column, sort.down]);
  const shown = all ? ordered : ordered.slice(0, ROWS_FIRST);
  return (
    <div
      class="series-legend"
      onPointerLeave={() => {
        pointed.value = null;
      }}
    >
      <table aria-label="Series">
        <thead>
          <tr>
            <th scope="col" aria-sort={ariaSort('name', sort)}>
              <button type="button" onClick={() => props.onSort('name')}>
                {lines.length === 1 ? '1 series' : `${lines.length} series`}
                <SortMark column="name" sort={sort} />
              </button>
              {Object.keys(shared).length > 0 && lines.length > 1 && (
                <span class="shared cut" title="Labels that all series share">
                  all: {selectorOf(shared)}
                </span>
              )}
            </th>
            {FIGURES.map(({ column, label }) => (
              <th key={column} scope="col" class={`number ${column}`} aria-sort={ariaSort(column, sort)}>
                <button type="button" onClick={() => props.onSort(column)}>
                  <SortMark column={column} sort={sort} />
                  {column === 'last' ? <LastLabel at={at} /> : label}
                </button>
              </th>
            ))}
            {beforeLabel && (
              <th scope="col" class="number" title={`Mean against ${beforeLabel}`}>
                change
              </th>
            )}
            <th class="tools">
              <span class="sr">Tools</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Row
              key={line.key}
              line={line}
              off={hidden.has(line.key)}
              pointed={pointed}
              at={at}
              several={several}
              compared={beforeLabel !== null}
              onIsolate={props.onIsolate}
              onToggle={props.onToggle}
            />
          ))}
        </tbody>
      </table>
      {ordered.length > shown.length && (
        <button type="button" class="button small more" onClick={() => setAll(true)}>
          Show all {ordered.length} series
        </button>
      )}
    </div>
  );
}

type RowProps = Pick<LegendProps, 'pointed' | 'at' | 'several' | 'onIsolate' | 'onToggle'> & {
  line: DrawnLine;
  off: boolean;
  compared: boolean;
};

function Row({ line, off, pointed, at, several, compared, onIsolate, onToggle }: RowProps) {
  const stands = useComputed(() => pointed.value === line.key);
  return (
    <tr
      class={`${off ? 'off' : ''} ${stands.value ? 'pointed' : ''}`}
      onPointerEnter={() => {
        pointed.value = off ? null : line.key;
      }}
    >
      <td>
        <button
          type="button"
          class="series-name"
          title={`${selectorOf(line.labels)}\nClick: show alone. Ctrl+click: hide or show.`}
          aria-pressed={!off}
          onClick={(event) =>
            event.ctrlKey || event.metaKey || event.shiftKey ? onToggle(line.key) : onIsolate(line.key)
          }
        >
          <i style={{ background: `var(${hue(line.index)})` }} aria-hidden="true" />
          {several && <span class="letter">{line.letter}</span>}
          <span class="cut">{line.name}</span>
        </button>
      </td>
      <td class="number last">
        <LastValue line={line} at={at} />
      </td>
      <td class="number min">{figure(line.figures.min, line.unit)}</td>
      <td class="number max">{figure(line.figures.max, line.unit)}</td>
      <td class="number mean">{figure(line.figures.mean, line.unit)}</td>
      {compared && <td class="number">{changeOf(line)}</td>}
      <td class="tools">
        <button
          type="button"
          aria-label={`${off ? 'Show' : 'Hide'} ${line.name}`}
          title={off ? 'Show' : 'Hide'}
          onClick={() => onToggle(line.key)}
        >
          <Icon name={off ? 'hidden' : 'eye'} />
        </button>
        <button
          type="button"
          aria-label={`Copy the selector of ${line.name}`}
          title="Copy the selector"
          onClick={() => void copyText(selectorOf(line.labels), 'selector')}
        >
          <Icon name="copy" />
        </button>
      </td>
    </tr>
  );
}

function LastLabel({ at }: Pick<LegendProps, 'at'>) {
  return <>{at.value === null ? 'last' : 'here'}</>;
}

/** Alone in following the pointer over the chart. */
function LastValue({ line, at }: Pick<RowProps, 'line' | 'at'>) {
  return <>{figure(at.value === null ? line.figures.last : line.values[at.value], line.unit)}</>;
}

function figure(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined ? '–' : formatInUnit(value, unit);
}

function changeOf(line: DrawnLine): string {
  const { mean } = line.figures;
  if (mean === null || line.beforeMean === null) return 'new';
  if (line.beforeMean === 0) return mean === 0 ? '±0 %' : 'from 0';
  const share = (mean - line.beforeMean) / Math.abs(line.beforeMean);
  return `${share >= 0 ? '+' : '−'}${formatPercent(Math.abs(share))}`;
}

function ariaSort(column: Column, sort: LegendProps['sort']): 'ascending' | 'descending' | undefined {
  return sort.column === column ? (sort.down ? 'descending' : 'ascending') : undefined;
}

function SortMark({ column, sort }: { column: Column; sort: LegendProps['sort'] }) {
  return sort.column === column ? <span aria-hidden="true">{sort.down ? '↓' : '↑'}</span> : null;
}
