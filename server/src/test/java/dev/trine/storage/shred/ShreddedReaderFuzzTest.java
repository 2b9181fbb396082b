package dev.trine.storage.shred;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.codec.PageEncoder;
import java.util.Arrays;

/// Whatever the bytes, reading ends in values or in [MalformedPageException]; whatever the values,
/// they come back.
class ShreddedReaderFuzzTest {
    private static final int MAX_BYTES = 1 << 16;

    @FuzzTest(maxDuration = "10s")
    void pages(FuzzedDataProvider data) {
        int rows = data.consumeInt(0, 300);
        byte[] page = data.consumeRemainingAsBytes();
        ShreddedReader reader = new ShreddedReader(new PageDecoder(MAX_BYTES), MAX_BYTES);
        try {
            int read = reader.all(new ByteSource(page), rows).size();
            if (read != rows) {
                throw new AssertionError("rows: " + read);
            }
        } catch (MalformedPageException e) {
            if (e.getMessage() == null) {
                throw e;
            }
        }
    }

    @FuzzTest(maxDuration = "10s")
    void values(FuzzedDataProvider data) {
        BytesColumn values = new BytesColumn(0, 0);
        byte[] last = {};
        while (data.remainingBytes() > 0) {
            boolean again = data.consumeBoolean();
            byte[] text = again ? last : data.consumeBytes(data.consumeInt(0, 100));
            last = text;
            byte[] body = new byte[text.length + 2];
            body[0] = 0x0A;
            body[1] = (byte) text.length;
            System.arraycopy(text, 0, body, 2, text.length);
            values.append(body);
        }
        ByteSink out = new ByteSink(16);
        if (new ShreddedWriter(new PageEncoder())
                .write(values, ShreddedWriter.Values.BODIES, out)) {
            ShreddedReader reader = new ShreddedReader(new PageDecoder(1 << 22), 1 << 22);
            BytesColumn read = reader.all(new ByteSource(out.toByteArray()), values.size());
            for (int row = 0; row < values.size(); row++) {
                if (!Arrays.equals(read.copy(row), values.copy(row))) {
                    throw new AssertionError("row " + row);
                }
            }
        }
    }
}
