package dev.trine.query.promql.parse;

import static dev.trine.query.promql.ast.ValueType.MATRIX;
import static dev.trine.query.promql.ast.ValueType.SCALAR;
import static dev.trine.query.promql.ast.ValueType.STRING;
import static dev.trine.query.promql.ast.ValueType.VECTOR;

import dev.trine.query.promql.ast.Signature;
import dev.trine.query.promql.ast.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names and types of all functions there are.
public final class Signatures {
    private static final String OF_VECTOR =
            """
            abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor \
            histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum \
            ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp\
            """;

    private static final String OF_MATRIX =
            """
            absent_over_time avg_over_time changes count_over_time delta deriv idelta increase \
            irate last_over_time max_over_time min_over_time present_over_time rate resets \
            stddev_over_time stdvar_over_time sum_over_time\
            """;

    private static final String EXPERIMENTAL_OF_MATRIX =
            """
            first_over_time mad_over_time ts_of_first_over_time ts_of_last_over_time \
            ts_of_max_over_time ts_of_min_over_time\
            """;

    private static final String OF_DATE =
            "day_of_month day_of_week day_of_year days_in_month hour minute month year";

    private static final Map<String, Signature> ALL =
            list().stream().collect(Collectors.toMap(Signature::name, Function.identity()));

    private Signatures() {}

    private static List<Signature> list() {
        List<Signature> all = new ArrayList<>();
        each(OF_VECTOR, name -> all.add(stable(name, 0, VECTOR, VECTOR)));
        each(OF_MATRIX, name -> all.add(stable(name, 0, VECTOR, MATRIX)));
        each(EXPERIMENTAL_OF_MATRIX, name -> all.add(experimental(name, 0, VECTOR, MATRIX)));
        each(OF_DATE, name -> all.add(stable(name, 1, VECTOR, VECTOR)));
        each("end range start step", name -> all.add(experimental(name, 0, SCALAR)));
        each("pi time", name -> all.add(stable(name, 0, SCALAR)));
        each("max_of min_of", name -> all.add(experimental(name, 0, SCALAR, SCALAR, SCALAR)));
        all.add(experimental("start_timestamp", 0, VECTOR, VECTOR));
        each("clamp_max clamp_min", name -> all.add(stable(name, 0, VECTOR, VECTOR, SCALAR)));
        each(
                "sort_by_label sort_by_label_desc",
                name -> all.add(experimental(name, -1, VECTOR, VECTOR, STRING)));
        all.add(stable("clamp", 0, VECTOR, VECTOR, SCALAR, SCALAR));
        all.add(stable("histogram_fraction", 0, VECTOR, SCALAR, SCALAR, VECTOR));
        all.add(stable("histogram_quantile", 0, VECTOR, SCALAR, VECTOR));
        all.add(experimental("histogram_quantiles", 9, VECTOR, VECTOR, STRING, SCALAR, SCALAR));
        all.add(experimental("double_exponential_smoothing", 0, VECTOR, MATRIX, SCALAR, SCALAR));
        all.add(experimental("info", 1, VECTOR, VECTOR, VECTOR));
        all.add(stable("label_replace", 0, VECTOR, VECTOR, STRING, STRING, STRING, STRING));
        all.add(stable("label_join", -1, VECTOR, VECTOR, STRING, STRING, STRING));
        all.add(stable("predict_linear", 0, VECTOR, MATRIX, SCALAR));
        all.add(stable("quantile_over_time", 0, VECTOR, SCALAR, MATRIX));
        all.add(stable("round", 1, VECTOR, VECTOR, SCALAR));
        all.add(stable("scalar", 0, SCALAR, VECTOR));
        all.add(stable("vector", 0, VECTOR, SCALAR));
        return all;
    }

    private static void each(String names, Consumer<String> add) {
        for (String name : names.split(" ", -1)) {
            add.accept(name);
        }
    }

    private static Signature stable(
            String name, int variadic, ValueType result, ValueType... arguments) {
        return new Signature(name, List.of(arguments), variadic, result, false);
    }

    private static Signature experimental(
            String name, int variadic, ValueType result, ValueType... arguments) {
        return new Signature(name, List.of(arguments), variadic, result, true);
    }

    /// The function of that name, null when there is none.
    public static @Nullable Signature find(String name) {
        return ALL.get(name);
    }

    public static Collection<Signature> all() {
        return ALL.values();
    }
}
