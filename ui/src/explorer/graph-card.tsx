import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { params } from '../location/place';
import type { ExemplarMark } from '../metrics/plot';
import { Legend, sorted } from './legend';
import type { LabelSet } from './prometheus';
import { type Line, sharedLabels } from './series';
import { hiddenKeys, isolate, sortBy, sortInForce, toggle } from './shown-lines';
import { type DrawnLine, TimeChart } from './time-chart';

/** More lines are a carpet: the first ones by the order of the legend are drawn. */
export const DRAWN_MAX = 200;

interface GraphCardProps {
  times: readonly number[];
  lines: readonly Line[];
  start: number;
  end: number;
  logarithmic: boolean;
  height: number;
  marks: readonly ExemplarMark[];
  marksOnAxis: boolean;
  markUnit: string;
  several: boolean;
  beforeLabel: string | null;
  onZoom: (start: number, end: number) => void;
}

/** The lines with their legend: each can be shown alone, hidden, pointed at from either side. */
export function GraphCard(props: GraphCardProps) {
  const { lines, several } = props;
  const named = [...params('only'), '\u0004', ...params('hide')].join('\u0003');
  const hidden = useMemo(() => hiddenKeys(lines), [lines, named]);
  // Signals: a moving pointer concerns single cells of the legend, and not the card.
  const pointed = useSignal<string | null>(null);
  const at = useSignal<number | null>(null);
  const sort = sortInForce();
  const numbered = useMemo(() => lines.map((line, index): DrawnLine => ({ ...line, index })), [lines]);
  const shared = useMemo(() => sharedLabels(lines.map((line): LabelSet => line.labels)), [lines]);
  const visible = useMemo(() => numbered.filter((line) => !hidden.has(line.key)), [numbered, hidden]);
  const drawn = useMemo(
    () => (visible.length > DRAWN_MAX ? sorted(visible, { column: 'max', down: true }).slice(0, DRAWN_MAX) : visible),
    [visible],
  );
  const acting = (act: (line: Line, all: readonly Line[]) => void) => (key: string) => {
    const line = lines.find((each) => each.key === key);
    if (line) act(line, lines);
    pointed.value = null;
  };
  return (
    <>
      <TimeChart {...props} lines={drawn} pointed={pointed} at={at} />
      {visible.length > drawn.length && (
        <p class="advice">
          The {drawn.length} highest of {visible.length} series are drawn. Show one alone, or narrow the query down.
        </p>
      )}
      <Legend
        lines={numbered}
        shared={shared}
        hidden={hidden}
        pointed={pointed}
        at={at}
        several={several}
        beforeLabel={props.beforeLabel}
        sort={sort}
        onSort={sortBy}
        onIsolate={acting(isolate)}
        onToggle={acting(toggle)}
      />
    </>
  );
}
