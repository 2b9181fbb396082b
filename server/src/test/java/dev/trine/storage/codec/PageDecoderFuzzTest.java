package dev.trine.storage.codec;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever the bytes, decoding ends in values or in [MalformedPageException].
class PageDecoderFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void integers(FuzzedDataProvider data) {
        int count = data.consumeInt(0, 300);
        byte[] page = data.consumeRemainingAsBytes();
        try {
            long[] values = new PageDecoder(1 << 16).longs(new ByteSource(page), count);
            if (values.length != count) {
                throw new AssertionError("values: " + values.length);
            }
        } catch (MalformedPageException e) {
            if (e.getMessage() == null) {
                throw e;
            }
        }
    }

    @FuzzTest(maxDuration = "10s")
    void strings(FuzzedDataProvider data) {
        int count = data.consumeInt(0, 300);
        byte[] page = data.consumeRemainingAsBytes();
        try {
            int rows = new PageDecoder(1 << 16).bytes(new ByteSource(page), count).size();
            if (rows != count) {
                throw new AssertionError("rows: " + rows);
            }
        } catch (MalformedPageException e) {
            if (e.getMessage() == null) {
                throw e;
            }
        }
    }
}
