package dev.trine.benchmarks.peer;

import dev.trine.wire.ProtoWriter;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Data sets as remote-write 1.0 requests in snappy blocks, made before the clock starts. A series
/// is always sent by the same connection, so that its samples arrive in order.
///
/// @param perConnection the requests of each connection, in order
record WriteRequests(List<List<byte[]>> perConnection, long samples, long bytes) {
    private static final int SAMPLES_PER_REQUEST = 2_500;

    /// @param data all of it ends at the same time; samples of one time are sent together
    /// @param endMs time of the last samples
    static WriteRequests of(List<DataSet> data, int connections, long endMs) {
        List<List<byte[]>> requests = new ArrayList<>();
        long bytes = 0;
        for (int connection = 0; connection < connections; connection++) {
            List<DataSet> share = new ArrayList<>();
            for (DataSet one : data) {
                share.add(one.share(connection, connections));
            }
            List<byte[]> own = requests(share, endMs);
            for (byte[] request : own) {
                bytes += request.length;
            }
            requests.add(own);
        }
        long samples = data.stream().mapToLong(DataSet::samples).sum();
        return new WriteRequests(requests, samples, bytes);
    }

    /// The first requests of each connection, and the others. Samples are counted by requests.
    List<WriteRequests> halves() {
        List<List<byte[]>> first = new ArrayList<>();
        List<List<byte[]>> second = new ArrayList<>();
        for (List<byte[]> own : perConnection) {
            int middle = own.size() / 2;
            first.add(own.subList(0, middle));
            second.add(own.subList(middle, own.size()));
        }
        long size = perConnection.stream().mapToLong(List::size).sum();
        long here = samples * first.stream().mapToLong(List::size).sum() / size;
        return List.of(
                new WriteRequests(first, here, bytes / 2),
                new WriteRequests(second, samples - here, bytes - bytes / 2));
    }

    private static List<byte[]> requests(List<DataSet> data, long endMs) {
        List<byte[]> requests = new ArrayList<>();
        ProtoWriter out = new ProtoWriter(1 << 20);
        int samples = 0;
        int steps = data.stream().mapToInt(DataSet::steps).max().orElse(0);
        for (int left = steps - 1; left >= 0; left--) {
            for (DataSet set : data) {
                long timeMs = endMs - left * set.stepMs();
                for (SentSeries one : left < set.steps() ? set.series() : List.<SentSeries>of()) {
                    one.writeNext(out, set.jitter() ? one.jittered(timeMs) : timeMs);
                    if (++samples == SAMPLES_PER_REQUEST) {
                        requests.add(compressed(out));
                        samples = 0;
                    }
                }
            }
        }
        if (samples > 0) {
            requests.add(compressed(out));
        }
        return requests;
    }

    private static byte[] compressed(ProtoWriter out) {
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] block = new byte[snappy.maxCompressedLength(out.size())];
        int size = snappy.compress(out.data(), 0, out.size(), block, 0, block.length);
        out.truncate(0);
        return Arrays.copyOf(block, size);
    }
}
