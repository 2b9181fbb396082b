package dev.trine.demo.agent;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;

/// Gives two of the shop's histograms exponential buckets; the others keep explicit ones.
///
/// The agent's settings can only switch all histograms of a process at once. Its configuration file
/// in YAML can choose per instrument as well, at 0.4 s of start-up for the parser.
public final class ExponentialHistograms implements AutoConfigurationCustomizerProvider {
    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        configuration.addMeterProviderCustomizer((provider, _) -> register(provider));
    }

    private static SdkMeterProviderBuilder register(SdkMeterProviderBuilder provider) {
        View exponential =
                View.builder()
                        .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                        .build();
        return provider.registerView(named("frontend.order.value"), exponential)
                .registerView(named("backend.payment.duration"), exponential);
    }

    private static InstrumentSelector named(String instrument) {
        return InstrumentSelector.builder().setName(instrument).build();
    }
}
