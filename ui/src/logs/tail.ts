// The live tail: new lines as they arrive, through server-sent events. Silent while the browser tab is
// hidden; on return the gap is read back. Bounded, so that a night of tailing does not fill the memory.

import { useEffect, useRef, useState } from 'preact/hooks';
import { apiPath, getJson, type Query } from '../api/client';
import type { LogRecord } from '../api/wire';
import { tabHidden } from '../refresh/pulse';
import { toNanos } from '../time/nanos';
import { lineName, recordTime } from './record';

export const TAIL_MAX = 100_000;
const FLUSH_MS = 150;
const BACKFILL = 1000;

export type TailState = 'off' | 'connecting' | 'live' | 'hidden' | 'broken';

export interface Tail {
  state: TailState;
  /** Newest first. */
  lines: readonly LogRecord[];
  /** Lines the server could not deliver fast enough. */
  dropped: number;
  /** Lines put in front by the latest change. */
  added: number;
  version: number;
}

interface Buffer {
  lines: readonly LogRecord[];
  dropped: number;
  added: number;
  version: number;
}

const EMPTY: Buffer = { lines: [], dropped: 0, added: 0, version: 0 };

/** Newest first, without lines that are already there. */
export function prepend(lines: readonly LogRecord[], fresh: readonly LogRecord[]): LogRecord[] {
  const known = new Set(lines.slice(0, Math.max(500, fresh.length)).map(lineName));
  const additions = fresh.filter((record) => !known.has(lineName(record)));
  additions.sort((a, b) => (toNanos(recordTime(a)) > toNanos(recordTime(b)) ? -1 : 1));
  return [...additions, ...lines].slice(0, TAIL_MAX);
}

/** `since` is the newest line already on screen: the stream begins after the page was read, and the gap is filled. */
export function useTail(on: boolean, key: string, query: Query, since: () => string | null): Tail {
  const [buffer, setBuffer] = useState<Buffer>(EMPTY);
  const [state, setState] = useState<TailState>('off');
  const newest = useRef<string | null>(null);
  const hidden = tabHidden.value;
  const asked = useRef({ query, since });
  asked.current = { query, since };

  useEffect(() => {
    setBuffer(EMPTY);
    newest.current = null;
  }, [key, on]);

  useEffect(() => {
    if (!on || hidden) {
      setState(on ? 'hidden' : 'off');
      return;
    }
    return follow(asked.current.query, newest.current ?? asked.current.since(), setState, (fresh, dropped) =>
      setBuffer((was) => {
        const lines = prepend(was.lines, fresh);
        if (lines[0]) newest.current = recordTime(lines[0]);
        const added = Math.max(0, lines.length - was.lines.length);
        return { lines, dropped: was.dropped + dropped, added, version: was.version + 1 };
      }),
    );
  }, [on, key, hidden]);

  return { ...buffer, state };
}

function follow(
  query: Query,
  since: string | null,
  onState: (state: TailState) => void,
  onFlush: (fresh: LogRecord[], dropped: number) => void,
): () => void {
  onState('connecting');
  let waiting: LogRecord[] = [];
  let dropped = 0;
  const abort = new AbortController();
  const source = new EventSource(apiPath('/api/logs/stream', query));
  const flush = () => {
    if (waiting.length === 0 && dropped === 0) return;
    onFlush(waiting, dropped);
    waiting = [];
    dropped = 0;
  };
  const timer = setInterval(flush, FLUSH_MS);
  source.addEventListener('open', () => {
    onState('live');
    if (since === null) return;
    getJson<LogRecord[]>('/api/logs', { ...query, start: toNanos(since) + 1n, limit: BACKFILL }, abort.signal).then(
      (missed) => waiting.push(...missed),
      () => {
        // Stopped by ourselves: the state is already that of what came next.
        if (!abort.signal.aborted) onState(source.readyState === EventSource.OPEN ? 'live' : 'broken');
      },
    );
  });
  source.addEventListener('error', () => onState(source.readyState === EventSource.CLOSED ? 'broken' : 'connecting'));
  source.addEventListener('logs', (event) =>
    waiting.push(...(JSON.parse((event as MessageEvent<string>).data) as LogRecord[])),
  );
  source.addEventListener('dropped', (event) => {
    dropped += (JSON.parse((event as MessageEvent<string>).data) as { count: number }).count;
  });
  return () => {
    abort.abort();
    clearInterval(timer);
    source.close();
    flush();
  };
}
