package dev.trine.cli;

import dev.trine.config.ConfigException;
import dev.trine.config.ServerConfig;
import dev.trine.config.Setting;
import dev.trine.config.Settings;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.RetentionLimits;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What `trine export` and `trine import` share: the data folder, the signals, the file.
final class TransferOptions {
    private static final String SIGNAL = "--signal";

    private final CommandSpec spec;
    private final Map<String, String> environment;

    private TransferOptions(CommandSpec spec, Map<String, String> environment) {
        this.spec = spec;
        this.environment = environment;
    }

    /// @param file what the file is for
    static TransferOptions addTo(CommandSpec spec, Map<String, String> environment, String file) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("1")
                        .type(String.class)
                        .description(
                                file
                                        + " .gz and .zst are compressed; - is standard "
                                        + (file.startsWith("Where") ? "output." : "input."))
                        .build());
        spec.addOption(
                OptionSpec.builder(Setting.DATA_DIR.flag())
                        .type(String.class)
                        .paramLabel("FOLDER")
                        .description("The data folder. Default: that of 'trine serve'.")
                        .build());
        spec.addOption(
                OptionSpec.builder(SIGNAL)
                        .type(String.class)
                        .paramLabel("traces,logs,metrics")
                        .description("Which signals. Default: all three.")
                        .build());
        return new TransferOptions(spec, environment);
    }

    String file() {
        return spec.positionalParameters().getFirst().getValue();
    }

    Set<Signal> signals() throws ConfigException {
        String text = spec.commandLine().getParseResult().matchedOptionValue(SIGNAL, (String) null);
        if (text == null) {
            return EnumSet.allOf(Signal.class);
        }
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        for (String label : text.split(",", -1)) {
            Optional<Signal> named = Optional.empty();
            for (Signal signal : Signal.values()) {
                named = signal.label().equals(label.strip()) ? Optional.of(signal) : named;
            }
            signals.add(
                    named.orElseThrow(() ->
                            new ConfigException(
                                    SIGNAL
                                            + "="
                                            + text
                                            + ": expected traces, logs and metrics, or some of"
                                            + " them.")));
        }
        return signals;
    }

    /// The data folder; nothing in it goes, however little the server is told to keep.
    Storage open(Clock clock) throws ConfigException, StartException {
        String flag =
                spec.commandLine()
                        .getParseResult()
                        .matchedOptionValue(Setting.DATA_DIR.flag(), (String) null);
        Map<Setting, String> flags = flag == null ? Map.of() : Map.of(Setting.DATA_DIR, flag);
        Settings settings = Settings.resolve(flags, Optional.empty(), environment, Map.of());
        Path folder = ServerConfig.of(settings).storage().folder();
        StorageOptions options =
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        RetentionLimits.NONE,
                        Map.of());
        try {
            return Storage.open(options, clock, new MetricRegistry());
        } catch (StorageOpenException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /// One line for people: how many rows of each signal.
    static String counts(Map<Signal, Long> rows) {
        StringJoiner text = new StringJoiner(", ");
        for (Signal signal : Signal.values()) {
            if (rows.containsKey(signal)) {
                String noun =
                        switch (signal) {
                            case TRACES -> "spans";
                            case LOGS -> "log records";
                            case METRICS -> "points";
                        };
                text.add(String.format(Locale.ROOT, "%,d %s", rows.get(signal), noun));
            }
        }
        return text.length() == 0 ? "nothing" : text.toString();
    }
}
