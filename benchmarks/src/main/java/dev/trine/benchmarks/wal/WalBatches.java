package dev.trine.benchmarks.wal;

import dev.trine.benchmarks.load.Workload;
import dev.trine.model.Batch;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.storage.wal.BatchFrame;
import dev.trine.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// Batches as a receiver makes them from the load generator's requests.
final class WalBatches {
    private WalBatches() {}

    /// @param signal `traces`, `logs` or `metrics`
    /// @param rows in each batch, at most what one request of the generator holds
    static List<Batch> of(String signal, int rows, int count) throws MalformedException {
        OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] body = Workload.of(signal, rows, i).bodies().getFirst();
            batches.add(
                    switch (signal) {
                        case "traces" -> decoder.traces(body, body.length).batch();
                        case "logs" -> decoder.logs(body, body.length, 1).batch();
                        default -> decoder.metrics(body, body.length).batch();
                    });
        }
        return batches;
    }

    /// Bytes of a batch in the log, the frame's header left out.
    static int payloadBytes(Batch batch) {
        return BatchFrame.encode(batch, new byte[BatchFrame.maxBytes(batch)], 0);
    }
}
