package dev.trine.storage.shred;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.trine.model.BytesColumn;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.Random;
import java.util.UUID;

/// Bodies and attributes as applications send them, and such that only look like it.
public final class TelemetryText {
    private static final String[] WORDS = {
        "GET",
        "user",
        "u01234",
        "v2",
        "12ms",
        "-0",
        "007",
        "-5",
        "deadbeef",
        "DEADBEEF01",
        "größe",
        "a=b",
        "x=",
        "=",
        "key=\"a b\\\" c\"",
        "key=\"open",
        "1e9",
        "9223372036854775808",
        "10.0.0.12",
        "2026-11-21T08:00:00.123456789Z",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "\\",
        "\t",
        "\n",
        "\0",
        "日本"
    };

    private final Random random;
    private final boolean oddities;

    public TelemetryText(long seed) {
        this(seed, true);
    }

    /// @param oddities whether some values are what no receiver makes
    public TelemetryText(long seed, boolean oddities) {
        random = new Random(seed);
        this.oddities = oddities;
    }

    /// Bodies, most of them of one form.
    public BytesColumn bodies(int rows) {
        BytesColumn column = new BytesColumn(rows, 64);
        int form = random.nextInt(6);
        for (int i = 0; i < rows; i++) {
            int of = random.nextInt(8) == 0 ? random.nextInt(8) : form;
            column.append(body(of));
        }
        return column;
    }

    private byte[] body(int form) {
        return switch (form) {
            case 0 -> text(json());
            case 1 -> text(logfmt());
            case 2 -> text(access());
            case 3 -> text(words());
            case 4 ->
                    text(
                            "job %s took %dms"
                                    .formatted(new UUID(number(), number()), number() & 999));
            case 5 -> text(damaged(json()));
            case 6 -> AnyValue.newBuilder().setIntValue(random.nextLong()).build().toByteArray();
            default -> oddities ? odd(random.nextInt(12)) : new byte[0];
        };
    }

    private String json() {
        return """
        {"ts":"2026-11-21T08:%02d:%02d.%03dZ", "level":"%s","n":%d,"ok":%s,"none":null,"f":%s,
         "http":{"status":%d,"path":"/a/%d"},"tags":["a",{"b":"]"}],"id":"%032x","e":"","msg":"say \\"%s\\""}\
        """
                .formatted(
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextInt(1_000),
                        random.nextBoolean() ? "info" : "warn",
                        random.nextInt(5) == 0 ? -number() : number(),
                        random.nextBoolean(),
                        random.nextGaussian(),
                        200 + random.nextInt(300),
                        random.nextInt(100),
                        random.nextLong() >>> 1,
                        WORDS[random.nextInt(WORDS.length)]);
    }

    private String logfmt() {
        return "level=info msg=\"%s done\" took=%d.%02dms user=u%05d id=%016x empty= %s"
                .formatted(
                        WORDS[random.nextInt(WORDS.length)],
                        random.nextInt(900),
                        random.nextInt(100),
                        random.nextInt(100_000),
                        random.nextLong(),
                        WORDS[random.nextInt(WORDS.length)]);
    }

    private String access() {
        return "10.%d.%d.%d - - \"GET /p/%d?x=%d HTTP/1.1\" %d %s"
                .formatted(
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        number(),
                        random.nextInt(9),
                        200 + random.nextInt(4),
                        random.nextBoolean() ? "-" : "" + random.nextInt(90_000));
    }

    private String words() {
        StringBuilder text = new StringBuilder();
        for (int i = 0, count = random.nextInt(9); i < count; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)])
                    .append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private String damaged(String line) {
        int cut = random.nextInt(line.length());
        return line.substring(0, cut) + line.substring(Math.min(line.length(), cut + 1));
    }

    private long number() {
        return random.nextLong() >>> random.nextInt(64);
    }

    private static byte[] text(String line) {
        return AnyValue.newBuilder().setStringValue(line).build().toByteArray();
    }

    /// Bytes that no receiver makes.
    private byte[] odd(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (length > 1 && random.nextBoolean()) {
            bytes[0] = 0x0A;
        }
        return bytes;
    }

    /// Attributes, most of them of a few shapes.
    public BytesColumn attributes(int rows) {
        BytesColumn column = new BytesColumn(rows, 64);
        for (int i = 0; i < rows; i++) {
            byte[] bytes = attributeList().toByteArray();
            if (oddities && random.nextInt(20) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            column.append(bytes);
        }
        return column;
    }

    /// Attributes as they may be sent.
    KeyValueList attributeList() {
        KeyValueList.Builder list = KeyValueList.newBuilder();
        add(list, "http.route", AnyValue.newBuilder().setStringValue("/cart/" + random.nextInt(5)));
        add(list, "http.status", AnyValue.newBuilder().setIntValue(200 + random.nextInt(4)));
        switch (random.nextInt(8)) {
            case 0 -> add(list, "ratio", AnyValue.newBuilder().setDoubleValue(random.nextDouble()));
            case 1 -> add(list, "cached", AnyValue.newBuilder().setBoolValue(random.nextBoolean()));
            case 2 -> add(list, "delta", AnyValue.newBuilder().setIntValue(-number()));
            case 3 -> add(list, "http.route", AnyValue.newBuilder().setStringValue("again"));
            case 4 -> add(list, "empty", AnyValue.newBuilder());
            case 5 -> list.addValues(KeyValue.newBuilder().setKey("no value"));
            case 6 ->
                    add(
                            list,
                            "list",
                            AnyValue.newBuilder()
                                    .setArrayValue(
                                            ArrayValue.newBuilder()
                                                    .addValues(
                                                            AnyValue.newBuilder()
                                                                    .setStringValue("x"))));
            default ->
                    add(
                            list,
                            "raw",
                            AnyValue.newBuilder()
                                    .setBytesValue(ByteString.copyFrom(words().getBytes(UTF_8))));
        }
        return list.build();
    }

    private static void add(KeyValueList.Builder list, String key, AnyValue.Builder value) {
        list.addValues(KeyValue.newBuilder().setKey(key).setValue(value));
    }
}
