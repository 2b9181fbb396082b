// What the axes of a chart say.

/** Zero belongs on the axis unless the values are far from it and close together. */
export function valueRange(min: number | null, max: number | null, highest: number): [number, number] {
  const low = min ?? 0;
  const high = Math.max(max ?? 1, highest);
  const floor = low >= 0 && (low < high * 0.7 || low === high) ? 0 : low - (high - low) * 0.08;
  const top = high + (high - floor) * 0.08;
  return top > floor ? [floor, top] : [floor, floor + 1];
}

const hourMinute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const withSeconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const withDay = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export function clockLabel(splits: readonly number[]): (seconds: number) => string {
  const apart = splits.length > 1 ? splits[1]! - splits[0]! : 60;
  const long = splits.length > 1 && splits.at(-1)! - splits[0]! > 86_400;
  const format = long ? withDay : apart < 60 ? withSeconds : hourMinute;
  return (seconds) => format.format(new Date(seconds * 1000));
}
