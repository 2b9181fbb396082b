package dev.trine.storage.wal;

/// Places in the log: `segment << 32 | offset`.
final class Position {
    private Position() {}

    static long of(int segment, long offset) {
        return (long) segment << 32 | offset;
    }

    static int segment(long position) {
        return (int) (position >>> 32);
    }

    static long offset(long position) {
        return position & 0xffff_ffffL;
    }
}
