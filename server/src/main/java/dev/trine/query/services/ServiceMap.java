package dev.trine.query.services;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.filter.SpanKind;
import dev.trine.storage.SpanStore;
import dev.trine.storage.TraceSlice;
import dev.trine.storage.TraceSliceVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Who calls whom, as told by spans.
///
/// - A span whose parent belongs to another service is a call from that service.
/// - A server or consumer span without a parent, or whose parent never arrived, is a call from a
///   client that sends no spans.
/// - A client or producer span with attributes of a database or a messaging system is a call to it;
///   a consumer span with a messaging system is a call from it.
/// - A client span that no other service answered is a call to the `peer.service` or
///   `server.address` it names.
///
/// Parents are looked up in memory, one slice of the traces after another, as many spans at a time as
/// fit. A span sent twice counts once.
public final class ServiceMap {
    private static final long COLUMNS =
            SpanBatch.SCHEMA.set(
                    "trace_id_high",
                    "trace_id_low",
                    "span_id",
                    "parent_span_id",
                    "start_nanos",
                    "end_nanos",
                    "kind",
                    "status_code",
                    "resource",
                    "attributes");

    private static final long CALL_BYTES = 8 << 10;
    private static final Node CLIENT = new Node(Peer.CLIENT, "client");

    private final Query query;
    private final TimeRange range;
    private final ServiceNames names = new ServiceNames();
    private final PeerReader peers = new PeerReader();
    private final List<Node> nodes = new ArrayList<>();
    private final LongTable calls;
    private final List<Red> callStats = new ArrayList<>();

    /// Also stands for "not a node yet" in `peerNodes`: nothing calls the client.
    private final int clientNode;

    private int[] serviceNodes = {};
    private int[] peerNodes = {};

    private ServiceMap(TimeRange range, Query query) {
        this.range = range;
        this.query = query;
        calls = new LongTable(query, 64);
        clientNode = add(CLIENT);
    }

    /// A node of the map.
    public record Node(Peer type, String label) {
        /// Unique in a map.
        public String id() {
            return type.label() + ":" + label;
        }
    }

    /// An edge of the map.
    public record Edge(Node source, Node target, Red red) {}

    /// Draws the map of the spans that start in a range.
    public static ServiceMap of(SpanStore store, TimeRange range, Query query) {
        ServiceMap map = new ServiceMap(range, query);
        store.slices(range, COLUMNS, CallIndex.fitting(query), map.new Slices());
        return map;
    }

    /// The nodes, by their ids.
    public List<Node> nodes() {
        boolean hasClient = edges().stream().anyMatch(edge -> edge.source().equals(CLIENT));
        return nodes.stream()
                .filter(node -> hasClient || !node.equals(CLIENT))
                .sorted(Comparator.comparing(Node::id))
                .toList();
    }

    /// The edges, by the ids of their nodes.
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
            Node source = nodes.get((int) (calls.get(call) >>> 32));
            Node target = nodes.get((int) calls.get(call));
            edges.add(new Edge(source, target, callStats.get(call)));
        }
        edges.sort(
                Comparator.comparing((Edge edge) -> edge.source().id())
                        .thenComparing(edge -> edge.target().id()));
        return edges;
    }

    /// Gathers the spans of a slice, then counts their calls.
    private final class Slices implements TraceSliceVisitor {
        private CallIndex spans = new CallIndex(query);

        @Override
        public void visit(SpanBatch batch, TraceSlice slice) {
            query.check();
            for (int row = 0, end = batch.rows(); row < end; row++) {
                if (range.contains(batch.startNanos.get(row))
                        && slice.contains(batch.traceIdHigh.get(row), batch.traceIdLow.get(row))) {
                    collect(batch, row, spans);
                }
            }
            numberNodes();
        }

        @Override
        public void endSlice() {
            for (int span = 0; span < spans.size(); span++) {
                countIncoming(spans, span);
            }
            for (int span = 0; span < spans.size(); span++) {
                countOutgoing(spans, span);
            }
            spans.release();
            spans = new CallIndex(query);
        }
    }

    private void collect(SpanBatch batch, int row, CallIndex spans) {
        int kind = batch.kind.get(row);
        boolean remote =
                kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER || kind == SpanKind.CONSUMER;
        int service = names.number(batch.resources(), batch.resource.get(row));
        spans.add(batch, row, service, remote ? peers.read(batch, row) : PeerReader.NONE);
    }

    /// Makes nodes of the services and peers that a batch has shown for the first time.
    private void numberNodes() {
        int known = serviceNodes.length;
        serviceNodes = Arrays.copyOf(serviceNodes, names.size());
        for (int service = known; service < names.size(); service++) {
            serviceNodes[service] = add(new Node(Peer.SERVICE, names.name(service)));
        }
        known = peerNodes.length;
        peerNodes = Arrays.copyOf(peerNodes, peers.size());
        for (int peer = known; peer < peers.size(); peer++) {
            if (peers.node(peer).type() != Peer.SERVICE) {
                peerNodes[peer] = add(peers.node(peer));
            }
        }
    }

    private int add(Node node) {
        int known = nodes.indexOf(node);
        if (known >= 0) {
            return known;
        }
        nodes.add(node);
        return nodes.size() - 1;
    }

    private void countIncoming(CallIndex spans, int span) {
        int kind = spans.kind(span);
        int parent = spans.parent(span);
        int target = serviceNodes[spans.service(span)];
        int peer = kind == SpanKind.CONSUMER ? spans.peer(span) : PeerReader.NONE;
        if (peer != PeerReader.NONE && peers.node(peer).type() == Peer.MESSAGING) {
            count(spans, span, peerNodes[peer], target);
        } else if (parent < 0) {
            if (kind == SpanKind.SERVER || kind == SpanKind.CONSUMER) {
                count(spans, span, clientNode, target);
            }
        } else if (spans.service(parent) != spans.service(span)) {
            spans.answer(parent);
            count(spans, span, serviceNodes[spans.service(parent)], target);
        }
    }

    private void countOutgoing(CallIndex spans, int span) {
        int kind = spans.kind(span);
        int peer = spans.peer(span);
        if (peer == PeerReader.NONE || (kind != SpanKind.CLIENT && kind != SpanKind.PRODUCER)) {
            return;
        }
        Node target = peers.node(peer);
        if (target.type() != Peer.SERVICE) {
            count(spans, span, serviceNodes[spans.service(span)], peerNodes[peer]);
        } else if (!spans.answered(span)) {
            // Only now is it a node: a server that answers is known by its own name.
            if (peerNodes[peer] == clientNode) {
                peerNodes[peer] = add(target);
            }
            count(spans, span, serviceNodes[spans.service(span)], peerNodes[peer]);
        }
    }

    private void count(CallIndex spans, int span, int source, int target) {
        int call = calls.add((long) source << 32 | target);
        if (call == callStats.size()) {
            query.charge(CALL_BYTES);
            callStats.add(new Red());
        }
        callStats.get(call).add(spans.durationNanos(span), spans.failed(span));
    }
}
