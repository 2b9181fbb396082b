// Search inside one trace: names, services, attributes, events and ids, ignoring case.

import type { Span } from '../api/wire';
import { valueText } from '../telemetry/attributes';

export function spanMatches(span: Span, needle: string): boolean {
  const contains = (text: string | undefined) => text?.toLowerCase().includes(needle);
  if (contains(span.name) || contains(span.serviceName) || span.spanId === needle || contains(span.status?.message))
    return true;
  if (span.attributes?.some((each) => contains(each.key) || contains(valueText(each.value)))) return true;
  return (
    span.events?.some(
      (event) => contains(event.name) || event.attributes?.some((each) => contains(valueText(each.value))),
    ) ?? false
  );
}

/** Indexes of the spans that match, in the order given; null when nothing is searched for. */
export function findSpans(spans: readonly Span[], text: string | null): ReadonlySet<number> | null {
  const needle = text?.trim().toLowerCase();
  if (!needle) return null;
  const found = new Set<number>();
  spans.forEach((span, index) => {
    if (spanMatches(span, needle)) found.add(index);
  });
  return found;
}
