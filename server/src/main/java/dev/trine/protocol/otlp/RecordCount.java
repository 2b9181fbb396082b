package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Tells how many records a request has, skipping from one to the next, so that columns are made as long
/// as they will be: growing them by doubling costs more than this does.
final class RecordCount {
    /// Fields that lead to spans or log records, level by level; a bit for each field number.
    static final int[] RECORDS = {1 << 1, 1 << 2, 1 << 2};

    /// Fields that lead to data points: those of the last levels are the kinds of metrics and points.
    static final int[] POINTS = {
        1 << 1, 1 << 2, 1 << 2, 1 << 5 | 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11, 1 << 1
    };

    /// Of a longer request with points only so much is looked at: they are small, so that counting all
    /// of them would cost a tenth of reading them, and stand in small groups, so that the first ones
    /// tell about the others.
    private static final int SAMPLE_BYTES = 16 * 1024;

    private final ProtoReader in;
    private final int[] path;
    private final int until;
    private int count;

    private RecordCount(ProtoReader in, int[] path, int until) {
        this.in = in;
        this.path = path;
        this.until = until;
    }

    /// The number of spans or log records.
    static int records(byte[] request, int length) throws MalformedException {
        RecordCount records = new RecordCount(new ProtoReader(request, 0, length), RECORDS, length);
        records.walk(0);
        return records.count;
    }

    /// About the number of data points; exactly when the request is short.
    static int points(byte[] request, int length) throws MalformedException {
        RecordCount points =
                new RecordCount(new ProtoReader(request, 0, length), POINTS, SAMPLE_BYTES);
        points.walk(0);
        if (length <= SAMPLE_BYTES) {
            return points.count;
        }
        long total = (long) points.count * length / points.in.position();
        return (int) Math.min(total + total / 16, length);
    }

    private void walk(int level) throws MalformedException {
        while (in.more() && in.position() < until) {
            int tag = in.tag();
            if ((tag & 7) != ProtoReader.BYTES || !leadsOn(level, tag >>> 3)) {
                in.skip(tag);
            } else if (level == path.length - 1) {
                in.bytes();
                count += 1 + in.skipRun(tag);
            } else {
                int outer = in.enter();
                walk(level + 1);
                if (in.position() >= until) {
                    return;
                }
                in.leave(outer);
            }
        }
    }

    private boolean leadsOn(int level, int field) {
        return field < Integer.SIZE && (path[level] & 1 << field) != 0;
    }
}
