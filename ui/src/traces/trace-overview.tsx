import { getJson } from '../api/client';
import type { TraceHistogram } from '../api/wire';
import { change, timeParams } from '../location/place';
import { ShareBars } from '../parts/share-bars';
import { TimeBars } from '../parts/time-bars';
import { useFetched } from '../refresh/fetched';
import { durationParameter, formatDuration } from '../time/durations';
import { toNanos } from '../time/nanos';
import { filterKey, spanQuery } from './filters';

/** How many traces when, and how long they took. Dragging over either narrows the list. */
export function TraceOverview() {
  const key = filterKey();
  const { data } = useFetched(`histogram ${key}`, (signal) =>
    getJson<TraceHistogram>('/api/traces/histogram', { ...spanQuery(), buckets: 60 }, signal),
  );
  const start = toNanos(data?.start);
  const end = toNanos(data?.end);
  return (
    <div class="overview">
      <TimeBars
        label="Traces over time"
        start={start}
        end={end}
        bars={(data?.time ?? []).map((each) => ({
          time: toNanos(each.time),
          parts: [
            { name: 'errors', count: each.error_count },
            { name: 'traces', count: each.count - each.error_count },
          ],
        }))}
        onZoom={(from, to) => change(timeParams(from, to))}
      />
      <ShareBars
        label="Durations of the traces"
        format={formatDuration}
        bars={(data?.durations ?? []).map((each) => ({
          from: Number(each.from_ns),
          to: Number(each.to_ns),
          count: each.count,
          bad: each.error_count,
        }))}
        onChoose={(from, to) =>
          change({ minDuration: readable(from, Math.floor), maxDuration: readable(to, Math.ceil) })
        }
      />
    </div>
  );
}

/** Three digits are enough for a filter; rounded outwards so that the chosen bars stay inside. */
function readable(nanos: number, round: (value: number) => number): string {
  if (nanos <= 0) return '0ms';
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(nanos)) - 2);
  return durationParameter(round(nanos / unit) * unit);
}
