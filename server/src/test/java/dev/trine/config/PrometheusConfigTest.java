package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.query.metrics.series.Translation;
import dev.trine.query.metrics.series.TranslationStrategy;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.parse.Features;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {
    private static PrometheusConfig config(String... settings) throws ConfigException {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(Setting.ofKey(settings[i]).orElseThrow(), settings[i + 1]);
        }
        return ServerConfig.of(Settings.resolve(flags, Optional.empty(), Map.of(), Map.of()))
                .prometheus();
    }

    @Test
    void whatAddsToTheLanguageIsOn() throws Exception {
        assertThat(config())
                .isEqualTo(
                        new PrometheusConfig(
                                Features.all(),
                                EvaluationOptions.standard(),
                                Translation.DEFAULT,
                                false,
                                List.of()));
    }

    @Test
    void featuresByTheNamesOfPrometheus() throws Exception {
        PrometheusConfig config =
                config(
                        "enable-feature",
                                "promql-delayed-name-removal, use-start-timestamps,old-ui",
                        "disable-feature", "promql-duration-expr,promql-binop-fill-modifiers");
        assertThat(config.evaluation().delayedNameRemoval()).isTrue();
        assertThat(config.evaluation().useStartTimestamps()).isTrue();
        assertThat(config.evaluation().typeAndUnitLabels()).isFalse();
        assertThat(config.features()).isEqualTo(new Features(true, false, true, false));
        assertThat(config.unknownFeatures()).containsExactly("old-ui");
    }

    @Test
    void aStrategyByItsName() throws Exception {
        assertThat(
                        config(
                                        "prometheus.otlp-translation-strategy",
                                        "NoTranslation",
                                        "prometheus.otlp-promote-scope-metadata",
                                        "true")
                                .translation())
                .isEqualTo(new Translation(TranslationStrategy.UNTRANSLATED, true));
        assertThatThrownBy(() -> config("prometheus.otlp-translation-strategy", "none"))
                .hasMessageContaining("expected one of UnderscoreEscapingWithSuffixes, ");
    }
}
