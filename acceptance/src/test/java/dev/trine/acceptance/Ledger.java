package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one client sent in one round, and what of it was acknowledged. Items are numbered from 1.
/// Written by the client's thread, read when that has ended.
final class Ledger {
    private final Set<Long> acknowledged = new HashSet<>();
    private long sent;

    /// The numbers of the next `count` items; from now on they may turn up.
    long take(int count) {
        long first = sent + 1;
        sent += count;
        return first;
    }

    void acknowledge(long first, int count) {
        for (int i = 0; i < count; i++) {
            acknowledged.add(first + i);
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /// Every acknowledged item is there, nothing is there that was never sent, and nothing twice.
    void judge(String what, List<Long> found) {
        Set<Long> distinct = new HashSet<>(found);
        assertThat(found).as(what + ": each item once").hasSize(distinct.size());
        Set<Long> lost = new HashSet<>(acknowledged);
        lost.removeAll(distinct);
        assertThat(lost).as(what + ": acknowledged and lost").isEmpty();
        assertThat(distinct).as(what + ": never sent").allMatch(item -> item >= 1 && item <= sent);
    }
}
