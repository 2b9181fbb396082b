// Which lines are shown, and in which order, as it stands in the address: `only` names the ones that are,
// `hide` the ones that are not. A line is named by its query and its labels as they are shown.

import { change, param, params } from '../location/place';
import type { Column } from './legend';
import type { Line } from './series';

export interface Sort {
  column: Column;
  down: boolean;
}

const COLUMNS: readonly Column[] = ['name', 'last', 'min', 'max', 'mean'];
const USUAL = '-last';

/** `max` ascends, `-max` descends. */
export function sortInForce(): Sort {
  const text = param('sort') ?? USUAL;
  const column = COLUMNS.find((each) => each === text.replace(/^-/, ''));
  return column ? { column, down: text.startsWith('-') } : { column: 'last', down: true };
}

/** Figures begin with the highest, names with the first. */
export function sortBy(column: Column): void {
  const now = sortInForce();
  const down = now.column === column ? !now.down : column !== 'name';
  const text = `${down ? '-' : ''}${column}`;
  change({ sort: text === USUAL ? null : text });
}

export function idOf({ letter, name }: Pick<Line, 'letter' | 'name'>): string {
  return `${letter} ${name}`;
}

/** Keys of the lines that are not shown. A link to lines that are gone shows the others. */
export function hiddenKeys(lines: readonly Pick<Line, 'key' | 'letter' | 'name'>[]): ReadonlySet<string> {
  const only = new Set(params('only'));
  const hide = new Set(params('hide'));
  const among = lines.some((line) => only.has(idOf(line)));
  return new Set(
    lines.filter((line) => (among ? !only.has(idOf(line)) : hide.has(idOf(line)))).map((line) => line.key),
  );
}

/** Shows one line alone, or all again when it is alone already. */
export function isolate(line: Line, lines: readonly Line[]): void {
  const hidden = hiddenKeys(lines);
  const alone = lines.length - hidden.size === 1 && !hidden.has(line.key);
  change({ only: alone ? null : [idOf(line)], hide: null });
}

export function toggle(line: Line, lines: readonly Line[]): void {
  const hidden = new Set(hiddenKeys(lines));
  if (!hidden.delete(line.key)) hidden.add(line.key);
  const shown = lines.filter((each) => !hidden.has(each.key));
  // Whichever list is the shorter one makes the shorter address.
  if (shown.length > 0 && shown.length < hidden.size) change({ only: shown.map(idOf), hide: null });
  else change({ only: null, hide: lines.filter((each) => hidden.has(each.key)).map(idOf) });
}
