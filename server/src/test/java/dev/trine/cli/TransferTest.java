package dev.trine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines into a data folder and out again.
class TransferTest {
    private static final String SPAN =
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},\
            "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",\
            "spanId":"eee19b7ec3c1b174","name":"GET /","kind":2,"startTimeUnixNano":"1760000000000000001",\
            "endTimeUnixNano":"1760000000000000002","attributes":[{"key":"n","value":{"intValue":"7"}}],\
            "status":{"code":2}}]}]}]}\
            """;
    private static final String LOG =
            """
            {"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":\
            "1760000000000000003","severityNumber":9,"body":{"stringValue":"ünï"},\
            "observedTimeUnixNano":"1760000000000000004"}]}]}]}\
            """;
    private static final String POINTS =
            """
            {"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{"name":"trine.prometheus"},"metrics":\
            [{"name":"up","gauge":{"dataPoints":[{"timeUnixNano":"1760000000000000005","asDouble":"NaN",\
            "asDoubleBits":"9218868437227405314","attributes":[{"key":"__name__","value":{"stringValue":"up"}}]},\
            {"timeUnixNano":"1760000000000000006","asDouble":0.1}]}},{"name":"h","trineKindless":{"dataPoints":\
            [{"timeUnixNano":"1760000000000000007","trinePayload":"CAM="}]}}]}]}]}\
            """;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatWasExportedComesBackAsItWas() throws Exception {
        Path lines = Files.write(folder.resolve("lines.ndjson"), List.of(SPAN, "", LOG, POINTS));
        assertThat(run("import", lines, "a")).as(err.toString()).isZero();
        assertThat(err.toString()).contains("imported 1 spans, 1 log records, 3 points");
        Path plain = folder.resolve("plain.ndjson");
        assertThat(run("export", plain, "a")).as(err.toString()).isZero();
        assertThat(Files.readAllLines(plain)).hasSize(3);
        assertThat(Files.readString(plain))
                .contains("asDoubleBits\":\"9218868437227405314")
                .contains("trinePayload\":\"CAM=")
                .contains("ünï")
                .contains("5b8efff798038103d269b633813fc60c");
        for (String name : List.of("packed.gz", "packed.zst")) {
            Path packed = folder.resolve(name);
            String copy = "copy of " + name;
            assertThat(run("export", packed, "a")).as(err.toString()).isZero();
            assertThat(run("import", packed, copy)).as(err.toString()).isZero();
            Path again = folder.resolve(name + ".ndjson");
            assertThat(run("export", again, copy)).as(err.toString()).isZero();
            assertThat(again).hasSameTextualContentAs(plain);
        }
        try (var packed = new GZIPInputStream(Files.newInputStream(folder.resolve("packed.gz")))) {
            assertThat(packed.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void signalsAndTimesChooseRows() throws Exception {
        Path lines = Files.write(folder.resolve("lines.ndjson"), List.of(SPAN, LOG, POINTS));
        assertThat(run("import", lines, "a", "--signal=logs,metrics")).isZero();
        Path some = folder.resolve("some.ndjson");
        assertThat(run("export", some, "a", "--signal=traces")).isZero();
        assertThat(some).isEmptyFile();
        assertThat(
                        run(
                                "export",
                                some,
                                "a",
                                "--start=2025-10-09T08:53:20.000000006Z",
                                "--end=1760000000000000007"))
                .isZero();
        assertThat(Files.readAllLines(some)).hasSize(1);
        assertThat(Files.readString(some)).contains("0.1").doesNotContain("trinePayload");
        assertThat(run("export", some, "a", "--signal=spans")).isEqualTo(2);
        assertThat(run("export", some, "a", "--start=now")).isEqualTo(2);
    }

    @Test
    void aLineThatIsNoRequestNamesItsNumber() throws Exception {
        Path lines = Files.write(folder.resolve("lines.ndjson"), List.of(LOG, "{\"a\":1}"));
        assertThat(run("import", lines, "a")).isEqualTo(1);
        assertThat(err.toString()).contains("line 2").contains("no OTLP export request");
        assertThat(run("import", folder.resolve("none"), "a")).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void whatADecoderRefusesIsCounted() throws Exception {
        String bad = SPAN.replace("eee19b7ec3c1b174", "0000000000000000");
        Path lines = Files.write(folder.resolve("lines.ndjson"), List.of(bad));
        assertThat(run("import", lines, "a")).isEqualTo(1);
        assertThat(err.toString()).contains("refused 1 records");
    }

    private int run(String command, Path file, String data, String... more) throws IOException {
        String[] arguments = new String[3 + more.length];
        arguments[0] = command;
        arguments[1] = file.toString();
        arguments[2] = "--data.dir=" + folder.resolve(data);
        System.arraycopy(more, 0, arguments, 3, more.length);
        ServerStarter starter =
                (config, demo) -> {
                    throw new StartException("not asked for", new IOException());
                };
        return new Cli(
                        starter,
                        new FixedClock(),
                        Map.of(),
                        new PrintWriter(out),
                        new PrintWriter(err))
                .run(arguments);
    }
}
