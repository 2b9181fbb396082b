// Which metrics there are: names and metadata put together, families of classic histograms folded into one.

import { look, type Metadata } from './prometheus';

export interface Family {
  name: string;
  type: string;
  help: string;
  unit: string;
  /** What a person most likely wants to see of it. */
  query: string;
}

export interface Catalogue {
  names: readonly string[];
  metadata: Record<string, Metadata[]>;
  families: readonly Family[];
}

const SUFFIX = /(_bucket|_count|_sum|_total)$/;

/** Metadata is kept per family: the parts of a histogram have the metadata of the whole. */
export function metadataOf(name: string, metadata: Record<string, Metadata[]>): Metadata | null {
  return metadata[name]?.[0] ?? metadata[name.replace(SUFFIX, '')]?.[0] ?? null;
}

/** The type of one stored name: `_bucket`, `_count` and `_sum` of a histogram only ever grow. */
export function typeOf(name: string, metadata: Record<string, Metadata[]>): string {
  const own = metadata[name]?.[0]?.type;
  if (own) return own;
  const family = metadata[name.replace(SUFFIX, '')]?.[0]?.type;
  if ((family === 'histogram' || family === 'summary') && /(_bucket|_count|_sum)$/.test(name)) return 'counter';
  if (family) return family;
  return /_total$/.test(name) ? 'counter' : 'unknown';
}

export const RATE_WINDOW = '5m';

/** A name as PromQL reads it: quoted in braces when it is more than letters, digits and underscores. */
export function spelled(name: string): string {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
}

export function usualQuery(name: string, type: string, names: ReadonlySet<string>): string {
  if (type === 'histogram' && names.has(`${name}_bucket`))
    return `sum by (le) (rate(${spelled(`${name}_bucket`)}[${RATE_WINDOW}]))`;
  if (type === 'histogram') return `sum(rate(${spelled(name)}[${RATE_WINDOW}]))`;
  if (type === 'counter') return `rate(${spelled(name)}[${RATE_WINDOW}])`;
  return spelled(name);
}

export function families(names: readonly string[], metadata: Record<string, Metadata[]>): Family[] {
  const all = new Set(names);
  const found = new Map<string, Family>();
  for (const name of names) {
    const base = name.replace(/(_bucket|_count|_sum)$/, '');
    const folded = base !== name && all.has(`${base}_count`) && all.has(`${base}_sum`);
    const family = folded ? base : name;
    if (found.has(family)) continue;
    const known = metadataOf(family, metadata);
    const type = folded
      ? all.has(`${base}_bucket`)
        ? 'histogram'
        : 'summary'
      : (known?.type ?? typeOf(name, metadata));
    found.set(family, {
      name: family,
      type,
      help: known?.help ?? '',
      unit: known?.unit ?? '',
      query:
        type === 'summary' && !all.has(family)
          ? `rate(${family}_sum[${RATE_WINDOW}]) / rate(${family}_count[${RATE_WINDOW}])`
          : usualQuery(family, type, all),
    });
  }
  return [...found.values()];
}

export async function readCatalogue(bounds: { start?: bigint; end?: bigint }, signal: AbortSignal): Promise<Catalogue> {
  const seconds = (nanos: bigint | undefined) => (nanos === undefined ? null : String(nanos / 1_000_000_000n));
  const [names, metadata] = await Promise.all([
    look<string[]>('label/__name__/values', { start: seconds(bounds.start), end: seconds(bounds.end) }, signal),
    look<Record<string, Metadata[]>>('metadata', {}, signal),
  ]);
  return { names: names.data, metadata: metadata.data, families: families(names.data, metadata.data) };
}

export interface Advice {
  says: string;
  /** The label of the button and the query it leads to. */
  does: string;
  query: string;
}

/** What a bare selector of a growing metric most likely lacks. */
export function advice(query: string, metadata: Record<string, Metadata[]>): Advice | null {
  const text = query.trim();
  const bare = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\{[^{}]*\})?$/.exec(text);
  if (bare) {
    const name = bare[1]!;
    const type = typeOf(name, metadata);
    if (type === 'counter' && name.endsWith('_bucket'))
      return {
        says: `${name} counts since the start of each process.`,
        does: 'Show its rate per bucket',
        query: `sum by (le) (rate(${text}[${RATE_WINDOW}]))`,
      };
    if (type === 'counter')
      return {
        says: `${name} only grows.`,
        does: 'Show its rate per second',
        query: `rate(${text}[${RATE_WINDOW}])`,
      };
    if (type === 'histogram')
      return {
        says: `${name} is a histogram since the start of each process.`,
        does: 'Show what was recorded over time',
        query: `sum(rate(${text}[${RATE_WINDOW}]))`,
      };
    return null;
  }
  const buckets = /^sum by \((?:[^)]*,\s*)?le(?:,[^)]*)?\) \(rate\([\s\S]*\)\)$/.exec(text);
  if (buckets || /^sum\(rate\([^()]*\)\)$/.test(text))
    return buckets ? { says: '', does: 'Show the 95th percentile', query: `histogram_quantile(0.95, ${text})` } : null;
  return null;
}

/** Names written in a query, without parsing it: words that are known metrics. */
export function metricsIn(query: string, names: ReadonlySet<string>): string[] {
  const withoutStrings = query.replace(/\{\s*("(?:[^"\\]|\\.)*")/g, ' $1 ');
  const words = withoutStrings.match(/"(?:[^"\\]|\\.)*"|[a-zA-Z_:][a-zA-Z0-9_:]*/g) ?? [];
  return [...new Set(words.map((word) => (word.startsWith('"') ? word.slice(1, -1) : word)))].filter((word) =>
    names.has(word),
  );
}

const WORDS = new Set(
  'and or unless atan2 bool offset by without on ignoring group_left group_right fill fill_left fill_right start end step range inf nan smoothed anchored'.split(
    ' ',
  ),
);

/** Names in a query that stand where a metric does and are known to nobody. */
export function unknownIn(query: string, names: ReadonlySet<string>): string[] {
  const bare = query
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""')
    .replace(/\{[^}]*\}|\[[^\]]*\]|#.*$/gm, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, ' ')
    .replace(/\boffset\s+-?\w+/gi, ' ');
  const words = [...bare.matchAll(/(?<![\w.:])([a-zA-Z_:][\w:]*)(?!\w)(?!\s*\()/g)].map((match) => match[1]!);
  const aggregations =
    /^(sum|avg|count|min|max|stddev|stdvar|topk|bottomk|quantile|group|count_values|limitk|limit_ratio)$/;
  return [...new Set(words)].filter(
    (word) => !names.has(word) && !WORDS.has(word.toLowerCase()) && !aggregations.test(word.toLowerCase()),
  );
}

function trigrams(text: string): Set<string> {
  const padded = `  ${text.toLowerCase()} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)));
}

/** The names most like a name, best first, by the trigrams they share. */
export function nearest(name: string, names: readonly string[], most = 4): string[] {
  const own = trigrams(name);
  return names
    .map((each) => {
      const other = trigrams(each);
      let shared = 0;
      for (const trigram of own) if (other.has(trigram)) shared += 1;
      return { each, likeness: shared / (own.size + other.size - shared) };
    })
    .filter(({ likeness }) => likeness > 0.25)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ each }) => each);
}

/** The unit of the values a query gives, when it can be told: what most functions keep, and quantiles of buckets. */
export function unitOf(query: string, catalogue: Catalogue | null): string {
  if (!catalogue) return '';
  const named = metricsIn(query, new Set(catalogue.names));
  if (named.length !== 1) return '';
  const [name] = named as [string];
  const unit = UCUM[metadataOf(name, catalogue.metadata)?.unit ?? ''] ?? suffixUnit(name);
  if (/\b(count|count_over_time|absent|changes|resets|timestamp|histogram_count|histogram_fraction)\s*\(/.test(query))
    return '';
  if (/\bhistogram_(quantile|avg|stddev)\s*\(/.test(query)) return unit;
  if (
    /(_bucket|_count)$/.test(name) ||
    /[^-+*/%^]\s*[/*^%]\s*[^-+*/%^]/.test(query.replace(/\{[^}]*\}|\[[^\]]*\]/g, ''))
  )
    return '';
  if (/\b(rate|irate)\s*\(/.test(query)) return unit === 'By' ? 'By/s' : '';
  return unit;
}

const UCUM: Record<string, string> = { seconds: 's', s: 's', milliseconds: 'ms', ms: 'ms', bytes: 'By', By: 'By' };

function suffixUnit(name: string): string {
  const match = /_(seconds|milliseconds|bytes)(_total|_sum|_bucket|_count)?$/.exec(name);
  return match ? UCUM[match[1]!]! : '';
}
