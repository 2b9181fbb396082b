// Sorting of the catalog, kept in the address as `sort=-rate` (descending) or `sort=name`.

export interface Sorting<K extends string> {
  by: K;
  descending: boolean;
}

export function readSorting<K extends string>(
  text: string | null,
  keys: readonly K[],
  fallback: Sorting<K>,
): Sorting<K> {
  if (!text) return fallback;
  const descending = text.startsWith('-');
  const by = keys.find((key) => key === (descending ? text.slice(1) : text));
  return by ? { by, descending } : fallback;
}

export function writeSorting<K extends string>({ by, descending }: Sorting<K>): string {
  return descending ? `-${by}` : by;
}

export function sorted<K extends string, T extends Record<K, string | number>>(
  rows: readonly T[],
  { by, descending }: Sorting<K>,
): T[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[by], b[by]];
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
    return sign * order;
  });
}
