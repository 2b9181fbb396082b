import type { RefObject } from 'preact';
import { timeRange } from '../location/place';
import { say } from '../parts/toast';
import { formatInUnit } from '../telemetry/units';
import { type Catalogue, unitOf } from './catalogue';
import { curl, type GrafanaQuestion, grafanaExplore, grafanaPanel, promtool } from './copy-as';
import { csv, csvCell, download, fileName, type Picture, picture } from './export';
import { hue } from './palette';
import type { Query, View } from './question';
import type { Reading } from './reading';
import { rowsOf } from './result-table';
import { linesOf, type Outcome } from './series';
import { copying, type Deed, Deeds } from './tools';
import { stepTimes } from './window';

interface TakingProps {
  rows: readonly Query[];
  reading: Reading;
  shown: Exclude<View, 'auto'>;
  body: RefObject<HTMLElement | null>;
  catalogue: Catalogue | null;
}

/** Takes what is on screen elsewhere: into a shell, into Grafana, into a file. */
export function Taking(props: TakingProps) {
  const { rows, reading, shown } = props;
  const [first] = reading.results;
  if (!first) return null;
  const origin = window.location.origin;
  const grafana = () => grafanaQuestion(props);
  const copies: Deed[] = [
    copying('PromQL', () => reading.results.map((each) => each.text).join('\n')),
    copying('curl command', () => curl(origin, first.text, reading.window)),
    copying('promtool command', () => promtool(origin, first.text, reading.window)),
    copying('Grafana panel', () => grafanaPanel(grafana())),
    copying('Grafana Explore address', () => grafanaExplore(grafana())),
    copying('link to this view', () => window.location.href),
  ];
  const files: Deed[] = [
    { label: 'CSV', run: () => saveCsv(props) },
    { label: 'JSON', run: () => saveJson(props) },
    ...(shown === 'table' ? [] : [{ label: 'PNG', run: () => savePicture(props) }]),
  ];
  return (
    <>
      <Deeds title="Copy as" icon="copy" deeds={rows.length > 0 ? copies : []} />
      <Deeds title="Export" icon="download" deeds={files} />
    </>
  );
}

function grafanaQuestion({ rows, reading, shown, catalogue }: TakingProps): GrafanaQuestion {
  const range = timeRange.value;
  const rolling = range.kind === 'rolling';
  return {
    queries: rows,
    from: rolling ? `now-${range.name}` : String(Math.round(reading.window.start * 1000)),
    to: rolling ? 'now' : String(Math.round(reading.window.end * 1000)),
    heat: shown === 'heat',
    unit: unitOf(reading.results[0]?.text ?? '', catalogue),
  };
}

function nameOf({ reading }: TakingProps, extension: string): string {
  return fileName(reading.results[0]?.text ?? '', extension);
}

function saveCsv(props: TakingProps): void {
  const { reading } = props;
  const text = reading.results.some((each) => each.instant) ? tableCsv(props) : lineCsv(reading);
  download(nameOf(props, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }));
}

function outcomes(reading: Reading, catalogue: Catalogue | null): Outcome[] {
  return reading.results.map((each) => ({ ...each, unit: unitOf(each.text, catalogue) }));
}

function lineCsv(reading: Reading): string {
  const times = stepTimes(reading.window);
  const lines = linesOf(outcomes(reading, null), { window: reading.window, columns: times.length }, reading.offset);
  return csv(times, lines, reading.results.length > 1);
}

function tableCsv({ reading }: TakingProps): string {
  const rows = reading.results.flatMap(({ letter, instant }) =>
    instant ? rowsOf(instant, '').map((row) => ({ letter, ...row })) : [],
  );
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))];
  const head = ['query', ...columns, 'time', 'value'].map(csvCell);
  const body = rows.map((row) => [
    row.letter,
    ...columns.map((column) => csvCell(row.labels[column] ?? '')),
    new Date(row.time * 1000).toISOString(),
    row.number === null ? csvCell(row.text) : String(row.number),
  ]);
  return `${[head, ...body].map((row) => row.join(',')).join('\r\n')}\r\n`;
}

function saveJson(props: TakingProps): void {
  const { reading } = props;
  const body = {
    ...reading.window,
    queries: reading.results.map(({ letter, text, series, instant, warnings, infos }) => ({
      letter,
      query: text,
      warnings,
      infos,
      data: instant ?? { resultType: 'matrix', result: series },
    })),
  };
  download(nameOf(props, 'json'), new Blob([JSON.stringify(body, null, 1)], { type: 'application/json' }));
}

/** The heatmap's axes are beside its canvas: their texts, with where they are on screen. */
function axisLabels(canvas: HTMLCanvasElement): Picture['labels'] {
  const box = canvas.getBoundingClientRect();
  const card = canvas.closest('.card');
  return [...(card?.querySelectorAll('.heat-labels span, .heat-times span') ?? [])].map((each) => {
    const own = each.getBoundingClientRect();
    return { text: each.textContent ?? '', x: own.left - box.left, y: own.top + own.height / 2 - box.top };
  });
}

const LEGEND_MAX = 12;

function savePicture(props: TakingProps): void {
  const { reading, shown, body, catalogue } = props;
  const canvas = body.current?.querySelector('canvas');
  if (!canvas || !body.current) {
    say('There is no chart to make a picture of.');
    return;
  }
  const style = getComputedStyle(body.current);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const lines =
    shown === 'lines'
      ? linesOf(outcomes(reading, catalogue), { window: reading.window, columns: stepTimes(reading.window).length }, 0)
      : [];
  const made = picture({
    title: reading.results.map((each) => (reading.results.length > 1 ? `${each.letter}  ${each.text}` : each.text)),
    canvas,
    labels: axisLabels(canvas),
    legend: lines
      .map((line, index) => ({
        name: line.name,
        colour: colour(hue(index)),
        value: line.figures.last === null ? '–' : formatInUnit(line.figures.last, line.unit),
      }))
      .slice(0, LEGEND_MAX),
    colours: { ground: colour('--surface'), text: colour('--text'), muted: colour('--text-3') },
    font: style.fontFamily,
  });
  made.toBlob((blob) => {
    if (blob) download(nameOf(props, 'png'), blob);
    else say('This browser did not make a picture of the chart.');
  }, 'image/png');
}
