package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// One row of [SeriesTable#metrics()], read: name, unit, kind and so on of a metric. Immutable but for
/// the cursors it hands out, each a new one.
public final class MetricEntry {
    /// AggregationTemporality numbers of OTLP.
    public static final int TEMPORALITY_UNSPECIFIED = 0;

    public static final int TEMPORALITY_DELTA = 1;
    public static final int TEMPORALITY_CUMULATIVE = 2;

    private static final int METADATA_FIELD = 12;

    /// What kind of points a metric has; the label is what users see.
    public enum Kind {
        UNKNOWN("unknown"),
        GAUGE("gauge"),
        SUM("sum"),
        HISTOGRAM("histogram"),
        EXPONENTIAL_HISTOGRAM("exponential_histogram"),
        SUMMARY("summary");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final byte[] data;
    private final int from;
    private final int to;
    private Kind kind = Kind.UNKNOWN;
    private String name = "";
    private String description = "";
    private String unit = "";
    private int temporality;
    private boolean monotonic;

    private MetricEntry(byte[] data, int from, int to) {
        this.data = data;
        this.from = from;
        this.to = to;
    }

    /// Reads a row of the table.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static MetricEntry of(BytesColumn metrics, int row) {
        MetricEntry entry = new MetricEntry(metrics.data(), metrics.start(row), metrics.end(row));
        try {
            entry.read(new ProtoReader(entry.data, entry.from, entry.to));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("metric: " + e.getMessage(), e);
        }
        return entry;
    }

    private void read(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> name = Messages.text(in);
                case 2 << 3 | ProtoReader.BYTES -> description = Messages.text(in);
                case 3 << 3 | ProtoReader.BYTES -> unit = Messages.text(in);
                case 5 << 3 | ProtoReader.BYTES -> readKind(in, Kind.GAUGE);
                case 7 << 3 | ProtoReader.BYTES -> readKind(in, Kind.SUM);
                case 9 << 3 | ProtoReader.BYTES -> readKind(in, Kind.HISTOGRAM);
                case 10 << 3 | ProtoReader.BYTES -> readKind(in, Kind.EXPONENTIAL_HISTOGRAM);
                case 11 << 3 | ProtoReader.BYTES -> readKind(in, Kind.SUMMARY);
                default -> in.skip(tag);
            }
        }
    }

    private void readKind(ProtoReader in, Kind newKind) throws MalformedException {
        kind = newKind;
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.VARINT -> temporality = in.varint32();
                case 3 << 3 | ProtoReader.VARINT -> monotonic = in.varint64() != 0;
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    /// Unit of measure as UCUM has it: "ms", "By", "1"; "" when the sender gave none.
    public String unit() {
        return unit;
    }

    /// The AggregationTemporality number of sums and histograms; unknown ones too.
    public int temporality() {
        return temporality;
    }

    /// Whether a sum only grows.
    public boolean monotonic() {
        return monotonic;
    }

    /// The metric's metadata, which does not identify it.
    public Attributes metadata() {
        return new Attributes(METADATA_FIELD).reset(data, from, to);
    }
}
