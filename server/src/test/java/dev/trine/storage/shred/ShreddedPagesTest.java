package dev.trine.storage.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.codec.PageEncoder;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is taken apart comes back byte for byte, whatever it was taken for.
class ShreddedPagesTest {
    private static final int MAX_BYTES = 1 << 22;
    private static final int ROWS = 2_000;

    private final PageEncoder pages = new PageEncoder();
    private final ShreddedWriter writer = new ShreddedWriter(pages);
    private final ShreddedReader reader = new ShreddedReader(new PageDecoder(MAX_BYTES), MAX_BYTES);

    @Test
    void bodiesComeBackAsTheyWere() {
        int shredded = 0;
        for (int seed = 0; seed < 300; seed++) {
            BytesColumn bodies = new TelemetryText(seed).bodies(32 + seed);
            shredded += roundTrip(seed, bodies, ShreddedWriter.Values.BODIES) ? 1 : 0;
        }
        assertThat(shredded).isGreaterThan(100);
    }

    @Test
    void attributesComeBackAsTheyWere() {
        int shredded = 0;
        for (int seed = 0; seed < 30; seed++) {
            BytesColumn attributes = new TelemetryText(seed).attributes(100 * seed);
            shredded += roundTrip(seed, attributes, ShreddedWriter.Values.ATTRIBUTES) ? 1 : 0;
        }
        assertThat(shredded).isGreaterThan(15);
    }

    @Test
    void onlyTheEntriesAskedForCanBeRead() throws Exception {
        Set<String> keys = Set.of("http.route", "cached", "missing");
        for (int seed = 0; seed < 10; seed++) {
            TelemetryText text = new TelemetryText(seed);
            BytesColumn attributes = new BytesColumn(0, 0);
            List<KeyValueList> expected = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                KeyValueList list = text.attributeList();
                attributes.append(list.toByteArray());
                boolean kept = list.getValuesList().stream().noneMatch(e -> !e.hasValue());
                expected.add(kept ? only(list, keys) : list);
            }
            byte[] page = page(attributes, ShreddedWriter.Values.ATTRIBUTES);
            BytesColumn read = reader.entries(new ByteSource(page), ROWS, new AttributeKeys(keys));
            for (int row = 0; row < ROWS; row++) {
                assertThat(KeyValueList.parseFrom(read.copy(row)))
                        .as("seed %d, row %d", seed, row)
                        .isEqualTo(expected.get(row));
            }
        }
    }

    @Test
    void aLineTakesLittleMoreThanItsId() {
        BytesColumn lines = new BytesColumn(0, 0);
        Random random = new Random(7);
        for (int i = 0; i < 4_000; i++) {
            lines.append(
                    AnyValue.newBuilder()
                            .setStringValue(
                                    "{\"level\":\"info\",\"status\":200,\"trace\":\"%016x%016x\"}"
                                            .formatted(random.nextLong(), random.nextLong()))
                            .build()
                            .toByteArray());
        }
        assertThat(page(lines, ShreddedWriter.Values.BODIES).length).isLessThan(4_000 * 16 + 600);
    }

    @Test
    void valuesThatHaveNothingInCommonStayWhole() {
        Random random = new Random(7);
        BytesColumn values = new BytesColumn(0, 0);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 6; word++) {
                text.append((char) ('a' + random.nextInt(26)))
                        .append(random.nextInt(4) == 0 ? " " : "");
                text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
            }
            values.append(
                    AnyValue.newBuilder().setStringValue(text.toString()).build().toByteArray());
        }
        roundTrip(7, values, ShreddedWriter.Values.BODIES);
    }

    @Test
    void truncatedPagesAreRefused() {
        byte[] page = page(new TelemetryText(3).attributes(ROWS), ShreddedWriter.Values.ATTRIBUTES);
        for (int length = 0; length < page.length; length += 61) {
            ByteSource in = new ByteSource(page, 0, length);
            assertThatThrownBy(() -> reader.all(in, ROWS))
                    .isInstanceOf(MalformedPageException.class);
        }
    }

    @Test
    void flippedBitsAreRefusedOrGiveOtherValuesButNothingElse() {
        for (int seed = 0; seed < 4; seed++) {
            TelemetryText text = new TelemetryText(seed);
            BytesColumn values = seed % 2 == 0 ? text.bodies(250) : text.attributes(250);
            ByteSink out = new ByteSink(16);
            if (!writer.write(values, ShreddedWriter.Values.values()[1 - seed % 2], out)) {
                continue;
            }
            byte[] page = out.toByteArray();
            for (int bit = 0; bit < page.length * 8; bit += 53) {
                byte[] flipped = page.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    assertThat(reader.all(new ByteSource(flipped), 250).size()).isEqualTo(250);
                } catch (MalformedPageException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    private static KeyValueList only(KeyValueList list, Set<String> keys) {
        KeyValueList.Builder kept = KeyValueList.newBuilder();
        for (KeyValue entry : list.getValuesList()) {
            if (keys.contains(entry.getKey())) {
                kept.addValues(entry);
            }
        }
        return kept.build();
    }

    /// @return whether the column was taken apart
    private boolean roundTrip(int seed, BytesColumn values, ShreddedWriter.Values kind) {
        ByteSink out = new ByteSink(16);
        if (!writer.write(values, kind, out)) {
            assertThat(out.size()).isZero();
            return false;
        }
        BytesColumn read = reader.all(new ByteSource(out.toByteArray()), values.size());
        for (int row = 0; row < values.size(); row++) {
            assertThat(read.copy(row)).as("seed %d, row %d", seed, row).isEqualTo(values.copy(row));
        }
        return true;
    }

    private byte[] page(BytesColumn values, ShreddedWriter.Values kind) {
        ByteSink out = new ByteSink(16);
        assertThat(writer.write(values, kind, out)).isTrue();
        return out.toByteArray();
    }
}
