package dev.trine.protocol.tinyobs;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.metrics.series.MetricMetadata;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stored series as this protocol knows them: numbers without the markers of ended series. Native
/// histograms have no number and are left out.
final class SeriesSamples {
    private static final long STALE = 0x7ff0000000000002L;
    private static final List<String> HISTOGRAM_PARTS = List.of("_bucket", "_count", "_sum");

    private SeriesSamples() {}

    /// One series.
    ///
    /// @param timesMs rising
    record Numbers(Labels labels, long[] timesMs, double[] values) {
        int size() {
            return timesMs.length;
        }
    }

    /// The series that match and have numbers in a range, ordered by labels.
    static List<Numbers> select(
            StoredSeries stored,
            List<LabelMatcher> matchers,
            ReadParameters.Range range,
            Query query) {
        List<Numbers> found = new ArrayList<>();
        Selection selection = new Selection(matchers, range.startMs(), range.endMs(), "");
        for (SeriesRun run : stored.select(selection, query)) {
            run.read((labels, samples) -> {
                Numbers numbers = numbers(labels, samples, range, query);
                if (numbers.size() > 0) {
                    found.add(numbers);
                }
            });
        }
        found.sort(Comparator.comparing(Numbers::labels));
        return found;
    }

    private static Numbers numbers(
            Labels labels, Samples samples, ReadParameters.Range range, Query query) {
        query.check();
        long[] times = new long[samples.size()];
        double[] values = new double[times.length];
        query.charge(16L * times.length);
        int kept = 0;
        for (int i = samples.from(); i < samples.to(); i++) {
            long timeMs = samples.timesMs()[i];
            double value = samples.values()[i];
            if (samples.histogram(i) == null
                    && timeMs >= range.startMs()
                    && timeMs <= range.endMs()
                    && Double.doubleToRawLongBits(value) != STALE) {
                times[kept] = timeMs;
                values[kept++] = value;
            }
        }
        return new Numbers(labels, Arrays.copyOf(times, kept), Arrays.copyOf(values, kept));
    }

    /// What is known of the types of metrics, by name; "" where nothing is.
    static Function<String, String> types(StoredSeries stored, Query query) {
        Map<String, NavigableSet<MetricMetadata>> families = stored.metadata(query);
        return name -> {
            String type = typeOf(families.get(name));
            for (String part : HISTOGRAM_PARTS) {
                if (type.isEmpty() && name.endsWith(part)) {
                    String family = name.substring(0, name.length() - part.length());
                    String ofFamily = typeOf(families.get(family));
                    type = ofFamily.equals(SampleType.HISTOGRAM.label()) ? ofFamily : "";
                }
            }
            return type;
        };
    }

    private static String typeOf(@Nullable NavigableSet<MetricMetadata> known) {
        if (known == null || known.isEmpty()) {
            return "";
        }
        return SampleType.of(known.first().type()).map(SampleType::label).orElse("");
    }
}
