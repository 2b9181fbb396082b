package dev.trine.query.promql.json;

import dev.trine.query.series.NativeHistogram;
import dev.trine.query.syntax.NumberText;
import tools.jackson.core.JsonGenerator;

/// Times, numbers and histograms in the JSON of the query API.
public final class SampleText {
    private static final double SMALL = 1e-6;
    private static final double LARGE = 1e21;

    private SampleText() {}

    /// Seconds since 1970, with three decimals unless they are whole.
    public static String time(long timeMs) {
        long size = Math.abs(timeMs);
        String seconds = (timeMs < 0 ? "-" : "") + size / 1000;
        long rest = size % 1000;
        return rest == 0 ? seconds : seconds + "." + Long.toString(1000 + rest).substring(1);
    }

    /// Decimal digits; with an exponent below 1e-6 and from 1e21 up.
    public static String number(double value) {
        double size = Math.abs(value);
        boolean plain = size == 0 || !Double.isFinite(value) || (size >= SMALL && size < LARGE);
        return plain ? NumberText.format(value) : NumberText.formatShort(value);
    }

    /// `[time, "number"]`.
    static void number(JsonGenerator out, long timeMs, double value) {
        out.writeStartArray();
        out.writeNumber(time(timeMs));
        out.writeString(number(value));
        out.writeEndArray();
    }

    /// `[time, {histogram}]`.
    static void histogram(JsonGenerator out, long timeMs, NativeHistogram histogram) {
        out.writeStartArray();
        out.writeNumber(time(timeMs));
        out.writeStartObject();
        out.writeStringProperty("count", number(histogram.count()));
        out.writeStringProperty("sum", number(histogram.sum()));
        boolean begun = false;
        for (int i = 0; i < histogram.buckets(); i++) {
            if (histogram.count(i) != 0) {
                if (!begun) {
                    out.writeArrayPropertyStart("buckets");
                    begun = true;
                }
                bucket(out, histogram, i);
            }
        }
        if (begun) {
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    /// Led by the rule of its ends: 0 = `(]`, 1 = `[)`, 2 = `()`, 3 = `[]`.
    private static void bucket(JsonGenerator out, NativeHistogram histogram, int bucket) {
        boolean lower = histogram.isLowerInclusive(bucket);
        boolean upper = histogram.isUpperInclusive(bucket);
        int rule = lower ? (upper ? 3 : 1) : (upper ? 0 : 2);
        out.writeStartArray();
        out.writeNumber(rule);
        out.writeString(number(histogram.lower(bucket)));
        out.writeString(number(histogram.upper(bucket)));
        out.writeString(number(histogram.count(bucket)));
        out.writeEndArray();
    }
}
