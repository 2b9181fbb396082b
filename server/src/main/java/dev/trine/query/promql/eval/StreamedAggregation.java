package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Aggregates a vector while it is made: each series is added to its group and let go, so that what
/// a query holds does not grow with the number of series.
///
/// The runs of the vector are dealt out in slices, each folded by itself, in order, and the slices
/// are put together in their order: the same data gives the same answer to the last bit, whichever
/// threads took part.
final class StreamedAggregation {
    private static final int SLICES = 4;
    private static final long GROUP_BYTES = 400;

    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final Groups groups;
    private final int steps;

    StreamedAggregation(Evaluation evaluation, Aggregation aggregation, int steps) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.groups = new Groups(aggregation);
        this.steps = steps;
    }

    /// Whether an operator can be evaluated like this at all.
    static boolean takes(Aggregation aggregation) {
        return switch (aggregation.operator()) {
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR -> true;
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, QUANTILE, COUNT_VALUES -> false;
        };
    }

    /// The aggregate, unless the vector has histograms or anything else that needs all of its series
    /// at once: then nothing, and the stream is used up.
    Optional<List<StepSeries>> evaluate(SeriesStream stream) {
        int runs = stream.runs();
        int slices = Math.min(SLICES, runs);
        @Nullable Slice[] all = new Slice[slices];
        try {
            evaluation.forEachLarge(
                    slices,
                    i -> {
                        Slice slice = new Slice();
                        int to = (int) ((long) runs * (i + 1) / slices);
                        for (int run = (int) ((long) runs * i / slices); run < to; run++) {
                            evaluation.query.check();
                            stream.make(run, slice);
                        }
                        all[i] = slice;
                    });
        } catch (UnfitException _) {
            return Optional.empty();
        }
        Slice merged = new Slice();
        for (Slice slice : all) {
            if (slice != null) {
                merged.merge(slice);
            }
        }
        return merged.isExact() ? Optional.of(merged.result()) : Optional.empty();
    }

    private GroupFold fold() {
        return switch (aggregation.operator()) {
            case SUM, AVG -> new SumColumn(evaluation, aggregation, steps);
            default -> new FoldColumn(evaluation, aggregation, steps);
        };
    }

    /// A group of a slice.
    private static final class Folded {
        final GroupFold fold;
        boolean dropName;

        Folded(GroupFold fold) {
            this.fold = fold;
        }
    }

    /// The groups of some of the runs.
    private final class Slice implements SeriesSink {
        private final Map<Labels, Folded> folded = new LinkedHashMap<>();
        private final StepColumn column = new StepColumn(steps);

        @Override
        public StepColumn column() {
            return column;
        }

        @Override
        public void add(Labels labels, StepColumn values, boolean dropName) {
            if (values.hasHistograms()) {
                throw new UnfitException();
            }
            Folded group = group(groups.labels(labels));
            group.dropName |= dropName;
            group.fold.add(values);
            values.clear();
        }

        @Override
        public void addAmbiguous() {
            throw new UnfitException();
        }

        private Folded group(Labels labels) {
            Folded group = folded.get(labels);
            if (group == null) {
                evaluation.addBytes(GROUP_BYTES + (long) GroupFold.STEP_BYTES * steps);
                group = new Folded(fold());
                folded.put(labels, group);
            }
            return group;
        }

        void merge(Slice other) {
            other.folded.forEach((labels, group) -> {
                Folded own = folded.get(labels);
                if (own == null) {
                    folded.put(labels, group);
                } else {
                    own.dropName |= group.dropName;
                    own.fold.merge(group.fold);
                }
            });
        }

        boolean isExact() {
            return folded.values().stream().allMatch(group -> group.fold.isExact());
        }

        List<StepSeries> result() {
            List<StepSeries> result = new ArrayList<>(folded.size());
            folded.forEach((labels, group) -> {
                StepColumn values = group.fold.result();
                if (!values.isEmpty()) {
                    evaluation.hold(values);
                    result.add(new StepSeries(labels, values, group.dropName));
                }
            });
            return result;
        }
    }

    /// Ends the making of a vector that can't be aggregated like this. Carries no stack trace.
    private static final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnfitException() {
            super("not to be aggregated series by series", null, false, false);
        }
    }
}
