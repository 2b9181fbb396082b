// The steps a range is asked at: round ones, aligned, so that a refresh moves the curve and does not redraw it.

export interface Window {
  /** Unix seconds, multiples of the step. */
  start: number;
  end: number;
  step: number;
}

const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
];

/** Prometheus refuses more. */
export const POINTS_MAX = 11_000;

export function chooseStep(seconds: number, columns: number): number {
  const wanted = seconds / Math.max(1, columns);
  return STEPS_S.find((step) => step >= wanted) ?? Math.ceil(wanted / 604_800) * 604_800;
}

/** `wished` is the person's own step; one that would give too many points is made longer. */
export function windowOf(start: number, end: number, columns: number, wished: number | null): Window {
  const span = Math.max(1, end - start);
  const step = wished ? Math.max(wished, chooseLeast(span)) : chooseStep(span, columns);
  const from = Math.floor(start / step) * step;
  const to = Math.max(from, Math.floor(end / step) * step);
  return { start: round(from), end: round(to), step };
}

function chooseLeast(span: number): number {
  const least = span / (POINTS_MAX - 1);
  return least <= 0.001 ? 0.001 : Math.ceil(least * 1000) / 1000;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

export function stepTimes({ start, end, step }: Window): number[] {
  const count = Math.min(POINTS_MAX, Math.floor((end - start) / step + 1e-6) + 1);
  return Array.from({ length: count }, (_, i) => round(start + i * step));
}
