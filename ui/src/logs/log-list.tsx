import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LogRecord } from '../api/wire';
import { Icon } from '../parts/icon';
import { VirtualList, type VirtualListHandle } from '../parts/virtual-list';
import { LogRow } from './log-row';
import { lineName, rowId } from './record';

const ROW = 26;
const AT_TOP_PX = 8;

interface LogListProps {
  records: readonly LogRecord[];
  wrap: boolean;
  mark: string | null;
  chosen: string | null;
  /** Lines that the tail put in front; `version` rises with each change. */
  added: number;
  version: number;
  onChoose: (record: LogRecord) => void;
  onEnd: () => void;
  handle: { current: VirtualListHandle | null };
}

/** Newest first. When lines arrive while the person reads further down, what they read stays where it is. */
export function LogList({ records, wrap, mark, chosen, added, version, onChoose, onEnd, handle }: LogListProps) {
  const [unseen, setUnseen] = useState(0);
  const seen = useRef(version);
  useLayoutEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    const element = handle.current?.element();
    if (!element || added === 0) return;
    if (element.scrollTop <= AT_TOP_PX) return;
    element.scrollTop += added * ROW;
    setUnseen((count) => count + added);
  }, [version, added, handle]);
  return (
    <div class="grow-list log-list">
      <VirtualList
        count={records.length}
        rowHeight={ROW}
        measured={wrap}
        keyOf={(index) => rowId(records[index]!)}
        handle={handle}
        onEnd={onEnd}
        role="list"
        slotRole="listitem"
        aria-label="Log lines, newest first"
        onScroll={(event) => {
          if (event.currentTarget.scrollTop <= AT_TOP_PX) setUnseen(0);
        }}
        row={(index) => {
          const record = records[index]!;
          return (
            <LogRow
              record={record}
              wrap={wrap}
              mark={mark}
              chosen={chosen !== null && chosen === lineName(record)}
              onChoose={() => onChoose(record)}
            />
          );
        }}
      />
      {unseen > 0 && (
        <button
          type="button"
          class="button primary new-lines"
          onClick={() => {
            handle.current?.element()?.scrollTo({ top: 0 });
            setUnseen(0);
          }}
        >
          <Icon name="up" />
          {unseen} new {unseen === 1 ? 'line' : 'lines'}
        </button>
      )}
    </div>
  );
}
