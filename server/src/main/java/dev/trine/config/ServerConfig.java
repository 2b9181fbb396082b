package dev.trine.config;

import dev.trine.model.Signal;
import dev.trine.query.metrics.series.Translation;
import dev.trine.storage.RetentionLimits;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Everything the server is started with, validated.
///
/// @param listeners where it listens
/// @param storage where and how data is kept
/// @param limits how much may be in use at once
/// @param selfInterval how often own metrics are stored; empty = never
/// @param prometheus how it is a Prometheus
public record ServerConfig(
        Listeners listeners,
        StorageOptions storage,
        LimitSettings limits,
        Optional<Duration> selfInterval,
        PrometheusConfig prometheus) {
    private static final long DISK_BYTES = 10_000_000_000L;

    /// @throws ConfigException naming the setting that can't be used, where it was set and why
    public static ServerConfig of(Settings settings) throws ConfigException {
        Listeners listeners =
                new Listeners(
                        parse(settings, Setting.LISTEN_HTTP, ListenAddress::parse),
                        parse(settings, Setting.LISTEN_OTLP_GRPC, ListenAddress::parse),
                        parse(settings, Setting.LISTEN_OTLP_HTTP, ListenAddress::parse));
        boolean insecure = parse(settings, Setting.INSECURE, ServerConfig::parseBoolean);
        checkListeners(settings, listeners, insecure);
        return new ServerConfig(
                listeners,
                storage(settings),
                limits(settings),
                parse(settings, Setting.SELF_INTERVAL, ServerConfig::selfInterval),
                prometheus(settings));
    }

    private static PrometheusConfig prometheus(Settings settings) throws ConfigException {
        Translation translation =
                new Translation(
                        parse(settings, Setting.TRANSLATION_STRATEGY, PrometheusConfig::strategy),
                        parse(settings, Setting.PROMOTE_SCOPE, ServerConfig::parseBoolean));
        return PrometheusConfig.of(
                settings.value(Setting.ENABLE_FEATURE).text(),
                settings.value(Setting.DISABLE_FEATURE).text(),
                translation,
                parse(settings, Setting.ADMIN_API, ServerConfig::parseBoolean));
    }

    private static StorageOptions storage(Settings settings) throws ConfigException {
        StorageOptions.Mode mode = parse(settings, Setting.STORAGE_MODE, ServerConfig::parseMode);
        return new StorageOptions(
                parse(settings, Setting.DATA_DIR, text -> dataFolder(text, settings)),
                mode,
                parse(settings, Setting.STORAGE_ACK, ServerConfig::parseAck),
                new RetentionLimits(
                        parse(settings, Setting.RETENTION_SIZE, text -> retentionBytes(text, mode)),
                        parse(settings, Setting.RETENTION_TIME, ServerConfig::retentionTime),
                        parse(settings, Setting.RETENTION_COUNT, ServerConfig::retentionRows)),
                Map.of(
                        Signal.TRACES,
                        limits(
                                settings,
                                Setting.RETENTION_TRACES_SIZE,
                                Setting.RETENTION_TRACES_TIME,
                                Setting.RETENTION_TRACES_COUNT),
                        Signal.LOGS,
                        limits(
                                settings,
                                Setting.RETENTION_LOGS_SIZE,
                                Setting.RETENTION_LOGS_TIME,
                                Setting.RETENTION_LOGS_COUNT),
                        Signal.METRICS,
                        limits(
                                settings,
                                Setting.RETENTION_METRICS_SIZE,
                                Setting.RETENTION_METRICS_TIME,
                                Setting.RETENTION_METRICS_COUNT)));
    }

    private static RetentionLimits limits(
            Settings settings, Setting size, Setting time, Setting count) throws ConfigException {
        return new RetentionLimits(
                parse(settings, size, ServerConfig::signalBytes),
                parse(settings, time, ServerConfig::retentionTime),
                parse(settings, count, ServerConfig::retentionRows));
    }

    private static Optional<Long> signalBytes(String text) {
        return text.equals("off") ? Optional.empty() : Optional.of(ByteSize.parse(text));
    }

    private static Optional<Long> retentionRows(String text) {
        return text.equals("off") ? Optional.empty() : Optional.of(CountText.parse(text));
    }

    private static LimitSettings limits(Settings settings) throws ConfigException {
        int series =
                parse(
                        settings,
                        Setting.LIMITS_SERIES,
                        text ->
                                count(
                                        text,
                                        LimitSettings.seriesOf(Runtime.getRuntime().maxMemory())));
        return new LimitSettings(
                parse(settings, Setting.LIMITS_METRIC_NAMES, text -> count(text, 10_000)),
                series,
                parse(
                        settings,
                        Setting.LIMITS_SERIES_PER_METRIC,
                        text -> count(text, LimitSettings.seriesPerMetricOf(series))));
    }

    private static int count(String text, int auto) {
        if (text.equals("auto")) {
            return auto;
        }
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("expected a number from 1 to 999999999, or auto");
    }

    private static Optional<Duration> selfInterval(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        Duration interval = DurationText.parse(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0
                || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("expected 1s to 1d, or off");
        }
        return Optional.of(interval);
    }

    private static void checkListeners(Settings settings, Listeners listeners, boolean insecure)
            throws ConfigException {
        Map<Setting, ListenAddress> addresses = new LinkedHashMap<>();
        addresses.put(Setting.LISTEN_HTTP, listeners.http());
        addresses.put(Setting.LISTEN_OTLP_GRPC, listeners.otlpGrpc());
        addresses.put(Setting.LISTEN_OTLP_HTTP, listeners.otlpHttp());
        Map<ListenAddress, Setting> taken = new LinkedHashMap<>();
        for (Map.Entry<Setting, ListenAddress> entry : addresses.entrySet()) {
            Setting setting = entry.getKey();
            ListenAddress address = entry.getValue();
            if (!insecure && !address.loopback()) {
                throw settings.refusal(
                        setting,
                        "it can be reached from other machines and there is no authentication yet;"
                                + " listen on 127.0.0.1, or add --insecure if everyone who can"
                                + " reach it may read and write everything");
            }
            Setting other = address.port() == 0 ? null : taken.put(address, setting);
            if (other != null) {
                throw settings.refusal(
                        setting, other.flag() + " has the same address; give each its own port");
            }
        }
    }

    private static Path dataFolder(String text, Settings settings) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected a folder");
        }
        Path folder = text.equals("auto") ? settings.userDataFolder() : Path.of(text);
        return folder.toAbsolutePath().normalize();
    }

    private static Optional<Long> retentionBytes(String text, StorageOptions.Mode mode) {
        return switch (text) {
            case "off" -> Optional.empty();
            case "auto" ->
                    Optional.of(
                            switch (mode) {
                                case DISK -> DISK_BYTES;
                                case MEMORY -> Runtime.getRuntime().maxMemory() / 4;
                            });
            default -> Optional.of(ByteSize.parse(text));
        };
    }

    private static Optional<Duration> retentionTime(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        Duration time = DurationText.parse(text);
        if (time.compareTo(StorageOptions.LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException(
                    "expected at most "
                            + DurationText.text(StorageOptions.LONGEST_RETENTION)
                            + "; off keeps data for good");
        }
        return Optional.of(time);
    }

    private static StorageOptions.Mode parseMode(String text) {
        return switch (text) {
            case "disk" -> StorageOptions.Mode.DISK;
            case "memory" -> StorageOptions.Mode.MEMORY;
            default -> throw new IllegalArgumentException("expected disk or memory");
        };
    }

    private static StorageOptions.Ack parseAck(String text) {
        return switch (text) {
            case "synced" -> StorageOptions.Ack.SYNCED;
            case "written" -> StorageOptions.Ack.WRITTEN;
            default -> throw new IllegalArgumentException("expected synced or written");
        };
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static <T> T parse(Settings settings, Setting setting, Function<String, T> parser)
            throws ConfigException {
        try {
            return parser.apply(settings.value(setting).text());
        } catch (IllegalArgumentException e) {
            throw settings.refusal(setting, String.valueOf(e.getMessage()));
        }
    }
}
