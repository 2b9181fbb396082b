package dev.trine.self;

import java.util.concurrent.atomic.LongAdder;

/// A number that only grows. Safe for use by many threads.
public final class Counter {
    private final LongAdder value = new LongAdder();

    Counter() {}

    public void increment() {
        value.increment();
    }

    /// @param amount not negative
    public void add(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("amount: " + amount + " (expected: >= 0)");
        }
        value.add(amount);
    }

    public long value() {
        return value.sum();
    }
}
