// Lines of one chart need telling apart, not naming: the service palette in order, quantiles from calm to alarming.

const QUANTILE_COLOURS: Record<string, string> = {
  p50: '--service-6',
  p90: '--service-1',
  p95: '--service-7',
  p99: '--service-10',
  mean: '--text-3',
};
const ORDER = [0, 2, 1, 3, 6, 7, 5, 4, 8, 10, 9, 11];

export function lineColour(label: string, index: number): string {
  return QUANTILE_COLOURS[label] ?? `--service-${ORDER[index % ORDER.length]}`;
}
