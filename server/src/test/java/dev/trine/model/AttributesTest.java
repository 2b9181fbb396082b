package dev.trine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void findsTheFirstEntryOfAKey() {
        Attributes attributes =
                over(
                        KeyValueList.newBuilder()
                                .addValues(entry("a", any().setStringValue("1")))
                                .addValues(entry("b", any().setStringValue("2")))
                                .addValues(entry("b", any().setStringValue("3"))));
        assertThat(attributes.find(utf8("b"))).isTrue();
        assertThat(attributes.value().string()).isEqualTo("2");
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.value().string()).isEqualTo("3");
        assertThat(attributes.find(utf8("a"))).isTrue();
        assertThat(attributes.find(utf8("c"))).isFalse();
        assertThat(attributes.find(utf8(""))).isFalse();
    }

    @Test
    void walksRowsOfAColumn() {
        BytesColumn column = new BytesColumn(2, 16);
        column.append(list("k", "one"));
        column.appendEmpty();
        column.append(list("k", "three"));
        Attributes attributes = new Attributes();
        assertThat(attributes.reset(column, 0).find(utf8("k"))).isTrue();
        assertThat(attributes.reset(column, 1).find(utf8("k"))).isFalse();
        assertThat(attributes.reset(column, 2).find(utf8("k"))).isTrue();
        assertThat(attributes.value().text()).isEqualTo("three");
    }

    @Test
    void putsValuesOfEveryTypeIntoWords() {
        assertThat(text(any())).isEmpty();
        assertThat(text(any().setStringValue("é\"\n"))).isEqualTo("é\"\n");
        assertThat(text(any().setBoolValue(true))).isEqualTo("true");
        assertThat(text(any().setBoolValue(false))).isEqualTo("false");
        assertThat(text(any().setIntValue(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(text(any().setIntValue(0))).isEqualTo("0");
        assertThat(text(any().setBytesValue(ByteString.copyFrom(new byte[] {0, 1, 2}))))
                .isEqualTo("AAEC");
        ArrayValue array =
                ArrayValue.newBuilder()
                        .addValues(any().setIntValue(1))
                        .addValues(any().setStringValue("a\"\\\u0001"))
                        .addValues(any())
                        .addValues(any().setDoubleValue(Double.NaN))
                        .build();
        assertThat(text(any().setArrayValue(array)))
                .isEqualTo("[1,\"a\\\"\\\\\\u0001\",null,\"NaN\"]");
        assertThat(text(any().setArrayValue(ArrayValue.getDefaultInstance()))).isEqualTo("[]");
        KeyValueList list =
                KeyValueList.newBuilder()
                        .addValues(entry("x", any().setBoolValue(true)))
                        .addValues(entry("y", any().setArrayValue(array)))
                        .build();
        assertThat(text(any().setKvlistValue(list)))
                .isEqualTo("{\"x\":true,\"y\":[1,\"a\\\"\\\\\\u0001\",null,\"NaN\"]}");
        assertThat(text(any().setKvlistValue(KeyValueList.getDefaultInstance()))).isEqualTo("{}");
    }

    @Test
    void writesDoublesAsPeopleDo() {
        assertThat(AnyValue.decimal(1)).isEqualTo("1");
        assertThat(AnyValue.decimal(-0.0)).isEqualTo("0");
        assertThat(AnyValue.decimal(0.1)).isEqualTo("0.1");
        assertThat(AnyValue.decimal(1e20)).isEqualTo("100000000000000000000");
        assertThat(AnyValue.decimal(1e21)).isEqualTo("1.0E21");
        assertThat(AnyValue.decimal(0.00001)).isEqualTo("0.00001");
        assertThat(AnyValue.decimal(-2.5e-7)).isEqualTo("-2.5E-7");
        assertThat(AnyValue.decimal(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void comparesText() {
        byte[] value = any().setStringValue("é").build().toByteArray();
        assertThat(new AnyValue(value, 0, value.length).textEquals(utf8("é"))).isTrue();
        assertThat(new AnyValue(value, 0, value.length).textEquals(utf8("e"))).isFalse();
        byte[] number = any().setIntValue(7).build().toByteArray();
        assertThat(new AnyValue(number, 0, number.length).textEquals(utf8("7"))).isTrue();
    }

    @Test
    void stopsPuttingHugeArraysIntoWords() {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (int i = 0; i < 10_000; i++) {
            array.addValues(any().setIntValue(i));
        }
        byte[] data = any().setArrayValue(array).build().toByteArray();
        assertThat(new AnyValue(data, 0, data.length).text(100)).hasSizeBetween(100, 120);
    }

    @Test
    void readsResourcesScopesAndMetrics() {
        ResourceEntry resource =
                ResourceEntry.of(
                        column(
                                ResourceSpans.newBuilder()
                                        .setSchemaUrl("https://s")
                                        .setResource(
                                                Resource.newBuilder()
                                                        .addAttributes(
                                                                entry(
                                                                        "service.name",
                                                                        any().setStringValue(
                                                                                        "shop")))
                                                        .setDroppedAttributesCount(-1))
                                        .build()),
                        0);
        assertThat(resource.serviceName()).isEqualTo("shop");
        assertThat(resource.schemaUrl()).isEqualTo("https://s");
        assertThat(resource.droppedAttributes()).isEqualTo(0xFFFF_FFFFL);
        ScopeEntry scope =
                ScopeEntry.of(
                        column(
                                ScopeSpans.newBuilder()
                                        .setScope(
                                                InstrumentationScope.newBuilder()
                                                        .setName("n")
                                                        .setVersion("v")
                                                        .addAttributes(
                                                                entry("k", any().setIntValue(1))))
                                        .build()),
                        0);
        assertThat(scope.name()).isEqualTo("n");
        assertThat(scope.version()).isEqualTo("v");
        assertThat(scope.attributes().find(utf8("k"))).isTrue();
        MetricEntry metric =
                MetricEntry.of(
                        column(
                                Metric.newBuilder()
                                        .setName("m")
                                        .setUnit("ms")
                                        .setDescription("d")
                                        .setSum(
                                                Sum.newBuilder()
                                                        .setIsMonotonic(true)
                                                        .setAggregationTemporalityValue(2))
                                        .build()),
                        0);
        assertThat(metric.kind()).isEqualTo(MetricEntry.Kind.SUM);
        assertThat(metric.monotonic()).isTrue();
        assertThat(metric.temporality()).isEqualTo(MetricEntry.TEMPORALITY_CUMULATIVE);
        assertThat(metric.name() + metric.unit() + metric.description()).isEqualTo("mmsd");
        BytesColumn empty = new BytesColumn(1, 0);
        empty.appendEmpty();
        assertThat(ResourceEntry.of(empty, 0).serviceName()).isEmpty();
        assertThat(ScopeEntry.of(empty, 0).name()).isEmpty();
        assertThat(MetricEntry.of(empty, 0).kind()).isEqualTo(MetricEntry.Kind.UNKNOWN);
    }

    @Test
    void saysSoWhenBytesAreNotWhatAReceiverWrites() {
        byte[] cut = {0x0A, 5, 1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributes().reset(cut, 0, 3).next())
                .withMessageContaining("attributes");
        assertThatIllegalArgumentException().isThrownBy(() -> new AnyValue(cut, 0, 3));
    }

    private static Attributes over(KeyValueList.Builder list) {
        byte[] data = list.build().toByteArray();
        return new Attributes().reset(data, 0, data.length);
    }

    private static byte[] list(String key, String value) {
        return KeyValueList.newBuilder()
                .addValues(entry(key, any().setStringValue(value)))
                .build()
                .toByteArray();
    }

    private static BytesColumn column(Message message) {
        BytesColumn column = new BytesColumn(1, 16);
        column.append(message.toByteArray());
        return column;
    }

    private static String text(io.opentelemetry.proto.common.v1.AnyValue.Builder value) {
        byte[] data = value.build().toByteArray();
        return new AnyValue(data, 0, data.length).text();
    }

    private static KeyValue.Builder entry(
            String key, io.opentelemetry.proto.common.v1.AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }

    private static io.opentelemetry.proto.common.v1.AnyValue.Builder any() {
        return io.opentelemetry.proto.common.v1.AnyValue.newBuilder();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
