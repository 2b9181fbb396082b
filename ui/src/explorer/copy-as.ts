// The same question for other programs.

import { formOf } from './prometheus';
import { spelledSeconds } from './question';
import type { Window } from './window';

/** For a POSIX shell: everything between single quotes is literal. */
export function shellQuoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export function curl(origin: string, query: string, { start, end, step }: Window): string {
  const fields = [...formOf({ query, start, end, step: spelledSeconds(step) })].map(
    ([name, value]) => `  --data-urlencode ${shellQuoted(`${name}=${value}`)}`,
  );
  return [`curl -s ${shellQuoted(`${origin}/api/v1/query_range`)}`, ...fields].join(' \\\n');
}

/** Prometheus's own command line. */
export function promtool(origin: string, query: string, { start, end, step }: Window): string {
  return `promtool query range --start=${start} --end=${end} --step=${spelledSeconds(step)} ${shellQuoted(origin)} ${shellQuoted(query)}`;
}

export interface GrafanaQuestion {
  queries: readonly { letter: string; text: string; off: boolean }[];
  /** Milliseconds or `now-1h`, as Grafana's time picker has it. */
  from: string;
  to: string;
  heat: boolean;
  unit: string;
}

/** Without a uid Grafana takes its default data source of the type. */
const DATASOURCE = { type: 'prometheus' };
const GRAFANA_UNITS: Record<string, string> = { s: 's', ms: 'ms', By: 'bytes', 'By/s': 'Bps' };

function targets({ queries, heat }: GrafanaQuestion) {
  return queries
    .filter((each) => each.text !== '')
    .map(({ letter, text, off }) => ({
      refId: letter,
      expr: text,
      range: true,
      instant: false,
      editorMode: 'code',
      ...(heat ? { format: 'heatmap' } : {}),
      ...(off ? { hide: true } : {}),
    }));
}

/** A panel, to be pasted into a dashboard's JSON or its "Import panel" form. */
export function grafanaPanel(question: GrafanaQuestion): string {
  const unit = GRAFANA_UNITS[question.unit];
  return JSON.stringify(
    {
      type: question.heat ? 'heatmap' : 'timeseries',
      title: question.queries.find((each) => each.text !== '' && !each.off)?.text ?? 'Query',
      datasource: DATASOURCE,
      gridPos: { h: 9, w: 12, x: 0, y: 0 },
      fieldConfig: { defaults: unit ? { unit } : {}, overrides: [] },
      options: {},
      targets: targets(question).map((each) => ({ ...each, datasource: DATASOURCE })),
    },
    null,
    2,
  );
}

/** The address of Grafana's Explore, without the host: every Grafana has its own. */
export function grafanaExplore(question: GrafanaQuestion): string {
  const panes = {
    trine: {
      datasource: 'prometheus',
      queries: targets(question).map((each) => ({ ...each, datasource: { type: 'prometheus' } })),
      range: { from: question.from, to: question.to },
    },
  };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes), orgId: '1' })}`;
}
