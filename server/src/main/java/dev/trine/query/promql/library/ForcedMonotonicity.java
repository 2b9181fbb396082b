package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.range.Notes;
import dev.trine.query.syntax.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gathers where the buckets of classic histograms had to be put right, to tell it once for each
/// metric.
final class ForcedMonotonicity {
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

    private final Map<String, Extent> byMetric = new LinkedHashMap<>();

    /// What has been put right.
    private record Extent(
            double least, double greatest, double lost, int samples, long firstMs, long lastMs) {
        Extent with(Extent other) {
            return new Extent(
                    Math.min(least, other.least),
                    Math.max(greatest, other.greatest),
                    Math.max(lost, other.lost),
                    samples + other.samples,
                    Math.min(firstMs, other.firstMs),
                    Math.max(lastMs, other.lastMs));
        }
    }

    void add(String metric, ClassicBuckets buckets, long timeMs) {
        if (buckets.wasForced()) {
            byMetric.merge(
                    metric,
                    new Extent(
                            buckets.leastForced(),
                            buckets.greatestForced(),
                            buckets.lost(),
                            1,
                            timeMs,
                            timeMs),
                    Extent::with);
        }
    }

    /// @param argument index of the argument that is to be named as the place
    void tell(CallContext context, int argument) {
        byMetric.forEach((metric, extent) ->
                context.info(text(metric, extent), context.argumentSpan(argument)));
    }

    private static String text(String metric, Extent extent) {
        return Notes.ofMetric(
                        "input to histogram_quantile needed to be fixed for monotonicity (see"
                                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                        metric)
                + ", from buckets "
                + NumberText.formatShort(extent.least)
                + " to "
                + NumberText.formatShort(extent.greatest)
                + ", with a max diff of "
                + NumberText.formatShort(new BigDecimal(extent.lost, TWO_DIGITS).doubleValue())
                + ", over "
                + extent.samples
                + " samples from "
                + time(extent.firstMs)
                + " to "
                + time(extent.lastMs);
    }

    private static String time(long timeMs) {
        return Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
