import { useState } from 'preact/hooks';
import type { LogRecord } from '../api/wire';
import { LogDetailBody } from './log-detail';
import { LogRow } from './log-row';
import { rowId } from './record';

/** A short list of log lines that open in place: inside a trace, inside a span. */
export function LogLines({ logs, wide = false }: { logs: readonly LogRecord[]; wide?: boolean }) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <ul class={`log-lines ${wide ? 'wide' : ''}`}>
      {logs.map((record) => {
        const id = rowId(record);
        return (
          <li key={id}>
            <LogRow
              record={record}
              chosen={open === id}
              wrap={false}
              mark={null}
              onChoose={() => setOpen(open === id ? null : id)}
            />
            {open === id && (
              <div class="log-open">
                <LogDetailBody record={record} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
