import { getJson } from '../api/client';
import type { LogHistogram } from '../api/wire';
import { change, timeParams } from '../location/place';
import { TimeBars } from '../parts/time-bars';
import { useFetched } from '../refresh/fetched';
import { LEVELS } from '../telemetry/severity';
import { toNanos } from '../time/nanos';
import { logFilterKey, timedLogQuery } from './filters';

/** How many lines of which level, over time. */
export function LogVolume() {
  const { data } = useFetched(`log volume ${logFilterKey()}`, (signal) =>
    getJson<LogHistogram>('/api/logs/histogram', { ...timedLogQuery(null), buckets: 90 }, signal),
  );
  return (
    <TimeBars
      label="Log lines over time by level"
      start={toNanos(data?.start)}
      end={toNanos(data?.end)}
      bars={(data?.buckets ?? []).map((bucket) => ({
        time: toNanos(bucket.time),
        parts: LEVELS.map((level) => ({ name: level, count: bucket[level] ?? 0 })),
      }))}
      onZoom={(start, end) => change({ ...timeParams(start, end), live: null, at: null })}
    />
  );
}
