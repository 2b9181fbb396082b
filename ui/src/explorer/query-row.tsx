import type { RefObject } from 'preact';
import { Icon } from '../parts/icon';
import { isPhone } from '../parts/screen';
import { say } from '../parts/toast';
import { formatNumber } from '../telemetry/units';
import { formatMs } from '../time/durations';
import { advice, type Catalogue, metadataOf, metricsIn, typeOf } from './catalogue';
import { EditorBox, type EditorHandle } from './editor-box';
import { ask, QueryError } from './prometheus';
import { type Query, spelledSeconds } from './question';
import type { Reading, Result } from './reading';
import { stepTimes } from './window';

interface QueryRowProps {
  query: Query;
  draft: string;
  alone: boolean;
  catalogue: Catalogue | null;
  result: Result | null;
  reading: Reading | null;
  asTable: boolean;
  since: () => string | null;
  handle: RefObject<EditorHandle | null>;
  typed: (text: string) => void;
  run: (text: string) => void;
  toggle: () => void;
  remove: () => void;
}

/** One query: the editor, what its metrics are, and what came of it. */
export function QueryRow(props: QueryRowProps) {
  const { query, draft, alone, result, run, handle } = props;
  const format = async () => {
    try {
      handle.current?.set((await ask<string>('format_query', { query: draft })).data);
    } catch (cause) {
      say(cause instanceof QueryError ? `Not formatted: ${cause.message}` : 'Not formatted.');
    }
  };
  return (
    <div class={`query ${query.off ? 'off' : ''}`} role="group" aria-label={`Query ${query.letter}`}>
      <div class="query-line">
        <button
          type="button"
          class="letter"
          aria-pressed={!query.off}
          aria-label={`Query ${query.letter}: ${query.off ? 'left out' : 'asked'}`}
          title={query.off ? `Ask ${query.letter} again` : `Leave ${query.letter} out`}
          disabled={alone}
          onClick={props.toggle}
        >
          {query.letter}
        </button>
        <EditorBox
          text={query.text}
          label={`PromQL query ${query.letter}`}
          hint={isPhone.value ? 'A PromQL query' : 'A PromQL query, such as rate(http_requests_total[5m])'}
          since={props.since}
          handle={handle}
          changed={props.typed}
          run={run}
          format={() => void format()}
        />
        <button
          type="button"
          class="button plain"
          aria-label={`Format query ${query.letter}`}
          title="Format (Alt+Shift+F)"
          disabled={draft.trim() === ''}
          onClick={() => void format()}
        >
          <Icon name="align" />
        </button>
        {!alone && (
          <button
            type="button"
            class="button plain"
            aria-label={`Remove query ${query.letter}`}
            title="Remove"
            onClick={props.remove}
          >
            <Icon name="close" />
          </button>
        )}
        <button
          type="button"
          class={`button ${draft === query.text ? '' : 'primary'}`}
          title="Run (Enter)"
          aria-label={`Run query ${query.letter}`}
          onClick={() => run(draft)}
        >
          <Icon name="play" />
          <span class="wide-only">Run</span>
        </button>
      </div>
      <Notes {...props} />
      {result?.error && <Refused error={result.error} text={result.text} />}
    </div>
  );
}

/** Types and meaning of the metrics named, and the figures of the answer. */
function Notes(props: QueryRowProps) {
  const { draft, catalogue, result, reading, asTable } = props;
  const named = catalogue ? metricsIn(draft, new Set(catalogue.names)).slice(0, 4) : [];
  const notes = [...(result?.warnings ?? []), ...(result?.infos ?? [])];
  return (
    <div class="query-notes">
      {catalogue &&
        named.map((name) => {
          const about = metadataOf(name, catalogue.metadata);
          const type = typeOf(name, catalogue.metadata);
          return (
            <span key={name} class="about cut" title={about?.help || 'No description was sent.'}>
              <b class="mono">{name}</b> <span class="tag">{type}</span>
              {about?.unit && <span class="tag">{about.unit}</span>} {about?.help}
            </span>
          );
        })}
      <Advised {...props} />
      <span class="grow" />
      {result && !result.error && reading && <Figures result={result} reading={reading} asTable={asTable} />}
      {notes.map((note) => (
        <span key={note} class={`note ${result?.warnings.includes(note) ? 'warned' : ''}`}>
          <Icon name={result?.warnings.includes(note) ? 'warning' : 'help'} />
          <span>{note}</span>
        </span>
      ))}
    </div>
  );
}

function Figures({ result, reading, asTable }: { result: Result; reading: Reading; asTable: boolean }) {
  const { stats, series, instant } = result;
  const seconds = stats?.timings?.execTotalTime ?? stats?.timings?.evalTotalTime;
  const samples = stats?.samples?.totalQueryableSamples ?? stats?.samples?.peakSamples;
  const count = instant
    ? Array.isArray(instant.result[0]) || typeof instant.result[0] === 'object'
      ? instant.result.length
      : 1
    : series.length;
  const parts = [
    `${count} series`,
    ...(asTable ? [] : [`${stepTimes(reading.window).length} steps of ${spelledSeconds(reading.window.step)}`]),
    seconds === undefined ? `${formatMs(result.tookMs)} with the way` : formatMs(seconds * 1000),
    ...(samples === undefined ? [] : [`${formatNumber(samples)} samples`]),
  ];
  const title = [
    `Answered after ${formatMs(result.tookMs)}, with the way here and back.`,
    ...Object.entries(stats?.timings ?? {}).map(([name, each]) => `${name}: ${formatMs(each * 1000)}`),
    ...Object.entries(stats?.samples ?? {}).flatMap(([name, each]) =>
      typeof each === 'number' ? [`${name}: ${each}`] : [],
    ),
  ].join('\n');
  return (
    <span class="figures nowrap" title={title}>
      {parts.join(' · ')}
    </span>
  );
}

function Refused({ error, text }: { error: QueryError; text: string }) {
  const line = error.place ? text.split('\n')[error.place.line - 1] : undefined;
  return (
    <div class="refused" role="alert">
      <Icon name="error" />
      <span>
        {error.place && (
          <b class="mono">
            {error.place.line}:{error.place.column}
          </b>
        )}{' '}
        {error.message}
        {line !== undefined && text.includes('\n') && <code>{line}</code>}
      </span>
    </div>
  );
}

function Advised({ draft, catalogue, run, handle }: QueryRowProps) {
  const advised = catalogue ? advice(draft, catalogue.metadata) : null;
  if (!advised) return null;
  return (
    <span class="advised">
      {advised.says}
      <button
        type="button"
        class="button small"
        onClick={() => {
          handle.current?.set(advised.query);
          run(advised.query);
        }}
      >
        {advised.does}
      </button>
    </span>
  );
}
