package dev.trine.cli.transfer;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.protocol.otlp.OtlpRequestWriter;
import dev.trine.protocol.otlp.json.OtlpJsonWriter;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;
import dev.trine.storage.Storage;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes stored rows as lines, each an OTLP export request in JSON of at most a thousand rows. Not
/// safe for use by several threads.
public final class Export {
    private static final int LINE_ROWS = 1_000;

    private final JsonFactory json =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private final OtlpRequestWriter requests = new OtlpRequestWriter();
    private final OtlpJsonWriter lines = new OtlpJsonWriter();
    private final Storage storage;
    private final OutputStream out;
    private final LongConsumer progress;
    private final Map<Signal, Long> rows = new EnumMap<>(Signal.class);

    /// @param out takes the lines, UTF-8; closed by the caller
    /// @param progress hears of every row that was looked at
    public Export(Storage storage, OutputStream out, LongConsumer progress) {
        this.storage = storage;
        this.out = out;
        this.progress = progress;
    }

    /// Writes the rows of some signals with their time in a range.
    ///
    /// @return how many of each
    /// @throws IOException when a line can't be written
    public Map<Signal, Long> run(Set<Signal> signals, TimeRange range) throws IOException {
        try {
            for (Signal signal : signals) {
                rows.put(signal, 0L);
                switch (signal) {
                    case TRACES -> scan(storage.spans(), SpanBatch.SCHEMA.all(), range);
                    case LOGS -> scan(storage.logs(), LogBatch.SCHEMA.all(), range);
                    case METRICS -> scan(storage.metrics(), MetricBatch.SCHEMA.all(), range);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        return rows;
    }

    private <B extends Batch> void scan(BatchStore<B> store, long columns, TimeRange range) {
        store.scan(
                new ScanRequest(range, columns, ScanRequest.Order.ANY),
                (batch, min, max) -> {
                    write(batch, range);
                    progress.accept(batch.rows());
                    return true;
                });
    }

    private void write(Batch batch, TimeRange range) {
        int[] chosen = rows(batch, range);
        rows.merge(batch.signal(), (long) chosen.length, Long::sum);
        for (int from = 0; from < chosen.length; from += LINE_ROWS) {
            int to = Math.min(chosen.length, from + LINE_ROWS);
            try {
                byte[] request = requests.write(batch, Arrays.copyOfRange(chosen, from, to));
                try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), out)) {
                    lines.request(batch.signal(), request, line);
                }
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedException e) {
                throw new UncheckedIOException(
                        new IOException("a stored row makes no sense: " + e.getMessage(), e));
            }
        }
    }

    /// The rows with their time in the range, those of one resource, scope and metric together, and
    /// otherwise in the order they lie in.
    private static int[] rows(Batch batch, TimeRange range) {
        return IntStream.range(0, batch.rows())
                .filter(row -> range.contains(nanos(batch, row)))
                .boxed()
                .sorted((one, other) -> compare(batch, one, other))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int compare(Batch batch, int one, int other) {
        int result =
                Integer.compare(
                        OtlpRequestWriter.resource(batch, one),
                        OtlpRequestWriter.resource(batch, other));
        if (result == 0) {
            result =
                    Integer.compare(
                            OtlpRequestWriter.scope(batch, one),
                            OtlpRequestWriter.scope(batch, other));
        }
        if (result == 0 && batch instanceof MetricBatch metrics) {
            result = Integer.compare(metric(metrics, one), metric(metrics, other));
        }
        return result;
    }

    private static int metric(MetricBatch batch, int row) {
        return batch.seriesTable.metric().get(batch.series.get(row));
    }

    private static long nanos(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> spans.startNanos.get(row);
            case LogBatch logs -> logs.effectiveNanos(row);
            case MetricBatch metrics -> metrics.timeNanos.get(row);
        };
    }
}
