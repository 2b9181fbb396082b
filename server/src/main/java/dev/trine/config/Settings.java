package dev.trine.config;

import dev.trine.model.Signal;
import dev.trine.storage.RetentionLimits;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of every setting and where it came from: a flag wins over the environment, the
/// environment over the file, the file over the default.
public final class Settings {
    /// Text that YAML reads as itself without quotes.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/._:+-]*");

    private final Map<Setting, Value> values;
    private final Map<String, String> environment;

    private Settings(Map<Setting, Value> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /// One setting's text.
    ///
    /// @param origin where it was set, in the user's words: `--data.dir`, `TRINE_DATA_DIR`, a file's
    ///     name, `default`
    public record Value(String text, String origin) {}

    /// @param flags values given on the command line
    /// @param file the configuration file, if one was named on the command line; else
    ///     `TRINE_CONFIG_FILE` is looked for in the environment
    /// @param defaults defaults that differ from the table's
    /// @throws ConfigException when the file can't be read or has a key that is no setting
    public static Settings resolve(
            Map<Setting, String> flags,
            Optional<Path> file,
            Map<String, String> environment,
            Map<Setting, String> defaults)
            throws ConfigException {
        Optional<Path> chosen =
                file.or(() ->
                        Optional.ofNullable(environment.get("TRINE_CONFIG_FILE")).map(Path::of));
        Map<Setting, String> fromFile = chosen.isEmpty() ? Map.of() : ConfigFile.read(chosen.get());
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String flag = flags.get(setting);
            String variable = environment.get(setting.environmentVariable());
            String inFile = fromFile.get(setting);
            if (flag != null) {
                values.put(setting, new Value(flag, setting.flag()));
            } else if (variable != null) {
                values.put(setting, new Value(variable, setting.environmentVariable()));
            } else if (inFile != null) {
                values.put(setting, new Value(inFile, String.valueOf(chosen.get().getFileName())));
            } else {
                String text = defaults.getOrDefault(setting, setting.defaultText());
                values.put(setting, new Value(text, "default"));
            }
        }
        return new Settings(values, environment);
    }

    public Value value(Setting setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("no value: " + setting);
        }
        return value;
    }

    /// What `--print-config` prints: a configuration file that says the same, with the origin of
    /// each value.
    public String print(ServerConfig config) {
        StringBuilder out = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String line = setting.key() + ": " + yaml(effective(setting, config));
            out.append(String.format("%-44s # %s%n", line, value(setting).origin()));
        }
        return out.toString();
    }

    /// A refusal of one setting's value.
    ConfigException refusal(Setting setting, String why) {
        Value value = value(setting);
        String from = value.origin().startsWith("--") ? "" : " (from " + value.origin() + ")";
        return new ConfigException(setting.flag() + "=" + value.text() + from + ": " + why + ".");
    }

    /// The folder for a program's data, as the platform has it.
    public Path userDataFolder() {
        String home = System.getProperty("user.home", ".");
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Mac")) {
            return Path.of(home, "Library", "Application Support", "trine");
        }
        if (system.startsWith("Windows")) {
            return Path.of(environment.getOrDefault("LOCALAPPDATA", home), "trine");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.isEmpty() ? Path.of(home, ".local", "share", "trine") : Path.of(data, "trine");
    }

    private static String yaml(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String effective(Setting setting, ServerConfig config) {
        return switch (setting) {
            case DATA_DIR -> config.storage().folder().toString();
            case RETENTION_SIZE ->
                    config.storage().retentionBytes().map(ByteSize::text).orElse("off");
            case RETENTION_TIME ->
                    config.storage().retentionTime().map(DurationText::text).orElse("off");
            case RETENTION_COUNT -> rows(config.storage().retention());
            case RETENTION_TRACES_SIZE -> size(config, Signal.TRACES);
            case RETENTION_TRACES_TIME -> time(config, Signal.TRACES);
            case RETENTION_TRACES_COUNT -> rows(config.storage().retentionOf(Signal.TRACES));
            case RETENTION_LOGS_SIZE -> size(config, Signal.LOGS);
            case RETENTION_LOGS_TIME -> time(config, Signal.LOGS);
            case RETENTION_LOGS_COUNT -> rows(config.storage().retentionOf(Signal.LOGS));
            case RETENTION_METRICS_SIZE -> size(config, Signal.METRICS);
            case RETENTION_METRICS_TIME -> time(config, Signal.METRICS);
            case RETENTION_METRICS_COUNT -> rows(config.storage().retentionOf(Signal.METRICS));
            case LIMITS_SERIES -> Integer.toString(config.limits().series());
            case LIMITS_SERIES_PER_METRIC -> Integer.toString(config.limits().seriesPerMetric());
            case LIMITS_METRIC_NAMES -> Integer.toString(config.limits().metricNames());
            case SELF_INTERVAL -> config.selfInterval().map(DurationText::text).orElse("off");
            case LISTEN_HTTP,
                    LISTEN_OTLP_GRPC,
                    LISTEN_OTLP_HTTP,
                    STORAGE_MODE,
                    STORAGE_ACK,
                    ENABLE_FEATURE,
                    DISABLE_FEATURE,
                    TRANSLATION_STRATEGY,
                    PROMOTE_SCOPE,
                    ADMIN_API,
                    INSECURE ->
                    value(setting).text();
        };
    }

    private static String size(ServerConfig config, Signal signal) {
        return config.storage().retentionOf(signal).bytes().map(ByteSize::text).orElse("off");
    }

    private static String time(ServerConfig config, Signal signal) {
        return config.storage().retentionOf(signal).time().map(DurationText::text).orElse("off");
    }

    private static String rows(RetentionLimits limits) {
        return limits.rows().map(rows -> Long.toString(rows)).orElse("off");
    }
}
