import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { getPage, type Query, sentence } from '../api/client';
import { beat } from './pulse';

export interface Pages<T> {
  items: readonly T[];
  error: string | null;
  pending: boolean;
  /** True while the next page is on its way. */
  loadingMore: boolean;
  hasMore: boolean;
  /** More than the first page was read: the pulse would throw the rest away, so it rests. */
  beyondFirst: boolean;
  more: () => void;
}

interface State<T> {
  key: string | null;
  items: readonly T[];
  next: string | null;
  query: Query;
  error: string | null;
  pageCount: number;
}

const PAGE = 100;

/**
 * Newest-first pages of a list. The first page is read again with each beat while it is the only one.
 * `ask` is evaluated per reading, so that a rolling time range rolls; later pages repeat the first one's question.
 * `frozen` keeps the pages as they are although the pulse beats.
 */
export function usePages<T>(key: string, path: string, ask: () => Query, frozen = false): Pages<T> {
  const [state, setState] = useState<State<T>>({
    key: null,
    items: [],
    next: null,
    query: {},
    error: null,
    pageCount: 0,
  });
  const [loadingMore, setLoadingMore] = useState(false);
  const flight = useRef<{ key: string; abort: AbortController } | null>(null);
  const now = useRef(state);
  now.current = state;
  const question = useRef(ask);
  question.current = ask;
  const turn = beat.value;

  useEffect(() => {
    if (now.current.key === key && (frozen || now.current.pageCount > 1)) return;
    if (flight.current?.key === key) return;
    flight.current?.abort.abort();
    const mine = { key, abort: new AbortController() };
    flight.current = mine;
    const query = { ...question.current(), limit: PAGE };
    getPage<T>(path, query, mine.abort.signal).then(
      ({ items, next }) => {
        if (flight.current !== mine) return;
        flight.current = null;
        setState((was) =>
          was.key === key && was.pageCount > 1 ? was : { key, items, next, query, error: null, pageCount: 1 },
        );
      },
      (cause: unknown) => {
        if (flight.current !== mine) return;
        flight.current = null;
        if (!mine.abort.signal.aborted)
          setState((was) => ({
            ...was,
            ...(was.key === key ? {} : { items: [], next: null, pageCount: 0 }),
            key,
            error: sentence(cause),
          }));
      },
    );
  }, [key, path, turn, frozen]);

  useEffect(() => () => flight.current?.abort.abort(), []);

  const more = useCallback(() => {
    const { next, query, key: from } = now.current;
    if (next === null || from !== key || loadingMore) return;
    setLoadingMore(true);
    getPage<T>(path, { ...query, cursor: next })
      .then(
        (page) =>
          setState((was) =>
            was.key === from && was.next === next
              ? {
                  ...was,
                  items: [...was.items, ...page.items],
                  next: page.next,
                  pageCount: was.pageCount + 1,
                  error: null,
                }
              : was,
          ),
        (cause: unknown) => setState((was) => (was.key === from ? { ...was, error: sentence(cause) } : was)),
      )
      .finally(() => setLoadingMore(false));
  }, [key, path, loadingMore]);

  return {
    items: state.items,
    error: state.key === key ? state.error : null,
    pending: state.key !== key,
    loadingMore,
    hasMore: state.next !== null,
    beyondFirst: state.pageCount > 1,
    more,
  };
}
