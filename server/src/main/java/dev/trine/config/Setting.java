package dev.trine.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every setting of the server. The one table that flags, environment variables, file keys, help and
/// `--print-config` are made from.
public enum Setting {
    DATA_DIR(
            "data.dir",
            "FOLDER",
            "auto",
            "Where data is kept. auto: the user's data folder, e.g. ~/.local/share/trine."),
    LISTEN_HTTP(
            "listen.http",
            "HOST:PORT",
            "127.0.0.1:5002",
            "The UI and every API. Port 0 takes a free one."),
    LISTEN_OTLP_GRPC(
            "listen.otlp-grpc",
            "HOST:PORT",
            "127.0.0.1:4317",
            "OTLP, the port of gRPC clients; HTTP is understood too."),
    LISTEN_OTLP_HTTP(
            "listen.otlp-http",
            "HOST:PORT",
            "127.0.0.1:4318",
            "OTLP, the port of HTTP clients; gRPC is understood too."),
    STORAGE_MODE(
            "storage.mode",
            "disk|memory",
            "disk",
            "disk keeps data over a restart; memory writes no file."),
    STORAGE_ACK(
            "storage.ack",
            "synced|written",
            "synced",
            "When a sender gets its answer: synced, after fdatasync (survives a power cut);"
                    + " written, after write (survives the end of the process)."),
    RETENTION_SIZE(
            "retention.size",
            "SIZE",
            "auto",
            "Bytes kept; the oldest go first. For example 512MB, 10GiB, off. auto: 10GB on disk, a"
                    + " quarter of the heap in memory mode."),
    RETENTION_TIME(
            "retention.time",
            "DURATION",
            "off",
            "How long data is kept. For example 30m, 15d, off."),
    RETENTION_COUNT(
            "retention.count",
            "COUNT",
            "off",
            "Spans, log records and points kept, all together. For example 50M, off."),
    RETENTION_TRACES_SIZE(
            "retention.traces.size",
            "SIZE",
            "off",
            "The same for traces alone, within what is kept of all: bytes of their parts."),
    RETENTION_TRACES_TIME("retention.traces.time", "DURATION", "off", "How long traces are kept."),
    RETENTION_TRACES_COUNT("retention.traces.count", "COUNT", "off", "Spans kept."),
    RETENTION_LOGS_SIZE(
            "retention.logs.size", "SIZE", "off", "Bytes kept of parts with log records."),
    RETENTION_LOGS_TIME("retention.logs.time", "DURATION", "off", "How long log records are kept."),
    RETENTION_LOGS_COUNT("retention.logs.count", "COUNT", "off", "Log records kept."),
    RETENTION_METRICS_SIZE(
            "retention.metrics.size", "SIZE", "off", "Bytes kept of parts with metrics."),
    RETENTION_METRICS_TIME(
            "retention.metrics.time", "DURATION", "off", "How long metrics are kept."),
    RETENTION_METRICS_COUNT("retention.metrics.count", "COUNT", "off", "Points kept."),
    LIMITS_SERIES(
            "limits.series",
            "N",
            "auto",
            "Series in use at once, sent within the last hour; new ones beyond are refused. auto:"
                    + " one for each 2 KiB of heap."),
    LIMITS_SERIES_PER_METRIC(
            "limits.series-per-metric",
            "N",
            "auto",
            "The same of one metric. auto: a quarter of limits.series."),
    LIMITS_METRIC_NAMES(
            "limits.metric-names",
            "N",
            "10000",
            "Names of metrics in use at once; points of new ones beyond are refused."),
    SELF_INTERVAL(
            "self.interval",
            "DURATION",
            "off",
            "How often Trine stores its own metrics as series with job=trine. For example 15s,"
                    + " off."),
    ENABLE_FEATURE(
            "enable-feature",
            "NAME,...",
            "",
            "Features that Prometheus calls so, besides those that are on. Off are"
                    + " promql-delayed-name-removal, use-start-timestamps and type-and-unit-labels."),
    DISABLE_FEATURE(
            "disable-feature",
            "NAME,...",
            "",
            "Features to switch off: promql-experimental-functions, promql-duration-expr,"
                    + " promql-extended-range-selectors, promql-binop-fill-modifiers."),
    TRANSLATION_STRATEGY(
            "prometheus.otlp-translation-strategy",
            "NAME",
            "UnderscoreEscapingWithSuffixes",
            "How names of OTLP metrics look in PromQL: UnderscoreEscapingWithSuffixes,"
                    + " UnderscoreEscapingWithoutSuffixes, NoUTF8EscapingWithSuffixes or"
                    + " NoTranslation."),
    PROMOTE_SCOPE(
            "prometheus.otlp-promote-scope-metadata",
            "true|false",
            "false",
            "Shows the scope of OTLP metrics as labels otel_scope_name and the like."),
    ADMIN_API("web.enable-admin-api", "true|false", "false", "Allows to delete series by request."),
    INSECURE(
            "insecure",
            "true|false",
            "false",
            "Allows addresses other than loopback. There is no authentication yet: everyone who can"
                    + " reach the port can read and write everything.");

    private final String key;
    private final String valueLabel;
    private final String defaultText;
    private final String help;

    Setting(String key, String valueLabel, String defaultText, String help) {
        this.key = key;
        this.valueLabel = valueLabel;
        this.defaultText = defaultText;
        this.help = help;
    }

    /// Its dotted name in the configuration file.
    public String key() {
        return key;
    }

    public String flag() {
        return "--" + key;
    }

    /// Its environment variable: `data.dir` is `TRINE_DATA_DIR`.
    public String environmentVariable() {
        return environmentVariable(key);
    }

    public String valueLabel() {
        return valueLabel;
    }

    public String defaultText() {
        return defaultText;
    }

    public String help() {
        return help;
    }

    static String environmentVariable(String key) {
        return "TRINE_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
