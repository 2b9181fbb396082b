import { getJson } from '../api/client';
import type { Stats } from '../api/wire';
import { Setup } from '../home/setup';
import { change, param, timeRange } from '../location/place';
import { CodeBlock } from '../parts/copy';
import { Icon } from '../parts/icon';
import { Empty, Skeleton } from '../parts/notices';
import { VirtualList } from '../parts/virtual-list';
import { useFetched } from '../refresh/fetched';
import type { Catalogue, Family } from './catalogue';

interface StartProps {
  catalogue: Catalogue | null;
  onChoose: (query: string) => void;
}

/** Before there is a query: every metric, each leading to the query one most likely wants. */
export function Start({ catalogue, onChoose }: StartProps) {
  if (!catalogue) return <Skeleton />;
  if (catalogue.names.length === 0) return <NoMetrics />;
  const find = param('find') ?? '';
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = catalogue.families.filter((family) => {
    const text = `${family.name} ${family.help} ${family.type}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <section class="start" aria-label="Metrics to begin with">
      <div class="start-head">
        <h2>Write a query above, or begin with a metric</h2>
        <label class="field">
          <Icon name="search" />
          <input
            type="search"
            aria-label="Find a metric"
            placeholder={`Find one of ${catalogue.families.length} metrics`}
            value={find}
            onInput={(event) => change({ find: event.currentTarget.value }, find !== '')}
          />
        </label>
      </div>
      {found.length === 0 ? (
        <Empty title="No metric is called that" />
      ) : (
        <div class="grow-list">
          <VirtualList
            count={found.length}
            rowHeight={46}
            keyOf={(index) => found[index]!.name}
            role="list"
            slotRole="listitem"
            aria-label="Metrics"
            row={(index) => <Item family={found[index]!} onChoose={onChoose} />}
          />
        </div>
      )}
    </section>
  );
}

function Item({ family, onChoose }: { family: Family; onChoose: (query: string) => void }) {
  return (
    <button type="button" class="metric-item" onClick={() => onChoose(family.query)} title={family.query}>
      <span class="line">
        <b class="cut mono">{family.name}</b>
        <span class="tag">{family.type}</span>
        {family.unit && <span class="tag">{family.unit}</span>}
        <span class="grow" />
        <code class="cut wide-only muted">{family.query}</code>
      </span>
      <span class="line muted">
        <span class="cut">{family.help || 'No description was sent.'}</span>
      </span>
    </button>
  );
}

function NoMetrics() {
  const origin = window.location.origin;
  const { data: stats } = useFetched('stats', (signal) => getJson<Stats>('/api/stats', {}, signal), { pulse: false });
  return (
    <div class="scroll">
      <div class="page">
        <Empty
          title="No metrics in this time range"
          actions={
            timeRange.value.kind !== 'all' && (
              <button type="button" class="button" onClick={() => change({ range: 'all', start: null, end: null })}>
                Show all time
              </button>
            )
          }
        >
          <p>Applications send them by OTLP, Prometheus by remote write. Nothing else has to be set up.</p>
        </Empty>
        <section class="setup" aria-label="Prometheus setup">
          <h3 class="setup-title">From a Prometheus that already scrapes</h3>
          <CodeBlock
            what="Prometheus configuration"
            code={`remote_write:\n  - url: ${origin}/api/v1/write\n    protobuf_message: io.prometheus.write.v2.Request`}
          />
        </section>
        <h3 class="setup-title">From an application</h3>
        <Setup listeners={stats?.listeners ?? null} />
      </div>
    </div>
  );
}
