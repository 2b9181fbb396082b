package dev.trine.protocol.prometheus;

import dev.trine.ingest.Rejections;
import dev.trine.model.MetricBatch;
import java.util.ArrayList;
import java.util.List;

/// What became of a write request: the rows to store, how many of each kind, and what was refused.
/// Filled while the request is read.
final class WriteResult {
    private static final int MAX_PROBLEMS = 10;

    private final MetricBatch batch;
    private final List<String> problems = new ArrayList<>();
    private long samples;
    private long histograms;
    private long exemplars;
    private long refused;
    private boolean overLimit;

    WriteResult(MetricBatch batch) {
        this.batch = batch;
    }

    MetricBatch batch() {
        return batch;
    }

    void sample() {
        samples++;
    }

    void histogram() {
        histograms++;
    }

    void exemplar() {
        exemplars++;
    }

    /// Notes rows that are not stored and why.
    void refuse(long rows, String problem) {
        refused += rows;
        if (problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /// Takes back rows that the write path refused: samples, since histograms are rare.
    ///
    /// @param all those, and what was refused before
    void refuseStored(Rejections all) {
        long rows = all.count() - refused;
        long ofSamples = Math.min(rows, samples);
        samples -= ofSamples;
        histograms = Math.max(0, histograms - (rows - ofSamples));
        all.reasons().forEach(reason -> refuse(0, reason));
        refused += rows;
        overLimit = all.overLimit() > 0;
    }

    /// Whether something would have been taken at another time.
    boolean isOverLimit() {
        return overLimit;
    }

    long samples() {
        return samples;
    }

    long histograms() {
        return histograms;
    }

    long exemplars() {
        return exemplars;
    }

    long refused() {
        return refused;
    }

    boolean isWhole() {
        return problems.isEmpty();
    }

    /// Why rows were refused, in one line.
    String problem() {
        return String.join("; ", problems);
    }
}
