package dev.trine.model;

import dev.trine.wire.ProtoWriter;

/// The scopes under which series are stored that came with Prometheus labels: the attributes of such
/// a series are exactly its labels, the metric's name among them, and nothing about it is to be
/// translated. Only what takes exactly such labels may write them: receivers of Prometheus protocols and
/// of plain JSON, and the store of Trine's own metrics.
public final class PrometheusScope {
    /// Name of the scope of samples.
    public static final String SAMPLES = "trine.prometheus";

    /// Name of the scope of points that carry nothing but what is known of a metric family: its
    /// name, type, unit and help are those of the metric entry.
    public static final String METADATA = "trine.prometheus.metadata";

    /// Key of the metric metadata that holds the type as Prometheus names it.
    public static final String TYPE_KEY = "prometheus.type";

    private PrometheusScope() {}

    /// The scope entry of a name.
    public static byte[] entry(String name) {
        ProtoWriter out = new ProtoWriter(64);
        int scope = out.begin(1);
        out.stringField(1, name);
        out.end(scope);
        return out.toByteArray();
    }
}
