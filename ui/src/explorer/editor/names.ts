// What completion offers, asked from the server and remembered for a while.

import type { PrometheusClient } from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus';
import type { Metadata } from '../prometheus';
import { look } from '../prometheus';

const KEPT_MS = 60_000;
const ANSWERS_MAX = 20_000;

/** Label names that are more than letters, digits and underscores are escaped in a path. */
export function pathName(label: string): string {
  if (/^[a-zA-Z_]\w*$/.test(label)) return label;
  return `U__${[...label].map((c) => (c === '_' ? '__' : /[a-zA-Z0-9:]/.test(c) ? c : `_${c.codePointAt(0)!.toString(16)}_`)).join('')}`;
}

export class KnownNames implements PrometheusClient {
  /** The selector around the cursor, which the library does not hand on in full. */
  selector: string | null = null;
  private readonly answers = new Map<string, { at: number; answer: Promise<unknown> }>();

  /** @param since the start of the screen's time range in Unix seconds, or nothing */
  constructor(private readonly since: () => string | null) {}

  metricNames(): Promise<string[]> {
    return this.read<string[]>('label/__name__/values', {}, []);
  }

  labelNames(metric?: string): Promise<string[]> {
    return this.read<string[]>('labels', { 'match[]': this.selector ?? (metric || null) }, []).then((names) =>
      names.filter((name) => name !== '__name__'),
    );
  }

  labelValues(label: string, metric?: string): Promise<string[]> {
    const match = label === '__name__' ? null : (this.selector ?? (metric || null));
    return this.read<string[]>(`label/${encodeURIComponent(pathName(label))}/values`, { 'match[]': match }, []);
  }

  metricMetadata(): Promise<Record<string, Metadata[]>> {
    return this.read<Record<string, Metadata[]>>('metadata', {}, {});
  }

  series(): Promise<Map<string, string>[]> {
    return Promise.resolve([]);
  }

  flags(): Promise<Record<string, string>> {
    return Promise.resolve({});
  }

  /** Completion that fails offers nothing; the query itself will say what is wrong. */
  private read<T>(path: string, parameters: Record<string, string | null>, otherwise: T): Promise<T> {
    const bounded = path === 'metadata' ? {} : { start: this.since(), limit: String(ANSWERS_MAX) };
    const key = JSON.stringify([path, parameters]);
    const kept = this.answers.get(key);
    if (kept && Date.now() - kept.at < KEPT_MS) return kept.answer as Promise<T>;
    const answer = look<T>(path, { ...parameters, ...bounded }).then(
      ({ data }) => data,
      () => {
        this.answers.delete(key);
        return otherwise;
      },
    );
    this.answers.set(key, { at: Date.now(), answer });
    return answer;
  }
}
