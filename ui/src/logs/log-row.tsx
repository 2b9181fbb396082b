import type { LogRecord } from '../api/wire';
import { Icon } from '../parts/icon';
import { Level, ServiceName } from '../parts/labels';
import { levelOfRecord } from '../telemetry/severity';
import { formatClock } from '../time/nanos';
import { LogText } from './log-text';
import { bodyText, recordTime } from './record';

const LINE_MAX = 600;
const WRAPPED_MAX = 5000;

interface LogRowProps {
  record: LogRecord;
  chosen: boolean;
  wrap: boolean;
  mark: string | null;
  onChoose: () => void;
}

export function LogRow({ record, chosen, wrap, mark, onChoose }: LogRowProps) {
  const level = levelOfRecord(record);
  const text = bodyText(record);
  return (
    <button
      type="button"
      class={`log-row ${level} ${chosen ? 'chosen' : ''} ${wrap ? 'wrapped' : ''}`}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      <span class="time">{formatClock(recordTime(record))}</span>
      <Level level={level} />
      <ServiceName name={record.serviceName} />
      <span class="body">
        <LogText
          text={wrap ? text : text.slice(0, LINE_MAX * 4).replace(/\s*\n\s*/g, ' ⏎ ')}
          most={wrap ? WRAPPED_MAX : LINE_MAX}
          mark={mark}
        />
      </span>
      {record.traceId ? (
        <span class="linked" title="Belongs to a trace">
          <Icon name="traces" />
        </span>
      ) : (
        <span />
      )}
    </button>
  );
}
