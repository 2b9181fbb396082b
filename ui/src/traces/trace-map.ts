// The services of one trace and who called whom. A caller that sent a parent id but never sent its
// span is drawn as an inferred client; databases and queues are drawn from their client spans.

import type { NodeType, ServiceMap } from '../api/wire';
import { dependency, isError } from '../telemetry/spans';
import type { TraceTree } from './tree';

interface Edge {
  source: string;
  target: string;
  durations: number[];
  errors: number;
}

export function traceMap(tree: TraceTree): ServiceMap {
  const nodes = new Map<string, { id: string; label: string; type: NodeType }>();
  const edges = new Map<string, Edge>();
  const add = (id: string, label: string, type: NodeType) => {
    if (!nodes.has(id)) nodes.set(id, { id, label, type });
    return id;
  };
  const connect = (source: string, target: string, duration: number, error: boolean) => {
    const key = `${source}\u0000${target}`;
    const edge = edges.get(key) ?? { source, target, durations: [], errors: 0 };
    edge.durations.push(duration);
    if (error) edge.errors += 1;
    edges.set(key, edge);
  };
  for (const node of tree.nodes) {
    const service = add(`service:${node.span.serviceName}`, node.span.serviceName, 'service');
    const parent = node.parent >= 0 ? tree.nodes[node.parent]! : null;
    const isRequest = node.span.kind === 2 || node.span.kind === 5;
    if (node.orphan && isRequest) {
      connect(
        add(`client:${node.span.serviceName}`, 'client (inferred)', 'client'),
        service,
        node.duration,
        node.error,
      );
    } else if (parent && parent.span.serviceName !== node.span.serviceName) {
      connect(`service:${parent.span.serviceName}`, service, node.duration, node.error);
    }
    const remote = node.span.kind === 3 || node.span.kind === 4 || node.span.kind === 5 ? dependency(node.span) : null;
    if (remote) {
      const id = add(`${remote.type}:${remote.label}`, remote.label, remote.type);
      if (node.span.kind === 5) connect(id, service, node.duration, isError(node.span));
      else connect(service, id, node.duration, isError(node.span));
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()].map((edge) => summarise(edge, tree.duration)) };
}

function summarise(edge: Edge, traceNanos: number): ServiceMap['edges'][number] {
  const sorted = edge.durations.toSorted((a, b) => a - b);
  const p95 = sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)] ?? 0;
  return {
    source: edge.source,
    target: edge.target,
    requests: sorted.length,
    req_rate: sorted.length / (traceNanos / 1e9),
    p95: p95 / 1e6,
    error_rate: edge.errors / sorted.length,
  };
}
