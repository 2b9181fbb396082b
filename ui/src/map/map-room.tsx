import { useEffect } from 'preact/hooks';
import { getJson } from '../api/client';
import type { ServiceMap } from '../api/wire';
import { WhyEmpty } from '../home/why-empty';
import { change, param, timeRange } from '../location/place';
import { Icon } from '../parts/icon';
import { useShortcuts } from '../parts/keys';
import { ErrorTag } from '../parts/labels';
import { ErrorNotice, Skeleton } from '../parts/notices';
import { useFetched } from '../refresh/fetched';
import { governPulse } from '../refresh/pulse';
import { rangeKey } from '../services/range-key';
import { ServiceActions } from '../services/service-actions';
import { formatPercent, formatRate } from '../telemetry/units';
import { formatMs } from '../time/durations';
import { bounds } from '../time/range';
import { Graph } from './graph';

/** Who calls whom, how often, how fast and how reliably. */
export function MapRoom() {
  const { data, error } = useFetched(`map ${rangeKey()}`, (signal) =>
    getJson<ServiceMap>('/api/service-map', { ...bounds(timeRange.value) }, signal),
  );
  useEffect(() => governPulse(5000, null), []);
  const chosen = param('node');
  const node = data?.nodes.find((each) => each.id === chosen);
  useShortcuts([{ keys: 'Escape', does: 'Close the node', run: () => change({ node: null }) }]);
  return (
    <>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton />}
      {data && data.nodes.length === 0 && <WhyEmpty signal="traces" filtered={false} />}
      {data && data.nodes.length > 0 && (
        <div class="panes">
          <section class="pane wide" aria-label="Map">
            <Graph
              map={data}
              unit="rate"
              chosen={node ? chosen : null}
              onChoose={(id) => change({ node: id === chosen ? null : id })}
            />
          </section>
          {node && <NodeDetail map={data} node={node} />}
        </div>
      )}
    </>
  );
}

function NodeDetail({ map, node }: { map: ServiceMap; node: ServiceMap['nodes'][number] }) {
  const labels = new Map(map.nodes.map((each) => [each.id, each.label]));
  return (
    <aside class="pane over detail" aria-label="Node">
      <header class="pane-head">
        <h2 class="grow cut">{node.label}</h2>
        <button type="button" class="button plain" aria-label="Close the node" onClick={() => change({ node: null })}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        {node.type === 'service' && <ServiceActions name={node.label} />}
        <EdgeTable
          title="Called by"
          edges={map.edges.filter((edge) => edge.target === node.id)}
          other={(edge) => labels.get(edge.source) ?? edge.source}
        />
        <EdgeTable
          title="Calls"
          edges={map.edges.filter((edge) => edge.source === node.id)}
          other={(edge) => labels.get(edge.target) ?? edge.target}
        />
      </div>
    </aside>
  );
}

function EdgeTable({
  title,
  edges,
  other,
}: {
  title: string;
  edges: ServiceMap['edges'];
  other: (edge: ServiceMap['edges'][number]) => string;
}) {
  if (edges.length === 0) return null;
  return (
    <table class="table edges">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" class="number">
            Rate
          </th>
          <th scope="col" class="number">
            Errors
          </th>
          <th scope="col" class="number">
            p95
          </th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <tr key={`${edge.source}>${edge.target}`}>
            <td>{other(edge)}</td>
            <td class="number">{formatRate(edge.req_rate)}</td>
            <td class="number">{edge.error_rate > 0 ? <ErrorTag text={formatPercent(edge.error_rate)} /> : '0 %'}</td>
            <td class="number">{formatMs(edge.p95)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
