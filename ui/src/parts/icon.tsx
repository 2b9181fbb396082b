const PATHS = {
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z',
  services: 'M2.5 3.5h11v3.5h-11zM2.5 9h11v3.5h-11zM5 5.2h.01M5 10.7h.01',
  map: 'M4 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM12 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM4 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5.4 4.7l5.2 2.6M5.4 11.3l5.2-2.6',
  traces: 'M2 4h7M5 8h8M9 12h5',
  spans: 'M3 3.5h10M3 8h10M3 12.5h10',
  logs: 'M3 2.5h7l3 3v8H3zM5.5 7h5M5.5 10h5',
  metrics: 'M2.5 2.5v11h11M5 10.5l2.5-3 2 2 3.5-5',
  status: 'M1.5 8h3l2-5 3 10 2-5h3',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7l3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2.2 1.5',
  link: 'M6.5 9.5l3-3M7.5 4.5 9 3a2.8 2.8 0 0 1 4 4l-1.5 1.5M8.5 11.5 7 13a2.8 2.8 0 0 1-4-4l1.5-1.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  sun: 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z',
  system: 'M2 3h12v8H2zM6 13.5h4',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.3 6.3a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.6-.7 1.1M8 11.2h.01',
  plus: 'M8 3v10M3 8h10',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5v3h-3',
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.6h.01',
  error: 'M5.2 2h5.6L14 5.2v5.6L10.8 14H5.2L2 10.8V5.2zM8 5v3.5M8 10.8h.01',
  check: 'M3 8.5l3.2 3L13 4.5',
  database: 'M8 6c3 0 5-.8 5-2s-2-2-5-2-5 .8-5 2 2 2 5 2zM3 4v8c0 1.2 2 2 5 2s5-.8 5-2V4M3 8c0 1.2 2 2 5 2s5-.8 5-2',
  messaging: 'M2 4h12v8H2zM2 4.5l6 4.5 6-4.5',
  client: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  service: 'M8 1.8l5.5 3.1v6.2L8 14.2l-5.5-3.1V4.9zM8 8l5.5-3.1M8 8v6.2M8 8 2.5 4.9',
  wrap: 'M2 4h12M2 8h9.5a2 2 0 0 1 0 4H8M9.5 10.3 8 12l1.5 1.7M2 12h3',
  table: 'M2 3h12v10H2zM2 6.5h12M6.5 3v10',
  chart: 'M2.5 13.5h11M4.5 13V8M8 13V4M11.5 13V9.5',
  up: 'M8 13V3M4 7l4-4 4 4',
  expand: 'M3.5 6 8 1.8 12.5 6M3.5 10 8 14.2l4.5-4.2',
  collapse: 'M3.5 2 8 6.2 12.5 2M3.5 14 8 9.8l4.5 4.2',
  filter: 'M2 3.5h12L9.5 9v4l-3 1V9z',
  diamond: 'M8 3l5 5-5 5-5-5z',
  path: 'M2 12h4V4h4v8h4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  hidden:
    'M2.5 2.5l11 11M6.6 6.6a2 2 0 0 0 2.8 2.8M4.2 4.7C2.4 6 1.5 8 1.5 8S4 12.5 8 12.5c1.3 0 2.4-.4 3.4-1M7 3.6c.3 0 .7-.1 1-.1 4 0 6.5 4.5 6.5 4.5s-.6 1.1-1.7 2.200',
  heat: 'M2 2h4v4H2zM6 6h4v4H6zM10 2h4v4h-4zM2 10h4v4H2zM10 10h4v4h-4z',
  align: 'M2 3.5h12M5 8h9M5 12.5h6',
  history: 'M2.5 8a5.5 5.5 0 1 0 1.7-4M2.5 2.5v3h3M8 5v3.200l2 1.300',
  download: 'M8 2.5v7.5M4.5 7 8 10.5 11.5 7M3 13.5h10',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
