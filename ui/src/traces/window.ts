// The part of a trace that the waterfall shows, as shares of the whole.

export interface Window {
  from: number;
  to: number;
}

export const WHOLE: Window = { from: 0, to: 1 };

/** A share of 1e-9 of a one-hour trace is 3.6 µs: nobody zooms further. */
const NARROWEST = 1e-9;

export function readWindow(text: string | null): Window {
  const match = /^([\d.e-]+)~([\d.e-]+)$/.exec(text ?? '');
  if (!match) return WHOLE;
  return clampWindow(Number(match[1]), Number(match[2])) ?? WHOLE;
}

export function clampWindow(from: number, to: number): Window | null {
  const [low, high] = [Math.max(0, Math.min(from, to)), Math.min(1, Math.max(from, to))];
  return Number.isFinite(low) && Number.isFinite(high) && high - low > NARROWEST ? { from: low, to: high } : null;
}

export function writeWindow(window: Window): string | null {
  if (window.from <= 0 && window.to >= 1) return null;
  return `${Number(window.from.toPrecision(6))}~${Number(window.to.toPrecision(6))}`;
}

export interface Placement {
  left: number;
  width: number;
}

/** Percent of the visible width; null when outside. */
export function place(window: Window, traceNanos: number, start: number, duration: number): Placement | null {
  const visible = (window.to - window.from) * traceNanos;
  const left = ((start - window.from * traceNanos) / visible) * 100;
  const right = ((start + duration - window.from * traceNanos) / visible) * 100;
  if (right < 0 || left > 100) return null;
  const from = Math.max(0, left);
  return { left: from, width: Math.max(0, Math.min(100, right) - from) };
}
