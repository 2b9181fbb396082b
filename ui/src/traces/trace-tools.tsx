import { useEffect, useRef, useState } from 'preact/hooks';
import { change, param } from '../location/place';
import { Icon } from '../parts/icon';
import type { Noise } from './noise';
import type { TraceViewName } from './trace-view';

interface TraceToolsProps {
  view: TraceViewName;
  views: readonly TraceViewName[];
  logCount: number;
  noise: Noise;
  showNoise: boolean;
  matches: ReadonlySet<number> | null;
  showCritical: boolean;
  onCritical: (on: boolean) => void;
  showLogs: boolean;
  onLogs: (on: boolean) => void;
  onCollapseAll: () => void;
  anyCollapsed: boolean;
}

const LABELS: Record<TraceViewName, string> = { timeline: 'Timeline', map: 'Map', logs: 'Logs', json: 'JSON' };

export function TraceTools(props: TraceToolsProps) {
  const { view, views, logCount } = props;
  return (
    <div class="trace-tools">
      <div class="segmented" role="group" aria-label="View">
        {views.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === view}
            onClick={() => change({ view: each === 'timeline' ? null : each })}
          >
            {LABELS[each]}
            {each === 'logs' && logCount > 0 ? ` ${logCount}` : ''}
          </button>
        ))}
      </div>
      {view === 'timeline' && <TimelineTools {...props} />}
    </div>
  );
}

function TimelineTools({
  noise,
  showNoise,
  matches,
  showCritical,
  onCritical,
  showLogs,
  onLogs,
  onCollapseAll,
  anyCollapsed,
  logCount,
}: TraceToolsProps) {
  const asgi = noise.hidden.size;
  const repeated = noise.hiddenCount - asgi;
  const why = [
    asgi > 0 ? `${asgi} ASGI send/receive spans` : '',
    repeated > 0 ? `${repeated} repeated spans, folded into ${noise.folds.length}` : '',
  ]
    .filter(Boolean)
    .join('; ');
  return (
    <>
      <FindField found={matches?.size ?? null} />
      {noise.hiddenCount > 0 && (
        <button
          type="button"
          class={`button small pill ${showNoise ? '' : 'on'}`}
          aria-pressed={!showNoise}
          title={`${showNoise ? 'Hide' : 'Show'}: ${why}`}
          onClick={() => change({ noise: showNoise ? null : 'show' }, true)}
        >
          {showNoise ? `Hide ${noise.hiddenCount}` : `${noise.hiddenCount} hidden`}
        </button>
      )}
      <button
        type="button"
        class={`button small ${showCritical ? 'on' : ''}`}
        aria-pressed={showCritical}
        title="Mark the chain of work that decided when the trace ended"
        onClick={() => onCritical(!showCritical)}
      >
        <Icon name="path" />
        Critical path
      </button>
      {logCount > 0 && (
        <button
          type="button"
          class={`button small ${showLogs ? 'on' : ''}`}
          aria-pressed={showLogs}
          title="Show log lines under the span that wrote them"
          onClick={() => onLogs(!showLogs)}
        >
          <Icon name="logs" />
          Inline logs
        </button>
      )}
      <button
        type="button"
        class="button small"
        title={anyCollapsed ? 'Expand all spans' : 'Collapse below the roots'}
        onClick={onCollapseAll}
      >
        <Icon name={anyCollapsed ? 'expand' : 'collapse'} />
        <span class="sr">{anyCollapsed ? 'Expand all' : 'Collapse all'}</span>
      </button>
      {param('zoom') && (
        <button type="button" class="button small" onClick={() => change({ zoom: null }, true)}>
          Whole trace
        </button>
      )}
    </>
  );
}

const TYPING_MS = 200;

function FindField({ found }: { found: number | null }) {
  const inForce = param('find') ?? '';
  const [text, setText] = useState(inForce);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(inForce), [inForce]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label class="field find">
      <Icon name="search" />
      <span class="sr">Search in this trace</span>
      <input
        type="search"
        placeholder="Search in this trace"
        value={text}
        spellcheck={false}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => change({ find: next }, true), TYPING_MS);
        }}
      />
      {found !== null && <span class="muted number">{found} found</span>}
    </label>
  );
}
