// Where the boxes of a service map go: dagre, left to right, or top to bottom on an upright screen.

import { Graph, layout } from '@dagrejs/dagre';
import type { ServiceMap } from '../api/wire';

export const BOX = { width: 164, height: 46 };

export interface PlacedNode {
  id: string;
  label: string;
  type: ServiceMap['nodes'][number]['type'];
  x: number;
  y: number;
}

export interface PlacedEdge {
  edge: ServiceMap['edges'][number];
  points: { x: number; y: number }[];
  label: { x: number; y: number };
}

export interface Arrangement {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

export function arrange(map: ServiceMap, upright = false): Arrangement {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: upright ? 'TB' : 'LR',
    nodesep: upright ? 18 : 34,
    ranksep: upright ? 26 : 44,
    edgesep: 20,
    marginx: 24,
    marginy: 24,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(map.nodes.map((node) => node.id));
  for (const node of map.nodes) graph.setNode(node.id, { ...BOX });
  const edges = map.edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  for (const edge of edges) graph.setEdge(edge.source, edge.target, { width: 92, height: 30, labelpos: 'c' });
  layout(graph);
  const about = graph.graph();
  return {
    width: about.width ?? 0,
    height: about.height ?? 0,
    nodes: map.nodes.map((node) => {
      const at = graph.node(node.id) as { x: number; y: number };
      return { ...node, x: at.x, y: at.y };
    }),
    edges: edges.map((edge) => {
      const at = graph.edge(edge.source, edge.target) as {
        points?: { x: number; y: number }[];
        x?: number;
        y?: number;
      };
      const points = at.points ?? [];
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { edge, points, label: { x: at.x ?? middle.x, y: at.y ?? middle.y } };
    }),
  };
}

/** A smooth line through the points: straight at the ends, rounded at every corner. */
export function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const [corner, next] = [rest[i]!, rest[i + 1]!];
    path += ` Q${corner.x},${corner.y} ${(corner.x + next.x) / 2},${(corner.y + next.y) / 2}`;
  }
  const last = rest.at(-1);
  return last ? `${path} L${last.x},${last.y}` : path;
}
