import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { HomeRoom } from './home/home-room';
import type { Room } from './location/place';
import { LogsRoom } from './logs/logs-room';
import { ErrorNotice, Skeleton } from './parts/notices';
import { ServicesRoom } from './services/services-room';
import { SpansRoom } from './spans/spans-room';
import { StatusRoom } from './status/status-room';
import { TracesRoom } from './traces/traces-room';

/** A room whose code (a chart or graph library) is fetched when it is first entered. */
function onDemand(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null;
  return function OnDemandRoom() {
    const [, setReady] = useState(loaded !== null);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          setReady(true);
        },
        () => setFailed(true),
      );
    }, []);
    if (failed)
      return (
        <ErrorNotice error="This part of Trine could not be loaded. The server may have been updated or stopped; reload the page." />
      );
    const Loaded = loaded;
    return Loaded ? <Loaded /> : <Skeleton />;
  };
}

const ROOMS: Record<Room, ComponentType> = {
  home: HomeRoom,
  services: ServicesRoom,
  traces: TracesRoom,
  spans: SpansRoom,
  logs: LogsRoom,
  status: StatusRoom,
  metrics: onDemand(() => import('./metrics/metrics-room').then((module) => module.MetricsRoom)),
  map: onDemand(() => import('./map/map-room').then((module) => module.MapRoom)),
};

export function RoomContent({ room }: { room: Room }) {
  const Content = ROOMS[room];
  return <Content />;
}
