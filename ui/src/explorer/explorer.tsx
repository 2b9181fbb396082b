import '../styles/explorer.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { getJson } from '../api/client';
import type { Stats } from '../api/wire';
import { change, param, timeRange } from '../location/place';
import { Icon } from '../parts/icon';
import { useShortcuts } from '../parts/keys';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { isPhone } from '../parts/screen';
import { useFetched } from '../refresh/fetched';
import { governPulse, refreshNow } from '../refresh/pulse';
import { rangeKey } from '../services/range-key';
import { nanosToSeconds, toNanos } from '../time/nanos';
import { bounds, extent } from '../time/range';
import { readCatalogue, spelled } from './catalogue';
import type { EditorHandle } from './editor-box';
import { remember } from './history';
import { QueryRow } from './query-row';
import { comparison, letterOf, QUERIES_MAX, type Query, queries, queryChanges, readStep, view } from './question';
import { readAll } from './reading';
import { everyStep, Results, shownAs } from './results';
import { Start } from './start';
import { Taking } from './taking';
import { CompareChoice, History, RowsChoice, StepChoice, Toggle, ViewChoice } from './tools';
import { chooseStep, type Window, windowOf } from './window';

/** Each step gets about four pixels of a usual screen. */
const COLUMNS = { wide: 240, phone: 120 } as const;

/** Everything that is asked has the same ends: those of the time range, on whole steps. */
async function windowNow(step: number | null, signal: AbortSignal): Promise<Window> {
  const range = timeRange.value;
  const found = range.kind === 'all' ? (await getJson<Stats>('/api/stats', {}, signal)).signals.metrics : null;
  const { start, end } = extent(range, found?.oldest ? { start: toNanos(found.oldest) } : {});
  return windowOf(nanosToSeconds(start), nanosToSeconds(end), isPhone.value ? COLUMNS.phone : COLUMNS.wide, step);
}

function rangeSeconds(): number {
  const range = timeRange.value;
  if (range.kind === 'rolling') return Number(range.nanos / 1_000_000n) / 1000;
  return range.kind === 'fixed' ? nanosToSeconds(range.end) - nanosToSeconds(range.start) : 0;
}

function since(): string | null {
  const { start } = bounds(timeRange.value);
  return start === undefined ? null : String(start / 1_000_000_000n);
}

/** PromQL over everything that was received: write, look, compare, take with you. */
export function Explorer({ lead }: { lead: ComponentChildren }) {
  const written = queries();
  const rows: readonly Query[] = written.length > 0 ? written : [{ letter: 'A', text: '', off: false }];
  const asked = rows.filter((row) => row.text !== '' && !row.off);
  const seconds = rangeSeconds();
  const compared = comparison(seconds);
  const chosen = view();
  const offset = chosen === 'auto' || chosen === 'lines' ? (compared?.seconds ?? 0) : 0;
  const asTable = chosen === 'table' && !everyStep();
  const step = readStep(param('step'));
  const exemplars = param('exemplars') === '1';
  const { data: catalogue } = useFetched(
    `catalogue ${rangeKey()}`,
    (signal) => readCatalogue(bounds(timeRange.value), signal),
    { pulse: asked.length === 0 },
  );
  const key = JSON.stringify([
    rangeKey(),
    asked.map((each) => [each.letter, each.text]),
    asTable,
    offset,
    step,
    exemplars,
  ]);
  const {
    data: reading,
    error,
    pending,
  } = useFetched(asked.length > 0 ? `explore ${key}` : null, async (signal) =>
    readAll({ queries: asked, window: await windowNow(step, signal), offset, instant: asTable, exemplars }, signal),
  );
  const every = Math.max(5000, Math.min(60_000, 1000 * (step ?? chooseStep(seconds || 3600, COLUMNS.wide))));
  const reason = timeRange.value.kind === 'fixed' ? 'the time range is fixed' : null;
  useEffect(() => governPulse(every, reason), [every, reason]);

  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const inForce = JSON.stringify(rows.map((row) => row.text));
  useEffect(() => setDrafts({}), [inForce]);
  const draftOf = (row: Query) => drafts[row.letter] ?? row.text;
  const handles = useRef<Record<string, { current: EditorHandle | null }>>({});
  const handleOf = (letter: string) => {
    handles.current[letter] ??= { current: null };
    return handles.current[letter]!;
  };

  const put = (next: readonly { text: string; off: boolean }[]) => change(queryChanges(next));
  /** Rows that come and go move the others: what was typed in those comes into force. */
  const drafted = () => rows.map((row) => ({ ...row, text: draftOf(row).trim() }));
  const run = (letter: string, text: string) => {
    const next = rows.map((row) => ({ ...row, text: (row.letter === letter ? text : draftOf(row)).trim() }));
    for (const row of next.toReversed()) remember(row.text);
    if (next.every((row, i) => row.text === rows[i]!.text)) refreshNow();
    else change({ ...queryChanges(next), find: null });
  };
  const add = () => {
    if (rows.length >= QUERIES_MAX) return;
    put([...drafted(), { text: '', off: false }]);
    setTimeout(() => handles.current[letterOf(rows.length)]?.current?.focus(), 60);
  };
  /** Into the first empty row, or in place of the last one. */
  const begin = (text: string) => {
    const row = rows.find((each) => draftOf(each).trim() === '') ?? rows.at(-1)!;
    handleOf(row.letter).current?.set(text);
    run(row.letter, text);
  };
  const shown = shownAs(chosen, reading);
  const resultOf = (letter: string) => reading?.results.find((each) => each.letter === letter) ?? null;
  useShortcuts([
    { keys: 'e', does: 'Write the query', run: () => handles.current.A?.current?.focus() },
    { keys: 'a', does: 'Add a query', run: add },
    { keys: '1', does: 'Show as lines', run: () => change({ show: 'lines' }) },
    { keys: '2', does: 'Show as a heatmap', run: () => change({ show: 'heat' }) },
    { keys: '3', does: 'Show as a table', run: () => change({ show: 'table' }) },
    { keys: 'c', does: 'Compare with the range before', run: () => change({ compare: compared ? null : 'range' }) },
    { keys: 'x', does: 'Show exemplars', run: () => change({ exemplars: exemplars ? null : '1' }) },
  ]);
  const body = useRef<HTMLDivElement>(null);
  // While another kind of answer is on its way, the one before has nothing to show.
  const current = asked.length > 0 && reading?.instant === asTable ? reading : null;

  return (
    <>
      <div class="bar explorer-bar">
        {lead}
        <History onChoose={begin} />
        {rows.length < QUERIES_MAX && rows.at(-1)!.text !== '' && (
          <button type="button" class="button small" onClick={add} aria-label="Add a query" title="Add a query (a)">
            <Icon name="plus" />
            <span class="wide-only">Query</span>
          </button>
        )}
        {asked.length > 0 && (
          <>
            <ViewChoice shown={shown} />
            {shown === 'table' && <RowsChoice everyStep={everyStep()} />}
            {shown !== 'table' && (
              <>
                {shown === 'lines' && <CompareChoice />}
                <StepChoice step={reading?.window.step ?? null} />
                <Toggle
                  name="exemplars"
                  value="1"
                  label="Exemplars"
                  title="Single recorded values, each leading to its trace (x)"
                  icon="diamond"
                />
                {shown === 'lines' && (
                  <Toggle name="scale" value="log" label="Log" title="A logarithmic axis" icon="chart" />
                )}
              </>
            )}
            <span class="grow" />
            {current && <Taking rows={rows} reading={current} shown={shown} body={body} catalogue={catalogue} />}
          </>
        )}
      </div>
      <div class="queries">
        {rows.map((row) => (
          <QueryRow
            key={row.letter}
            query={row}
            draft={draftOf(row)}
            alone={rows.length === 1}
            catalogue={catalogue}
            result={row.off || row.text === '' ? null : resultOf(row.letter)}
            reading={reading}
            asTable={asTable}
            since={since}
            handle={handleOf(row.letter)}
            typed={(text) => setDrafts((was) => ({ ...was, [row.letter]: text }))}
            run={(text) => run(row.letter, text)}
            toggle={() => put(rows.map((each) => (each === row ? { ...each, off: !each.off } : each)))}
            remove={() => put(drafted().filter((each) => each.letter !== row.letter))}
          />
        ))}
      </div>
      {asked.length === 0 ? (
        <Start catalogue={catalogue} onChoose={begin} />
      ) : (
        <div class="scroll explorer-body" ref={body} aria-busy={pending}>
          {error && <ErrorNotice error={error} />}
          {!current && !error && <Skeleton />}
          {current && (
            <Results
              reading={current}
              shown={shown}
              catalogue={catalogue}
              beforeLabel={offset > 0 ? (compared?.label ?? null) : null}
              logarithmic={param('scale') === 'log'}
              onReplace={(letter, name, by) => {
                const row = rows.find((each) => each.letter === letter);
                if (!row) return;
                const text = row.text.replace(new RegExp(`(?<![\\w:])${name}(?![\\w:])`, 'g'), () => spelled(by));
                handleOf(letter).current?.set(text);
                run(letter, text);
              }}
            />
          )}
        </div>
      )}
    </>
  );
}
