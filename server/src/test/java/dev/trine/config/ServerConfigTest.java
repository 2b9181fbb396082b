package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.storage.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
    @TempDir private Path folder;

    @Test
    void defaultsKeepDataInTheUsersFolderAndListenOnLoopback() throws ConfigException {
        Settings settings =
                Settings.resolve(
                        Map.of(), Optional.empty(), Map.of("XDG_DATA_HOME", "/xdg"), Map.of());
        ServerConfig config = ServerConfig.of(settings);

        assertThat(config.listeners().http()).hasToString("127.0.0.1:5002");
        assertThat(config.listeners().otlpGrpc()).hasToString("127.0.0.1:4317");
        assertThat(config.listeners().otlpHttp()).hasToString("127.0.0.1:4318");
        assertThat(config.storage().mode()).isEqualTo(StorageOptions.Mode.DISK);
        assertThat(config.storage().ack()).isEqualTo(StorageOptions.Ack.SYNCED);
        assertThat(config.storage().retentionBytes()).contains(10_000_000_000L);
        assertThat(config.storage().retentionTime()).isEmpty();
        assertThat(config.storage().folder().getFileName()).hasToString("trine");
    }

    @Test
    void flagWinsOverEnvironmentOverFileOverDefault() throws Exception {
        Path file = file("retention:\n  size: 1GB\n  time: 3d\nstorage.ack: written\n");
        Map<String, String> environment =
                Map.of("TRINE_RETENTION_SIZE", "2GB", "TRINE_RETENTION_TIME", "2d");
        Settings settings =
                Settings.resolve(
                        Map.of(Setting.RETENTION_SIZE, "3GB"),
                        Optional.of(file),
                        environment,
                        Map.of(Setting.STORAGE_MODE, "memory"));

        assertThat(settings.value(Setting.RETENTION_SIZE))
                .isEqualTo(new Settings.Value("3GB", "--retention.size"));
        assertThat(settings.value(Setting.RETENTION_TIME))
                .isEqualTo(new Settings.Value("2d", "TRINE_RETENTION_TIME"));
        assertThat(settings.value(Setting.STORAGE_ACK))
                .isEqualTo(new Settings.Value("written", "trine.yaml"));
        assertThat(settings.value(Setting.STORAGE_MODE))
                .isEqualTo(new Settings.Value("memory", "default"));
    }

    @Test
    void limitsFollowTheHeapUnlessTheyAreGiven() throws ConfigException {
        long heap = Runtime.getRuntime().maxMemory();
        LimitSettings automatic = config(Map.of()).limits();
        assertThat(automatic.series()).isEqualTo((int) Math.max(100_000, heap / 2048));
        assertThat(automatic.seriesPerMetric()).isEqualTo(automatic.series() / 4);
        assertThat(automatic.metricNames()).isEqualTo(10_000);
        assertThat(
                        config(
                                        Map.of(
                                                Setting.LIMITS_SERIES, "7",
                                                Setting.LIMITS_METRIC_NAMES, "3"))
                                .limits())
                .isEqualTo(new LimitSettings(3, 7, 1));
        for (String bad : new String[] {"", "0", "-1", "1e6", "9999999999", "many"}) {
            assertThatThrownBy(() -> config(Map.of(Setting.LIMITS_SERIES, bad)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("--limits.series");
        }
    }

    @Test
    void ownMetricsAreStoredWhenAskedFor() throws ConfigException {
        assertThat(config(Map.of()).selfInterval()).isEmpty();
        assertThat(config(Map.of(Setting.SELF_INTERVAL, "15s")).selfInterval())
                .contains(Duration.ofSeconds(15));
        for (String bad : new String[] {"500ms", "2d", "often"}) {
            assertThatThrownBy(() -> config(Map.of(Setting.SELF_INTERVAL, bad)))
                    .isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void printedConfigurationReadsBackAsTheSame() throws Exception {
        Map<Setting, String> flags =
                Map.of(
                        Setting.DATA_DIR, folder.resolve("a \"b\" #c").toString(),
                        Setting.LISTEN_HTTP, "[::1]:0",
                        Setting.RETENTION_SIZE, "1.5GiB",
                        Setting.RETENTION_TIME, "36h");
        Settings settings = Settings.resolve(flags, Optional.empty(), Map.of(), Map.of());
        ServerConfig config = ServerConfig.of(settings);
        Path file = file(settings.print(config));

        Settings again = Settings.resolve(Map.of(), Optional.of(file), Map.of(), Map.of());

        assertThat(ServerConfig.of(again)).isEqualTo(config);
        assertThat(settings.print(config))
                .contains("retention.time: 1d12h")
                .contains("# --retention.time");
    }

    @Test
    void fileMayComeFromTheEnvironment() throws Exception {
        Path file = file("retention.time: 1h\n");
        Settings settings =
                Settings.resolve(
                        Map.of(),
                        Optional.empty(),
                        Map.of("TRINE_CONFIG_FILE", file.toString()),
                        Map.of());

        assertThat(ServerConfig.of(settings).storage().retentionTime())
                .contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.mode|tape|--storage.mode=tape: expected disk or memory.",
                "storage.ack|never|--storage.ack=never: expected synced or written.",
                "retention.size|big|--retention.size=big: expected a size such as 512MB or 10GiB.",
                "retention.time|0s|--retention.time=0s: expected a duration such as 30m, 1h30m or"
                        + " 15d.",
                "retention.time|101y|--retention.time=101y: expected at most 36500d; off keeps"
                        + " data for good.",
                "listen.http|5002|--listen.http=5002: expected HOST:PORT, such as 127.0.0.1:5002.",
                "insecure|maybe|--insecure=maybe: expected true or false.",
            })
    void namesTheFlagAndWhatIsExpected(String key, String text, String message) {
        Setting setting = Setting.ofKey(key).orElseThrow();

        assertThatThrownBy(() -> config(Map.of(setting, text))).hasMessage(message);
    }

    @Test
    void namesTheVariableOfAWrongValue() {
        assertThatThrownBy(() ->
                        ServerConfig.of(
                                Settings.resolve(
                                        Map.of(),
                                        Optional.empty(),
                                        Map.of("TRINE_STORAGE_MODE", "tape"),
                                        Map.of())))
                .hasMessage(
                        "--storage.mode=tape (from TRINE_STORAGE_MODE): expected disk or memory.");
    }

    @Test
    void refusesOtherThanLoopbackUnlessInsecure() throws ConfigException {
        assertThatThrownBy(() -> config(Map.of(Setting.LISTEN_OTLP_HTTP, "0.0.0.0:4318")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--listen.otlp-http=0.0.0.0:4318: ")
                .hasMessageContaining("--insecure");
        assertThat(
                        config(
                                        Map.of(
                                                Setting.LISTEN_OTLP_HTTP,
                                                "0.0.0.0:4318",
                                                Setting.INSECURE,
                                                "true"))
                                .listeners()
                                .otlpHttp()
                                .host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void refusesOneAddressForTwoListeners() {
        assertThatThrownBy(() -> config(Map.of(Setting.LISTEN_OTLP_HTTP, "127.0.0.1:4317")))
                .hasMessage(
                        "--listen.otlp-http=127.0.0.1:4317: --listen.otlp-grpc has the same"
                                + " address; give each its own port.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.dri: x|data.dri is no setting; --print-config lists them all.",
                "data: [x]|data has no single value.",
                "- x|expected settings as key: value.",
                "'data.dir: x\ndata:\n  dir: y'|data.dir is set twice.",
            })
    void refusesFilesItCantUse(String text, String why) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> Settings.resolve(Map.of(), Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Configuration file " + file + ": " + why);
    }

    @Test
    void refusesBrokenYamlAndMissingFilesInOneLine() throws IOException {
        Path broken = file("data.dir: \"x\nlisten");

        assertThatThrownBy(
                        () -> Settings.resolve(Map.of(), Optional.of(broken), Map.of(), Map.of()))
                .hasMessageContaining("it is no valid YAML")
                .hasMessageNotContaining("\n");
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(
                        () -> Settings.resolve(Map.of(), Optional.of(missing), Map.of(), Map.of()))
                .hasMessage("Configuration file " + missing + ": there is no such file.");
    }

    private static ServerConfig config(Map<Setting, String> flags) throws ConfigException {
        return ServerConfig.of(Settings.resolve(flags, Optional.empty(), Map.of(), Map.of()));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trine.yaml"), text);
    }
}
