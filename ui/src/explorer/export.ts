// What is on screen as a file: CSV with one column per series, the answer as JSON, the chart as a picture.

import type { Line } from './series';

export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(
  times: readonly number[],
  lines: readonly Pick<Line, 'letter' | 'name' | 'values'>[],
  several: boolean,
): string {
  const head = ['time', ...lines.map((line) => csvCell(several ? `${line.letter} ${line.name}` : line.name))];
  const rows = times.map((time, at) => [
    new Date(Math.round(time * 1000)).toISOString(),
    ...lines.map((line) => String(line.values[at] ?? '')),
  ]);
  return `${[head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}

export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has to have taken the bytes before the address goes away.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** `rate(http_requests_total[5m])` → `rate-http_requests_total-5m`. */
export function fileName(query: string, extension: string): string {
  const stem = query
    .replace(/[^\w]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem || 'query'}.${extension}`;
}

export interface Picture {
  title: readonly string[];
  /** What is drawn, as it is on screen. */
  canvas: HTMLCanvasElement;
  /** Texts around the canvas, in its pixels: left and middle of each. */
  labels: readonly { text: string; x: number; y: number }[];
  legend: readonly { name: string; colour: string; value: string }[];
  colours: { ground: string; text: string; muted: string };
  font: string;
}

const PADDING = 16;
const ROW = 18;

/** The chart with its queries above and its legend below, in the colours of the screen. */
export function picture({ title, canvas, labels, legend, colours, font }: Picture): HTMLCanvasElement {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.width / scale, canvas.height / scale];
  const left = PADDING + labels.reduce((most, label) => Math.max(most, -label.x), 0);
  const top = PADDING + title.length * ROW + 6;
  const below = labels.reduce((most, label) => Math.max(most, label.y + ROW / 2 - height), 0);
  const legendTop = top + height + below + (legend.length > 0 ? 10 : 0);
  const result = document.createElement('canvas');
  const full = { width: left + width + PADDING, height: legendTop + legend.length * ROW + PADDING };
  result.width = Math.round(full.width * scale);
  result.height = Math.round(full.height * scale);
  const context = result.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, full.width, full.height);
  context.textBaseline = 'middle';
  context.font = `12px ${font}`;
  context.fillStyle = colours.text;
  title.forEach((text, i) => {
    context.fillText(text, PADDING, PADDING + (i + 0.5) * ROW, full.width - 2 * PADDING);
  });
  context.drawImage(canvas, left, top, width, height);
  context.font = `11px ${font}`;
  context.fillStyle = colours.muted;
  for (const label of labels) context.fillText(label.text, left + label.x, top + label.y);
  context.font = `12px ${font}`;
  legend.forEach((entry, i) => {
    const y = legendTop + (i + 0.5) * ROW;
    context.fillStyle = entry.colour;
    context.fillRect(PADDING, y - 2, 10, 4);
    context.fillStyle = colours.text;
    context.fillText(entry.name, PADDING + 18, y, full.width - 2 * PADDING - 110);
    context.fillStyle = colours.muted;
    context.textAlign = 'right';
    context.fillText(entry.value, full.width - PADDING, y);
    context.textAlign = 'left';
  });
  return result;
}
