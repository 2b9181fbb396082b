package dev.trine.protocol.prometheus;

import com.google.protobuf.CodedOutputStream;

/// Histograms for the tests of remote write.
final class WriteMessagesHistogram {
    private WriteMessagesHistogram() {}

    /// Integer counts in schema 0: zero 2; positive (1,2]:1 (2,4]:2 (8,16]:1; negative [-4,-2):1.
    static void exponential(CodedOutputStream out) throws Exception {
        out.writeUInt64(1, 7);
        out.writeDouble(3, 12.5);
        out.writeSInt32(4, 0);
        out.writeDouble(5, 0.001);
        out.writeUInt64(6, 2);
        span(out, 8, 2, 1);
        WriteMessages.nested(out, 9, packed -> packed.writeSInt64NoTag(1));
        span(out, 11, 1, 2);
        span(out, 11, 1, 1);
        WriteMessages.nested(
                out,
                12,
                packed -> {
                    packed.writeSInt64NoTag(1);
                    packed.writeSInt64NoTag(1);
                    packed.writeSInt64NoTag(-1);
                });
        out.writeInt64(15, 1_700_000_010_000L);
    }

    static void span(CodedOutputStream out, int field, int offset, int length) throws Exception {
        WriteMessages.nested(
                out,
                field,
                span -> {
                    span.writeSInt32(1, offset);
                    span.writeUInt32(2, length);
                });
    }
}
