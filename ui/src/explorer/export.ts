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
  legend: readonly { name: string; colour: string; value: string }[];
  colours: { ground: string; text: string; muted: string };
  font: string;
}

const PADDING = 16;
const ROW = 18;

/** The chart with its queries above and its legend below, in the colours of the screen. */
export function picture({ title, canvas, legend, colours, font }: Picture): HTMLCanvasElement {
  const scale = window.devicePixelRatio || 1;
  const width = canvas.width / scale;
  const top = PADDING + title.length * ROW + 6;
  const height = top + canvas.height / scale + (legend.length > 0 ? 10 : 0) + legend.length * ROW + PADDING;
  const result = document.createElement('canvas');
  result.width = Math.round((width + 2 * PADDING) * scale);
  result.height = Math.round(height * scale);
  const context = result.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width + 2 * PADDING, height);
  context.textBaseline = 'middle';
  context.font = `12px ${font}`;
  context.fillStyle = colours.text;
  title.forEach((text, i) => {
    context.fillText(text, PADDING, PADDING + (i + 0.5) * ROW, width);
  });
  context.drawImage(canvas, PADDING, top, width, canvas.height / scale);
  legend.forEach((entry, i) => {
    const y = top + canvas.height / scale + 10 + (i + 0.5) * ROW;
    context.fillStyle = entry.colour;
    context.fillRect(PADDING, y - 2, 10, 4);
    context.fillStyle = colours.text;
    context.textAlign = 'left';
    context.fillText(entry.name, PADDING + 18, y, width - 110);
    context.fillStyle = colours.muted;
    context.textAlign = 'right';
    context.fillText(entry.value, PADDING + width, y);
    context.textAlign = 'left';
  });
  return result;
}
