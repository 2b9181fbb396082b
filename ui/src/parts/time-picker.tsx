import { useState } from 'preact/hooks';
import { change, timeParams, timeRange } from '../location/place';
import { refreshNow } from '../refresh/pulse';
import { describeRange, extent, ROLLING } from '../time/range';
import { Icon } from './icon';
import { Popover } from './popover';
import { isPhone } from './screen';

/** The time range of the screen: rolling, fixed or everything. */
export function TimePicker() {
  const range = timeRange.value;
  const label = describeRange(range);
  return (
    <Popover
      align="right"
      title={`Time range: ${label}`}
      label={
        <>
          <Icon name="clock" />
          <span>{isPhone.value && range.kind === 'rolling' ? range.name : label}</span>
        </>
      }
    >
      {(close) => (
        <div class="time-picker">
          <div>
            {ROLLING.map((each) => (
              <button
                key={each.name}
                type="button"
                class={`menu-item ${range.kind === 'rolling' && range.name === each.name ? 'chosen' : ''}`}
                onClick={() => {
                  change({ range: each.name, start: null, end: null });
                  refreshNow();
                  close();
                }}
              >
                {each.label}
              </button>
            ))}
            <button
              type="button"
              class={`menu-item ${range.kind === 'all' ? 'chosen' : ''}`}
              onClick={() => {
                change({ range: 'all', start: null, end: null });
                close();
              }}
            >
              All time
            </button>
          </div>
          <FixedRange close={close} />
        </div>
      )}
    </Popover>
  );
}

function localText(nanos: bigint): string {
  const date = new Date(Number(nanos / 1_000_000n));
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function FixedRange({ close }: { close: () => void }) {
  const initial = extent(timeRange.peek());
  const [from, setFrom] = useState(localText(initial.start));
  const [to, setTo] = useState(localText(initial.end));
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const valid = Number.isFinite(start) && Number.isFinite(end) && end > start;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        change(timeParams(BigInt(start) * 1_000_000n, BigInt(end) * 1_000_000n));
        close();
      }}
    >
      <label>
        From
        <input type="datetime-local" step="1" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        To
        <input type="datetime-local" step="1" value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      {!valid && <span class="muted">The end must lie after the start.</span>}
      <button type="submit" class="button primary" disabled={!valid}>
        Show this range
      </button>
    </form>
  );
}
