package dev.trine.config;

import dev.trine.query.metrics.series.Translation;
import dev.trine.query.metrics.series.TranslationStrategy;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.parse.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How Trine is a Prometheus.
///
/// @param features parts of PromQL that are switched on
/// @param evaluation how queries are evaluated
/// @param translation how OTLP metrics are shown
/// @param adminApi whether series may be deleted by request
/// @param unknownFeatures names that were to be switched on or off and are none
public record PrometheusConfig(
        Features features,
        EvaluationOptions evaluation,
        Translation translation,
        boolean adminApi,
        List<String> unknownFeatures) {
    private static final String FUNCTIONS = "promql-experimental-functions";
    private static final String DURATIONS = "promql-duration-expr";
    private static final String EXTENDED_RANGES = "promql-extended-range-selectors";
    private static final String FILL = "promql-binop-fill-modifiers";
    private static final String DELAYED_NAME_REMOVAL = "promql-delayed-name-removal";
    private static final String START_TIMESTAMPS = "use-start-timestamps";
    private static final String TYPE_AND_UNIT_LABELS = "type-and-unit-labels";

    /// On unless switched off: they add to the language and change no query without them.
    private static final Set<String> STANDARD = Set.of(FUNCTIONS, DURATIONS, EXTENDED_RANGES, FILL);

    /// Off unless switched on: they change what stock queries answer.
    private static final Set<String> OPTIONAL =
            Set.of(DELAYED_NAME_REMOVAL, START_TIMESTAMPS, TYPE_AND_UNIT_LABELS);

    public PrometheusConfig {
        unknownFeatures = List.copyOf(unknownFeatures);
    }

    /// @param enabled names of features in Prometheus's own words, separated by commas
    /// @param disabled likewise; wins over `enabled`
    static PrometheusConfig of(
            String enabled, String disabled, Translation translation, boolean adminApi) {
        Set<String> on = new HashSet<>(STANDARD);
        on.addAll(names(enabled));
        on.removeAll(names(disabled));
        List<String> unknown = new ArrayList<>(names(enabled));
        unknown.addAll(names(disabled));
        unknown.removeAll(STANDARD);
        unknown.removeAll(OPTIONAL);
        EvaluationOptions standard = EvaluationOptions.standard();
        return new PrometheusConfig(
                new Features(
                        on.contains(FUNCTIONS),
                        on.contains(DURATIONS),
                        on.contains(EXTENDED_RANGES),
                        on.contains(FILL)),
                new EvaluationOptions(
                        standard.lookbackMs(),
                        standard.subqueryStepMs(),
                        on.contains(DELAYED_NAME_REMOVAL),
                        on.contains(START_TIMESTAMPS),
                        on.contains(TYPE_AND_UNIT_LABELS),
                        standard.maxSamples()),
                translation,
                adminApi,
                unknown);
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// @throws IllegalArgumentException when there is no such strategy
    static TranslationStrategy strategy(String text) {
        return TranslationStrategy.ofLabel(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "expected one of "
                                        + Arrays.stream(TranslationStrategy.values())
                                                .map(TranslationStrategy::label)
                                                .collect(Collectors.joining(", "))));
    }
}
