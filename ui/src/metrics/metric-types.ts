import type { MetricType } from '../api/wire';

export const TYPE_NAMES: Record<MetricType, string> = {
  gauge: 'gauge',
  sum: 'sum',
  histogram: 'histogram',
  exponential_histogram: 'exponential histogram',
  summary: 'summary',
  unknown: 'unknown kind',
};
