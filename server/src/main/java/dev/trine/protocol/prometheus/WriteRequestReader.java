package dev.trine.protocol.prometheus;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads both messages of remote write into a batch.
///
/// Source: Prometheus Remote-Write specifications 1.0 and 2.0; `prompb/remote.proto`,
/// `prompb/types.proto` and `prompb/io/prometheus/write/v2/types.proto` of Prometheus.
final class WriteRequestReader {
    private static final int LABEL = 1 << 3 | ProtoReader.BYTES;
    private static final int MAX_TEXT = 4_096;

    private final ProtoReader in;
    private final byte[] data;
    private final int length;
    private final WriteResult result;
    private final SeriesWriter writer;
    private final KnownSeries knownSeries;
    private final LabelRanges labels = new LabelRanges();
    private final LabelRanges exemplarLabels = new LabelRanges();
    private int[] symbols = new int[0];
    private int symbolCount;
    private SeriesWriter.Metadata metadata = SeriesWriter.Metadata.NONE;
    private long createdMs;
    private double value;
    private long timeMs;
    private long startMs;

    private WriteRequestReader(
            byte[] data, int length, long nowMs, int rows, KnownSeries knownSeries) {
        this.knownSeries = knownSeries;
        this.data = data;
        this.length = length;
        this.in = new ProtoReader(data, 0, length);
        MetricBatch batch = new MetricBatch(Math.clamp(length / 64, 16, 4096));
        this.result = new WriteResult(batch);
        this.writer = new SeriesWriter(batch, result, nowMs, rows);
    }

    /// Reads a `prometheus.WriteRequest`.
    ///
    /// @param rows samples, histograms and families that are taken; those beyond are refused
    /// @param known what was made of earlier requests; takes what is made of this one
    /// @throws MalformedException when it is none
    static WriteResult first(byte[] data, int length, long nowMs, int rows, KnownSeries known)
            throws MalformedException {
        WriteRequestReader reader = new WriteRequestReader(data, length, nowMs, rows, known);
        reader.readFirst();
        return reader.result;
    }

    /// Reads an `io.prometheus.write.v2.Request`.
    ///
    /// @param rows samples, histograms and families that are taken; those beyond are refused
    /// @param known what was made of earlier requests; takes what is made of this one
    /// @throws MalformedException when it is none
    static WriteResult second(byte[] data, int length, long nowMs, int rows, KnownSeries known)
            throws MalformedException {
        WriteRequestReader reader = new WriteRequestReader(data, length, nowMs, rows, known);
        reader.readSymbols();
        reader.readSecond();
        return reader.result;
    }

    private void readFirst() throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> seriesOfFirst();
                case 3 << 3 | ProtoReader.BYTES -> familyMetadata();
                default -> in.skip(tag);
            }
        }
    }

    /// A series whose labels are known does not need them read.
    private void seriesOfFirst() throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        while (in.follows(LABEL)) {
            in.bytes();
        }
        int end = in.position();
        if (!KnownSeries.takes(end - start) || hasLabelsBehind(end)) {
            unknownSeries(start);
        } else {
            long hash = KnownSeries.hash(data, start, end);
            KnownSeries.Entry known = knownSeries.find(hash, data, start, end);
            if (known != null) {
                writer.begin(known);
                rowsOfFirst();
            } else if (unknownSeries(start)) {
                writer.made(hash, Arrays.copyOfRange(data, start, end)).ifPresent(knownSeries::add);
            }
        }
        in.leave(outer);
    }

    /// Senders put labels first, but need not.
    private boolean hasLabelsBehind(int end) throws MalformedException {
        boolean found = false;
        while (in.more()) {
            int tag = in.tag();
            found |= tag == LABEL;
            in.skip(tag);
        }
        in.rewind(end);
        return found;
    }

    /// @return whether the series was taken
    private boolean unknownSeries(int start) throws MalformedException {
        in.rewind(start);
        labels.clear(data);
        int rows = 0;
        while (in.more()) {
            int tag = in.tag();
            if (tag == LABEL) {
                labels.read(in);
            } else {
                rows += isRow(tag, 2, 4) ? 1 : 0;
                in.skip(tag);
            }
        }
        if (!acceptsLabels(rows)) {
            return false;
        }
        in.rewind(start);
        writer.begin(labels, SeriesWriter.Metadata.NONE);
        rowsOfFirst();
        return true;
    }

    private void rowsOfFirst() throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.BYTES -> sample(0);
                case 3 << 3 | ProtoReader.BYTES -> exemplar(false);
                case 4 << 3 | ProtoReader.BYTES -> histogram();
                default -> in.skip(tag);
            }
        }
        writer.end();
    }

    private static boolean isRow(int tag, int samples, int histograms) {
        return tag == (samples << 3 | ProtoReader.BYTES)
                || tag == (histograms << 3 | ProtoReader.BYTES);
    }

    private boolean acceptsLabels(int rows) {
        switch (labels.order()) {
            case NONE -> {
                return true;
            }
            case NO_NAME, INVALID ->
                    result.refuse(rows, "invalid metric name or labels, got " + labels);
            case DUPLICATE ->
                    result.refuse(rows, "invalid labels for series, duplicated label in " + labels);
        }
        return false;
    }

    private void sample(long startOfSeriesMs) throws MalformedException {
        readPoint(startOfSeriesMs);
        writer.sample(timeMs, value, startMs);
    }

    private void readPoint(long startOfSeriesMs) throws MalformedException {
        int outer = in.enter();
        value = 0;
        timeMs = 0;
        startMs = startOfSeriesMs;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.FIXED64 -> value = Double.longBitsToDouble(in.fixed64());
                case 2 << 3 | ProtoReader.VARINT -> timeMs = in.varint64();
                case 3 << 3 | ProtoReader.VARINT -> startMs = in.varint64();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void histogram() throws MalformedException {
        int outer = in.enter();
        writer.histogram(in);
        in.leave(outer);
    }

    private void exemplar(boolean bySymbols) throws MalformedException {
        int outer = in.enter();
        exemplarLabels.clear(data);
        boolean known = true;
        double number = 0;
        long whenMs = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> {
                    if (bySymbols) {
                        known &= references(exemplarLabels);
                    } else {
                        exemplarLabels.read(in);
                    }
                }
                case 2 << 3 | ProtoReader.FIXED64 -> number = Double.longBitsToDouble(in.fixed64());
                case 3 << 3 | ProtoReader.VARINT -> whenMs = in.varint64();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (known) {
            writer.exemplar(exemplarLabels, number, whenMs);
        } else {
            result.refuse(0, "an exemplar of " + labels + " refers to symbols that are not there");
        }
    }

    private void familyMetadata() throws MalformedException {
        int outer = in.enter();
        MetricType type = MetricType.UNKNOWN;
        String family = "";
        String help = "";
        String unit = "";
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.VARINT -> type = MetricType.of(in.varint32());
                case 2 << 3 | ProtoReader.BYTES -> family = text();
                case 4 << 3 | ProtoReader.BYTES -> help = text();
                case 5 << 3 | ProtoReader.BYTES -> unit = text();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (!family.isEmpty()) {
            writer.metadata(family, new SeriesWriter.Metadata(type, help, unit));
        }
    }

    private String text() throws MalformedException {
        int size = in.utf8();
        return text(in.position() - size, in.position());
    }

    private String text(int start, int end) {
        String text = new String(data, start, end - start, StandardCharsets.UTF_8);
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /// Symbols may follow the series that refer to them.
    private void readSymbols() throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            if (tag == (4 << 3 | ProtoReader.BYTES)) {
                int size = in.bytes();
                if (2 * symbolCount == symbols.length) {
                    symbols = Arrays.copyOf(symbols, Math.max(256, 2 * symbols.length));
                }
                symbols[2 * symbolCount] = in.position() - size;
                symbols[2 * symbolCount + 1] = in.position();
                symbolCount++;
            } else {
                in.skip(tag);
            }
        }
        if (symbolCount > 0 && symbols[1] != symbols[0]) {
            throw new MalformedException(symbols[0], "the first symbol is not empty");
        }
    }

    private void readSecond() throws MalformedException {
        in.reset(data, 0, length);
        while (in.more()) {
            int tag = in.tag();
            if (tag == (5 << 3 | ProtoReader.BYTES)) {
                seriesOfSecond();
            } else {
                in.skip(tag);
            }
        }
    }

    private void seriesOfSecond() throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        labels.clear(data);
        metadata = SeriesWriter.Metadata.NONE;
        createdMs = 0;
        boolean known = true;
        int rows = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> known &= references(labels);
                case 5 << 3 | ProtoReader.BYTES -> known &= seriesMetadata();
                case 6 << 3 | ProtoReader.VARINT -> createdMs = in.varint64();
                default -> {
                    rows += isRow(tag, 2, 3) ? 1 : 0;
                    in.skip(tag);
                }
            }
        }
        if (!known) {
            result.refuse(rows, "a series refers to symbols that are not there");
        } else if (acceptsLabels(rows)) {
            in.rewind(start);
            rowsOfSecond(rows);
        }
        in.leave(outer);
    }

    private void rowsOfSecond(int rows) throws MalformedException {
        if (rows == 0) {
            result.refuse(0, "series " + labels + " has neither samples nor histograms");
            return;
        }
        writer.begin(labels, metadata);
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.BYTES -> sample(createdMs);
                case 3 << 3 | ProtoReader.BYTES -> histogram();
                case 4 << 3 | ProtoReader.BYTES -> exemplar(true);
                default -> in.skip(tag);
            }
        }
        writer.end();
    }

    /// Reads pairs of references to symbols.
    ///
    /// @return whether all are there
    private boolean references(LabelRanges to) throws MalformedException {
        int outer = in.enter();
        boolean known = true;
        while (in.more()) {
            int name = in.varint32();
            int of = in.more() ? in.varint32() : -1;
            known &= isSymbol(name) && isSymbol(of);
            if (known) {
                to.add(
                        symbols[2 * name],
                        symbols[2 * name + 1],
                        symbols[2 * of],
                        symbols[2 * of + 1]);
            }
        }
        in.leave(outer);
        return known;
    }

    private boolean isSymbol(int number) {
        return number >= 0 && number < symbolCount;
    }

    private boolean seriesMetadata() throws MalformedException {
        int outer = in.enter();
        MetricType type = MetricType.UNKNOWN;
        int help = 0;
        int unit = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.VARINT -> type = MetricType.of(in.varint32());
                case 3 << 3 | ProtoReader.VARINT -> help = in.varint32();
                case 4 << 3 | ProtoReader.VARINT -> unit = in.varint32();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (!isSymbol(help) || !isSymbol(unit)) {
            return false;
        }
        metadata = new SeriesWriter.Metadata(type, symbol(help), symbol(unit));
        return true;
    }

    private String symbol(int number) {
        return text(symbols[2 * number], symbols[2 * number + 1]);
    }
}
