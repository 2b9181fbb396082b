package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpLimitsTest {
    @ParameterizedTest
    @CsvSource({"16, 10000", "512, 131072", "2048, 524288", "65536, 1000000"})
    void fitTheHeap(long heapMiB, int records) {
        assertThat(OtlpLimits.forHeap(heapMiB << 20))
                .isEqualTo(new OtlpLimits(1024, 256 * 1024, records));
    }
}
