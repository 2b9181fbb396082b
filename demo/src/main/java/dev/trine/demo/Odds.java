package dev.trine.demo;

import java.util.random.RandomGenerator;

/// Every random decision of the demo, drawn from one generator so that a seed repeats them all.
///
/// Safe for concurrent use: the generator is guarded by this object's lock. With several threads
/// drawing, a seed repeats the sequence but not who gets which draw.
public final class Odds {
    private final RandomGenerator random;

    /// @param random the only source of randomness, owned by this object from here on
    public Odds(RandomGenerator random) {
        this.random = random;
    }

    /// True with a probability of `percent` in a hundred.
    public boolean percent(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: 0 to 100)");
        }
        return below(100) < percent;
    }

    /// A whole number in [`low`, `high`], both ends included, uniformly.
    public int between(int low, int high) {
        if (low > high) {
            throw new IllegalArgumentException("low: " + low + " (expected: <= " + high + ")");
        }
        return low + below(high - low + 1);
    }

    /// A whole number in [0, `bound`), uniformly.
    public synchronized int below(int bound) {
        return random.nextInt(bound);
    }

    /// Work that takes time: sleeps between `lowMs` and `highMs` milliseconds.
    ///
    /// @return the milliseconds slept
    public int work(int lowMs, int highMs) throws InterruptedException {
        int millis = between(lowMs, highMs);
        Thread.sleep(millis);
        return millis;
    }
}
