import { useState } from 'preact/hooks';
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
  highlighted: string | null;
  /** The step under the pointer: its values take the place of the last ones. */
  at: number | null;
  several: boolean;
  beforeLabel: string | null;
  sort: { column: Column; down: boolean };
  onSort: (column: Column) => void;
  onHover: (key: string | null) => void;
  onIsolate: (key: string) => void;
  onToggle: (key: string) => void;
}

const ROWS_FIRST = 100;
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
  const { lines, shared, hidden, highlighted, at, several, beforeLabel, sort } = props;
  const [all, setAll] = useState(false);
  const ordered = sorted(lines, sort);
  const shown = all ? ordered : ordered.slice(0, ROWS_FIRST);
  return (
    <div class="series-legend" onPointerLeave={() => props.onHover(null)}>
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
                  {column === 'last' && at !== null ? 'here' : label}
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
            <tr
              key={line.key}
              class={`${hidden.has(line.key) ? 'off' : ''} ${highlighted === line.key ? 'pointed' : ''}`}
              onPointerEnter={() => props.onHover(hidden.has(line.key) ? null : line.key)}
            >
              <td>
                <button
                  type="button"
                  class="series-name"
                  title={`${selectorOf(line.labels)}\nClick: show alone. Ctrl+click: hide or show.`}
                  aria-pressed={!hidden.has(line.key)}
                  onClick={(event) =>
                    event.ctrlKey || event.metaKey || event.shiftKey
                      ? props.onToggle(line.key)
                      : props.onIsolate(line.key)
                  }
                >
                  <i style={{ background: `var(${hue(line.index)})` }} aria-hidden="true" />
                  {several && <span class="letter">{line.letter}</span>}
                  <span class="cut">{line.name}</span>
                </button>
              </td>
              <td class="number last">{figure(at === null ? line.figures.last : line.values[at], line.unit)}</td>
              <td class="number min">{figure(line.figures.min, line.unit)}</td>
              <td class="number max">{figure(line.figures.max, line.unit)}</td>
              <td class="number mean">{figure(line.figures.mean, line.unit)}</td>
              {beforeLabel && <td class="number">{changeOf(line)}</td>}
              <td class="tools">
                <button
                  type="button"
                  aria-label={`${hidden.has(line.key) ? 'Show' : 'Hide'} ${line.name}`}
                  title={hidden.has(line.key) ? 'Show' : 'Hide'}
                  onClick={() => props.onToggle(line.key)}
                >
                  <Icon name={hidden.has(line.key) ? 'hidden' : 'eye'} />
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
