import { getJson } from '../api/client';
import type { Stats } from '../api/wire';
import { Link } from '../location/link';
import { here, roomAddress, timeRange } from '../location/place';
import { Empty, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import { formatAgo } from '../time/nanos';
import { Setup } from './setup';

type Signal = 'traces' | 'logs' | 'metrics';

const FILTER_NAMES = [
  'service',
  'name',
  'status',
  'kind',
  'minDuration',
  'maxDuration',
  'attribute',
  'severity',
  'trace',
  'search',
  'at',
  'line',
];

/** An empty list says why: nothing was ever received, the time range misses it, or the filter hides it. */
export function WhyEmpty({ signal, filtered }: { signal: Signal; filtered: boolean }) {
  const { data, error } = useFetched('stats', (abort) => getJson<Stats>('/api/stats', {}, abort));
  if (!data && !error) return <Skeleton lines={3} />;
  const about = data?.signals[signal];
  if (about && about.received === 0 && about.stored_rows === 0) return <NeverReceived signal={signal} stats={data} />;
  return (
    <Empty
      title={filtered ? `No ${signal} match` : `No ${signal} in this time range`}
      actions={
        <>
          {filtered && (
            <Link class="button" to={here(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}>
              Clear filters
            </Link>
          )}
          {timeRange.value.kind !== 'all' && (
            <Link class="button" to={here({ range: 'all', start: null, end: null })}>
              Show all time
            </Link>
          )}
        </>
      }
    >
      <p>
        {filtered
          ? 'Nothing in this time range passes the filters.'
          : 'Data exists, but none of it falls into this time range.'}
        {about?.newest && ` The newest was recorded ${formatAgo(about.newest)}.`}
      </p>
    </Empty>
  );
}

function NeverReceived({ signal, stats }: { signal: Signal; stats: Stats | null }) {
  const rejected = stats?.signals[signal].rejected ?? 0;
  return (
    <div class="scroll">
      <div class="page">
        <Empty title={`No ${signal} have arrived yet`}>
          <p>Point an application at Trine with three environment variables; no code has to change.</p>
          {rejected > 0 && (
            <p>
              {rejected} were refused.{' '}
              <Link class="text" to={roomAddress('status')}>
                See why
              </Link>
            </p>
          )}
        </Empty>
        <Setup listeners={stats?.listeners ?? null} />
      </div>
    </div>
  );
}
