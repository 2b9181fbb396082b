import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ServiceMap } from '../api/wire';
import { Empty, ErrorNotice, Skeleton } from '../parts/notices';

interface LazyGraphProps {
  map: ServiceMap;
  unit: 'rate' | 'calls';
}

let loaded: ComponentType<LazyGraphProps> | null = null;

/** The graph with its layout library, fetched when first needed. */
export function LazyGraph(props: LazyGraphProps) {
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>(loaded ? 'ready' : 'waiting');
  useEffect(() => {
    if (loaded) return;
    import('./graph').then(
      (module) => {
        loaded = module.Graph;
        setState('ready');
      },
      () => setState('failed'),
    );
  }, []);
  if (props.map.nodes.length === 0) return <Empty title="Nothing to draw" />;
  if (state === 'failed') return <ErrorNotice error="The map could not be loaded. Reload the page." />;
  const Loaded = loaded;
  return Loaded && state === 'ready' ? <Loaded {...props} /> : <Skeleton lines={4} />;
}
