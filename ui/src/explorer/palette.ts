// Lines need telling apart, not naming: twelve hues in the order in which neighbours differ most, then again, dashed.

const ORDER = [0, 2, 1, 3, 4, 5, 6, 7, 9, 10, 8, 11];

export function hue(index: number): string {
  return `--service-${ORDER[index % ORDER.length]}`;
}

export function dash(index: number): number[] | undefined {
  const round = Math.floor(index / ORDER.length) % 3;
  return round === 0 ? undefined : round === 1 ? [8, 3] : [2, 3];
}
