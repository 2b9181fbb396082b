import { useEffect } from 'preact/hooks';
import { Link } from './location/link';
import { followHistory, type Room, room, roomAddress, visit } from './location/place';
import { Mark } from './parts/brand';
import { HelpDialog, helpOpen } from './parts/help';
import { Icon, type IconName } from './parts/icon';
import { focusSearch, listenForShortcuts, useShortcuts } from './parts/keys';
import { followTheme, nextTheme } from './parts/theme';
import { Toast } from './parts/toast';
import { refreshNow, startPulse, togglePulse } from './refresh/pulse';
import { RoomContent } from './rooms';
import { TopBar } from './top-bar';

export const ROOM_NAMES: Record<Room, { label: string; icon: IconName; key: string }> = {
  home: { label: 'Home', icon: 'home', key: 'h' },
  services: { label: 'Services', icon: 'services', key: 's' },
  map: { label: 'Map', icon: 'map', key: 'a' },
  traces: { label: 'Traces', icon: 'traces', key: 't' },
  spans: { label: 'Spans', icon: 'spans', key: 'p' },
  logs: { label: 'Logs', icon: 'logs', key: 'l' },
  metrics: { label: 'Metrics', icon: 'metrics', key: 'm' },
  status: { label: 'Status', icon: 'status', key: 'u' },
};

const ENTRIES = Object.entries(ROOM_NAMES) as [Room, (typeof ROOM_NAMES)[Room]][];

function Rail() {
  return (
    <nav class="rail" aria-label="Rooms">
      <Link class="brand" to={roomAddress('home')} aria-label="Trine, home">
        <Mark />
        <span>Trine</span>
      </Link>
      {ENTRIES.map(([name, { label, icon }]) => (
        <Link
          key={name}
          class="room"
          to={roomAddress(name)}
          title={label}
          aria-label={label}
          aria-current={room.value === name ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{label}</span>
        </Link>
      ))}
    </nav>
  );
}

export function App() {
  useEffect(() => {
    const stops = [followHistory(), followTheme(), startPulse(), listenForShortcuts()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useShortcuts([
    { keys: '?', does: 'Show these shortcuts', run: () => (helpOpen.value = true) },
    { keys: '/', does: 'Search', run: focusSearch },
    { keys: 'r', does: 'Refresh now', run: refreshNow },
    { keys: 'p', does: 'Pause or go on', run: togglePulse },
    { keys: 'T', does: 'Switch theme', run: nextTheme },
    ...ENTRIES.map(([name, { label, key }]) => ({
      keys: `g ${key}`,
      does: `Go to ${label}`,
      run: () => visit(roomAddress(name)),
    })),
  ]);
  const name = room.value;
  useEffect(() => {
    document.title = name === 'home' ? 'Trine' : `${ROOM_NAMES[name].label} · Trine`;
  }, [name]);
  return (
    <>
      <div class="app">
        <Rail />
        <div class="main">
          <TopBar title={ROOM_NAMES[name].label} />
          <main class="room-body" key={name}>
            <RoomContent room={name} />
          </main>
        </div>
      </div>
      <HelpDialog />
      <Toast />
    </>
  );
}
