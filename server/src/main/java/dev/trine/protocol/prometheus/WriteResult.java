package dev.trine.protocol.prometheus;

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
    void refuseStored(long rows, List<String> reasons) {
        long ofSamples = Math.min(rows, samples);
        samples -= ofSamples;
        histograms = Math.max(0, histograms - (rows - ofSamples));
        reasons.forEach(reason -> refuse(0, reason));
        refused += rows;
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
