import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LogRecord } from '../api/wire';
import { WhyEmpty } from '../home/why-empty';
import { change, param, query } from '../location/place';
import { FilterBar } from '../parts/filter-bar';
import { Icon } from '../parts/icon';
import { useShortcuts } from '../parts/keys';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { useServiceNames } from '../parts/service-names';
import type { VirtualListHandle } from '../parts/virtual-list';
import { usePages } from '../refresh/pages';
import { governPulse } from '../refresh/pulse';
import { toNanos } from '../time/nanos';
import { logFields, logFilterKey, logsFiltered, streamQuery, timedLogQuery } from './filters';
import { LogDetail } from './log-detail';
import { LogList } from './log-list';
import { LogVolume } from './log-volume';
import { lineName, lineTime, recordTime } from './record';
import { type Tail, useTail } from './tail';

export function LogsRoom() {
  const anchor = useAnchor();
  const live = param('live') === '1' && anchor === null;
  const key = `logs ${logFilterKey()} ${anchor ?? ''}`;
  const pages = usePages<LogRecord>(key, '/api/logs', () => timedLogQuery(anchor), live);
  const tail = useTail(live && !pages.pending, key, streamQuery(), () =>
    pages.items[0] ? recordTime(pages.items[0]) : null,
  );
  const span = param('span');
  const fresh = useMemo(
    () => (span ? tail.lines.filter((each) => each.spanId === span) : tail.lines),
    [tail.lines, span],
  );
  const records = useMemo(() => (fresh.length > 0 ? [...fresh, ...pages.items] : pages.items), [fresh, pages.items]);
  const chosen = param('line');
  const record = useMemo(
    () => (chosen ? records.find((each) => lineName(each) === chosen) : undefined),
    [records, chosen],
  );
  const wrap = param('wrap') === '1';
  const handle = useRef<VirtualListHandle>(null);
  const reason = live ? null : holdReason(chosen, anchor, pages.beyondFirst);
  useEffect(() => governPulse(5000, reason), [reason]);

  const choose = (next: LogRecord) =>
    change({ line: lineName(next) === chosen ? null : lineName(next) }, chosen !== null);
  const step = (by: number) => {
    const at = record ? records.indexOf(record) : -1;
    const next = Math.max(0, Math.min(records.length - 1, at + by));
    if (!records[next]) return;
    change({ line: lineName(records[next]!) }, chosen !== null);
    handle.current?.scrollTo(next);
  };
  useShortcuts([
    { keys: 'j', does: 'Next line', run: () => step(1) },
    { keys: 'k', does: 'Previous line', run: () => step(-1) },
    { keys: 'l', does: 'Live tail on or off', run: toggleLive },
    { keys: 'w', does: 'Wrap lines', run: toggleWrap },
    { keys: 'Escape', does: 'Close the line', run: () => change({ line: null }) },
  ]);

  return (
    <>
      <FilterBar fields={logFields(useServiceNames())} placeholder="Search log bodies">
        <LogTools live={live} wrap={wrap} tail={tail} anchored={anchor !== null} />
      </FilterBar>
      <LogVolume />
      <div class="panes">
        <section class="pane wide" aria-label="Log lines">
          {pages.error && <ErrorNotice error={pages.error} />}
          {pages.pending && pages.items.length === 0 && !pages.error && <Skeleton />}
          {!pages.pending && !pages.error && records.length === 0 && (
            <WhyEmpty signal="logs" filtered={logsFiltered() || anchor !== null} />
          )}
          {records.length > 0 && (
            <LogList
              records={records}
              wrap={wrap}
              mark={param('search')}
              chosen={chosen}
              added={tail.added}
              version={tail.version}
              onChoose={choose}
              onEnd={pages.more}
              handle={handle}
            />
          )}
        </section>
        {record && <LogDetail key={chosen} record={record} onClose={() => change({ line: null })} />}
      </div>
    </>
  );
}

const toggleLive = () =>
  change({ live: param('live') === '1' ? null : '1', at: null, line: null, start: null, end: null });
const toggleWrap = () => change({ wrap: param('wrap') === '1' ? null : '1' }, true);

/** A link to a line shows the lines up to it, however old it is. */
function useAnchor(): bigint | null {
  const [linked, setLinked] = useState(() =>
    query.peek().get('at') === null ? lineTime(query.peek().get('line')) : null,
  );
  const at = param('at');
  const line = param('line');
  const live = param('live');
  useEffect(() => {
    if (linked !== null && (line === null || live === '1')) setLinked(null);
  }, [linked, line, live]);
  if (live === '1') return null;
  return at !== null && /^\d+$/.test(at) ? toNanos(at) : linked;
}

function holdReason(chosen: string | null, anchor: bigint | null, beyondFirst: boolean): string | null {
  if (anchor !== null) return 'a linked line is shown';
  if (chosen) return 'a line is open';
  if (beyondFirst) return 'older pages are loaded';
  return logsFiltered() ? 'a filter is active' : null;
}

const TAIL_WORDS: Record<Tail['state'], string> = {
  off: 'Live',
  connecting: 'Connecting',
  live: 'Live',
  hidden: 'Live, waiting',
  broken: 'Disconnected',
};

function LogTools({ live, wrap, tail, anchored }: { live: boolean; wrap: boolean; tail: Tail; anchored: boolean }) {
  return (
    <span class="log-tools">
      {tail.dropped > 0 && (
        <span
          class="tag warned"
          title="Lines arrived faster than they could be sent here. They are stored; search finds them."
        >
          {tail.dropped} skipped
        </span>
      )}
      {anchored && (
        <button type="button" class="button small" onClick={() => change({ at: null, line: null })}>
          Show newest
        </button>
      )}
      <button
        type="button"
        class={`button ${wrap ? 'on' : ''}`}
        aria-pressed={wrap}
        title="Wrap long lines (w)"
        onClick={toggleWrap}
      >
        <Icon name="wrap" />
        <span class="wide-only">Wrap</span>
      </button>
      <button
        type="button"
        class={`button pulse ${live ? 'on' : ''} ${tail.state === 'live' ? 'live' : ''}`}
        aria-pressed={live}
        title="Live tail (l)"
        onClick={toggleLive}
      >
        <i aria-hidden="true" />
        {TAIL_WORDS[tail.state]}
      </button>
    </span>
  );
}
