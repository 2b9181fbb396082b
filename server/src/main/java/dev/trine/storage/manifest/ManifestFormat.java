package dev.trine.storage.manifest;

import dev.trine.model.Signal;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.wal.CoveredPositions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Bytes of the manifest: a header, then records, each the difference to the state before. See
/// `docs/formats/manifest.md`.
final class ManifestFormat {
    /// "TRINEMAN" read as a little-endian long.
    static final long MAGIC = 0x4E41_4D45_4E49_5254L;

    static final int VERSION = 1;

    /// Magic, version, CRC32C of both.
    static final int HEADER_BYTES = 16;

    /// Length, CRC32C of the payload.
    static final int RECORD_HEADER_BYTES = 8;

    private ManifestFormat() {}

    static void header(ByteSink out) {
        int start = out.size();
        out.putLong(MAGIC);
        out.putInt(VERSION);
        out.putInt(crc(out.array(), start, 12));
    }

    /// One record: how `after` differs from `before`.
    static void record(ManifestState before, ManifestState after, ByteSink out) {
        ByteSink payload = new ByteSink(256);
        payload.putVarint(after.nextPart());
        payload.putVarint(after.covered().traces());
        payload.putVarint(after.covered().logs());
        payload.putVarint(after.covered().metrics());
        removed(before, after, payload);
        added(before, after, payload);
        out.putInt(payload.size());
        out.putInt(crc(payload.array(), 0, payload.size()));
        out.putBytes(payload.array(), 0, payload.size());
    }

    /// The state after a record's payload.
    ///
    /// @throws MalformedPageException when the bytes are no payload
    static ManifestState apply(ManifestState before, ByteSource in) {
        long nextPart = in.getVarint();
        long traces = position(in);
        long logs = position(in);
        CoveredPositions covered = new CoveredPositions(traces, logs, position(in));
        SortedMap<Long, PartInfo> parts = new TreeMap<>(before.parts());
        for (int left = in.getCount("removed parts", in.remaining()); left > 0; left--) {
            parts.remove(in.getVarint());
        }
        for (int left = in.getCount("added parts", in.remaining()); left > 0; left--) {
            parts.put(in.getVarint(), info(in));
        }
        if (in.remaining() != 0) {
            throw new MalformedPageException("record: " + in.remaining() + " bytes too many");
        }
        return new ManifestState(nextPart, covered, parts);
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static void removed(ManifestState before, ManifestState after, ByteSink out) {
        var removed = new TreeMap<>(before.parts());
        removed.keySet().removeAll(after.parts().keySet());
        out.putVarint(removed.size());
        removed.keySet().forEach(out::putVarint);
    }

    private static void added(ManifestState before, ManifestState after, ByteSink out) {
        var added = new TreeMap<>(after.parts());
        added.keySet().removeAll(before.parts().keySet());
        out.putVarint(added.size());
        for (Map.Entry<Long, PartInfo> part : added.entrySet()) {
            PartInfo info = part.getValue();
            out.putVarint(part.getKey());
            out.putByte(info.signal().code());
            out.putVarint(info.rows());
            out.putVarint(info.bytes());
            out.putVarint(info.firstPosition());
            out.putVarint(info.lastPosition());
            out.putZigzag(info.minNanos());
            out.putZigzag(info.maxNanos());
        }
    }

    private static PartInfo info(ByteSource in) {
        int code = in.getByte();
        if (code < 1 || code > Signal.values().length) {
            throw new MalformedPageException("signal code: " + code + " (expected: 1..3)");
        }
        return new PartInfo(
                Signal.ofCode(code),
                in.getVarint(),
                in.getVarint(),
                in.getVarint(),
                in.getVarint(),
                in.getZigzag(),
                in.getZigzag());
    }

    private static long position(ByteSource in) {
        long position = in.getVarint();
        if (position < 0) {
            throw new MalformedPageException("position: " + position + " (expected: >= 0)");
        }
        return position;
    }
}
