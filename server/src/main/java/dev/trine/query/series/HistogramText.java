package dev.trine.query.series;

import dev.trine.query.syntax.NumberText;

/// Prints histograms.
final class HistogramText {
    private HistogramText() {}

    static String of(NativeHistogram histogram) {
        StringBuilder out = new StringBuilder();
        out.append("{count:").append(NumberText.formatShort(histogram.count()));
        out.append(", sum:").append(NumberText.formatShort(histogram.sum()));
        for (int i = 0; i < histogram.buckets(); i++) {
            if (histogram.count(i) != 0) {
                out.append(", ").append(histogram.isLowerInclusive(i) ? '[' : '(');
                out.append(NumberText.formatShort(histogram.lower(i))).append(',');
                out.append(NumberText.formatShort(histogram.upper(i)));
                out.append(histogram.isUpperInclusive(i) ? ']' : ')').append(':');
                out.append(NumberText.formatShort(histogram.count(i)));
            }
        }
        return out.append('}').toString();
    }
}
