package dev.trine.query.exec;

/// What queries may use.
///
/// @param threads how many run at once
/// @param waiting how many more may wait for a thread
/// @param timeoutMs how long one may take, waiting included
/// @param budgetBytes how much memory one may hold
public record QueryLimits(int threads, int waiting, long timeoutMs, long budgetBytes) {
    private static final long MIB = 1L << 20;

    public QueryLimits {
        require(threads, "threads");
        require(waiting, "waiting");
        require(timeoutMs, "timeout in ms");
        require(budgetBytes, "budget in bytes");
    }

    /// One query a core, 30 s each. A query may hold an eighth of the heap, at least 32 MiB: with
    /// all cores busy half of the heap is left on the smallest machines and most of it elsewhere.
    public static QueryLimits of(Runtime runtime) {
        int cores = runtime.availableProcessors();
        long budget = Math.max(32 * MIB, Math.min(512 * MIB, runtime.maxMemory() / 8));
        return new QueryLimits(cores, 64, 30_000, budget);
    }

    private static void require(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
    }
}
