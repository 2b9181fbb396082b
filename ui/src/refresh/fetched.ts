import { useEffect, useRef, useState } from 'preact/hooks';
import { sentence } from '../api/client';
import { beat } from './pulse';

export interface Fetched<T> {
  data: T | null;
  error: string | null;
  /** True until the answer for the current key has arrived; data of the previous key is not shown meanwhile. */
  pending: boolean;
  /** Rises with every answer. */
  version: number;
}

interface Options {
  /** Read again with the pulse (default) or only when the key changes. */
  pulse?: boolean;
  /** Keep showing the previous key's data while the next is on its way. */
  keep?: boolean;
}

/**
 * Reads something whenever `key` changes and with each beat of the pulse. A null key reads nothing.
 * An answer that arrives after a newer question is dropped.
 */
export function useFetched<T>(
  key: string | null,
  read: (signal: AbortSignal) => Promise<T>,
  options: Options = {},
): Fetched<T> {
  const { pulse = true, keep = true } = options;
  const [state, setState] = useState<{ key: string | null; data: T | null; error: string | null; version: number }>({
    key: null,
    data: null,
    error: null,
    version: 0,
  });
  const latest = useRef(read);
  latest.current = read;
  const turn = pulse ? beat.value : 0;
  const inFlight = useRef<{ key: string; abort: AbortController } | null>(null);

  useEffect(() => {
    if (key === null) return;
    if (inFlight.current?.key === key) return;
    inFlight.current?.abort.abort();
    const flight = { key, abort: new AbortController() };
    inFlight.current = flight;
    const settle = (data: T | null, error: string | null) => {
      if (inFlight.current !== flight) return;
      inFlight.current = null;
      setState((was) => ({ key, data: data ?? (was.key === key ? was.data : null), error, version: was.version + 1 }));
    };
    latest.current(flight.abort.signal).then(
      (data) => settle(data, null),
      (cause: unknown) => {
        if (!flight.abort.signal.aborted) settle(null, sentence(cause));
      },
    );
  }, [key, turn]);

  useEffect(
    () => () => {
      inFlight.current?.abort.abort();
      inFlight.current = null;
    },
    [],
  );

  const current = state.key === key;
  return {
    data: key !== null && (current || keep) ? state.data : null,
    error: current ? state.error : null,
    pending: key !== null && !current,
    version: state.version,
  };
}
