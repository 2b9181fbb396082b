package dev.trine.query.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.BytesColumn;
import dev.trine.model.Clock;
import dev.trine.model.Column;
import dev.trine.model.LogBatch;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.query.exec.Query;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.RandomBatches;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import dev.trine.storage.shred.TelemetryText;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search finds the same in parts, with filters, statistics and shredded columns, as in memory,
/// where it looks at every row; also when what parts have beside their rows is damaged.
class SealedSearchTest {
    private static final int ROWS = 1_500;
    private static final String[] TEXTS = {
        "request", "10.", "GET /p/", "took", "u01234", "done\" took", "ms user", "/cart/3", "200",
                "true",
        "-1", "absent", "größe", "GRÖSSE", "\"path\":\"/a/7", "[", "a\",{\"b", "job ",
                "level=INFO msg", "x"
    };

    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long unixNanos() {
                    return 1_760_000_600_000_000_000L;
                }

                @Override
                public long monotonicNanos() {
                    return System.nanoTime();
                }
            };

    @TempDir Path folder;

    private final Random random = new Random(4711);

    @Test
    void logs() throws Exception {
        List<LogFilterMaker> searches = logSearches();
        try (Storage storage = open()) {
            for (int seed = 0; seed < 3; seed++) {
                storage.append(logs(seed));
            }
            List<List<RowKey>> inMemory = new ArrayList<>();
            for (LogFilterMaker search : searches) {
                inMemory.add(find(storage, search));
            }
            assertThat(inMemory.stream().filter(found -> !found.isEmpty()).count())
                    .isGreaterThan(15);
            storage.flush();
            assertSame(storage, searches, inMemory);
        }
        damageAnnexes();
        try (Storage storage = open()) {
            for (int i = 0; i < searches.size(); i++) {
                assertThat(find(storage, searches.get(i))).as("damaged, search %d", i).isNotNull();
            }
        }
    }

    @Test
    void spans() throws Exception {
        List<SpanFilterMaker> searches = spanSearches();
        try (Storage storage = open()) {
            for (int seed = 0; seed < 3; seed++) {
                storage.append(spans(seed));
            }
            List<List<RowKey>> inMemory = new ArrayList<>();
            for (SpanFilterMaker search : searches) {
                inMemory.add(findSpans(storage, search));
            }
            assertThat(inMemory.stream().filter(found -> !found.isEmpty()).count())
                    .isGreaterThan(8);
            storage.flush();
            for (int i = 0; i < searches.size(); i++) {
                assertThat(findSpans(storage, searches.get(i)))
                        .as("search %d", i)
                        .isEqualTo(inMemory.get(i));
            }
        }
    }

    private interface LogFilterMaker {
        LogFilter make();
    }

    private interface SpanFilterMaker {
        SpanFilter make();
    }

    private void assertSame(
            Storage storage, List<LogFilterMaker> searches, List<List<RowKey>> expected) {
        for (int i = 0; i < searches.size(); i++) {
            assertThat(find(storage, searches.get(i)))
                    .as("search %d", i)
                    .isEqualTo(expected.get(i));
        }
    }

    private List<LogFilterMaker> logSearches() {
        List<LogFilterMaker> searches = new ArrayList<>();
        for (String text : TEXTS) {
            searches.add(() -> logFilter(List.of(), Optional.of(text), 0, Optional.empty()));
        }
        LogBatch batch = logs(1);
        for (int i = 0; i < 5; i++) {
            int row = random.nextInt(ROWS);
            TraceId id = new TraceId(batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
            searches.add(() -> logFilter(List.of(), Optional.empty(), 0, Optional.of(id)));
        }
        TraceId none = new TraceId(1, 1);
        searches.add(() -> logFilter(List.of(), Optional.empty(), 0, Optional.of(none)));
        searches.add(() -> logFilter(List.of(), Optional.empty(), 17, Optional.empty()));
        searches.add(() -> logFilter(List.of(), Optional.empty(), 25, Optional.empty()));
        for (List<AttributeMatch> attributes : attributeSearches()) {
            searches.add(() -> logFilter(attributes, Optional.empty(), 0, Optional.empty()));
        }
        return searches;
    }

    private List<SpanFilterMaker> spanSearches() {
        List<SpanFilterMaker> searches = new ArrayList<>();
        for (String text : TEXTS) {
            searches.add(() -> spanFilter(Set.of(), 0, List.of(), Optional.of(text)));
        }
        searches.add(() -> spanFilter(Set.of("GET /item/3"), 0, List.of(), Optional.empty()));
        searches.add(() -> spanFilter(Set.of("GET /item/99"), 0, List.of(), Optional.empty()));
        searches.add(() -> spanFilter(Set.of(), 999_980, List.of(), Optional.empty()));
        searches.add(() -> spanFilter(Set.of(), 2_000_000, List.of(), Optional.empty()));
        for (List<AttributeMatch> attributes : attributeSearches()) {
            searches.add(() -> spanFilter(Set.of(), 0, attributes, Optional.empty()));
        }
        return searches;
    }

    private static List<List<AttributeMatch>> attributeSearches() {
        return List.of(
                List.of(new AttributeMatch("http.route", "/cart/3")),
                List.of(new AttributeMatch("http.route", "/cart/33")),
                List.of(new AttributeMatch("http.status", "201")),
                List.of(
                        new AttributeMatch("cached", "true"),
                        new AttributeMatch("http.status", "200")),
                List.of(new AttributeMatch("list", "[\"x\"]")),
                List.of(new AttributeMatch("missing", "x")),
                List.of(new AttributeMatch("empty", "")));
    }

    private static LogFilter logFilter(
            List<AttributeMatch> attributes,
            Optional<String> text,
            int severity,
            Optional<TraceId> trace) {
        return new LogFilter(
                new LogCriteria(Set.of(), severity, attributes, text, trace, OptionalLong.empty()));
    }

    private static SpanFilter spanFilter(
            Set<String> names,
            long minNanos,
            List<AttributeMatch> attributes,
            Optional<String> text) {
        return new SpanFilter(
                new SpanCriteria(
                        Set.of(),
                        names,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        minNanos == 0 ? Long.MIN_VALUE : minNanos,
                        Long.MAX_VALUE,
                        attributes,
                        text,
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    private static List<RowKey> find(Storage storage, LogFilterMaker search) {
        return NewestRows.find(
                        storage.logs(),
                        search.make(),
                        RowOrder.LOGS,
                        TimeRange.ALL,
                        Optional.empty(),
                        10_000,
                        query())
                .rows()
                .stream()
                .map(row -> RowOrder.LOGS.key(row.batch(), row.row()))
                .toList();
    }

    private static List<RowKey> findSpans(Storage storage, SpanFilterMaker search) {
        return NewestRows.find(
                        storage.spans(),
                        search.make(),
                        RowOrder.SPANS,
                        TimeRange.ALL,
                        Optional.empty(),
                        10_000,
                        query())
                .rows()
                .stream()
                .map(row -> RowOrder.SPANS.key(row.batch(), row.row()))
                .toList();
    }

    private static Query query() {
        return new Query(CLOCK, 60_000, 1L << 30);
    }

    private static LogBatch logs(int seed) {
        LogBatch batch = withoutTables(new RandomBatches(seed).logs(ROWS));
        List<Column> columns = new ArrayList<>(batch.columns());
        TelemetryText text = new TelemetryText(seed, false);
        columns.set(LogBatch.SCHEMA.indexOf("body"), text.bodies(ROWS));
        columns.set(LogBatch.SCHEMA.indexOf("attributes"), text.attributes(ROWS));
        return new LogBatch(columns, batch.resources(), batch.scopes());
    }

    private static SpanBatch spans(int seed) {
        SpanBatch batch = new RandomBatches(seed).spans(ROWS);
        List<Column> columns = new ArrayList<>(batch.columns());
        TelemetryText text = new TelemetryText(seed, false);
        columns.set(SpanBatch.SCHEMA.indexOf("attributes"), text.attributes(ROWS));
        columns.set(SpanBatch.SCHEMA.indexOf("events"), empty());
        SpanBatch valid = new SpanBatch(columns, batch.resources(), batch.scopes());
        valid.resources().truncate(0);
        for (int i = 0; i < 3; i++) {
            valid.resources().append(new byte[0]);
        }
        return valid;
    }

    private static LogBatch withoutTables(LogBatch batch) {
        batch.resources().truncate(0);
        for (int i = 0; i < 3; i++) {
            batch.resources().append(new byte[0]);
        }
        return batch;
    }

    private static BytesColumn empty() {
        return new BytesColumn(new byte[0], new int[ROWS], ROWS);
    }

    /// Changes a byte before the footer of each part: there the directory of annexes lies.
    private void damageAnnexes() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
            for (Path file : files.toList()) {
                try (RandomAccessFile part = new RandomAccessFile(file.toFile(), "rw")) {
                    part.seek(part.length() - 24);
                    int footer = Integer.reverseBytes(part.readInt());
                    long at = part.length() - 24 - footer - 1;
                    part.seek(at);
                    int last = part.read();
                    part.seek(at);
                    part.write(last ^ 1);
                }
            }
        }
    }

    private Storage open() throws Exception {
        StorageOptions options =
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.of(256L << 20),
                        Optional.empty());
        return Storage.open(options, CLOCK, new MetricRegistry());
    }
}
