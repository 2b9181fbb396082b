import { timeRange } from '../location/place';

/** Changes when the person chooses another range, not when time passes. */
export function rangeKey(): string {
  const range = timeRange.value;
  if (range.kind === 'fixed') return `${range.start}-${range.end}`;
  return range.kind === 'rolling' ? range.name : 'all';
}
