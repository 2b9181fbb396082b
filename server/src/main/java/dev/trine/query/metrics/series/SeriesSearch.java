package dev.trine.query.metrics.series;

import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.StringMatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Finds the entries that meet all of some conditions. A regular expression is tested once for each
/// value of its label. The rarest condition is looked up; each further one is looked up, too, or tested
/// on what is left, whichever touches less. Used by one thread.
final class SeriesSearch {
    /// What testing an entry costs, in entries of a list.
    private static final int TEST_COST = 4;

    /// A condition on one label.
    ///
    /// @param pairs that an entry must have one of; or that it may have none of, when excluding
    /// @param entries how many entries have one of these pairs
    /// @param told whether entries pass whose rows tell the label
    private record Condition(BitSet pairs, boolean excluding, long entries, boolean told) {}

    private final LabelTable labels;
    private final SeriesPostings postings;
    private final BitSet withRowLabel;

    /// @param withRowLabel entries whose rows tell a further label
    SeriesSearch(LabelTable labels, SeriesPostings postings, BitSet withRowLabel) {
        this.labels = labels;
        this.postings = postings;
        this.withRowLabel = withRowLabel;
    }

    /// The entries that meet all conditions, as far as their labels are known here.
    BitSet matching(List<LabelMatcher> matchers) {
        List<Condition> conditions = new ArrayList<>(matchers.size());
        for (LabelMatcher matcher : matchers) {
            conditions.add(condition(matcher));
        }
        conditions.sort(
                Comparator.comparing(Condition::excluding).thenComparingLong(Condition::entries));
        BitSet found = new BitSet(postings.entries());
        int next = 0;
        if (conditions.isEmpty() || conditions.getFirst().excluding) {
            found.set(0, postings.entries());
        } else {
            found.or(entries(conditions.getFirst()));
            if (conditions.getFirst().told) {
                found.or(withRowLabel);
            }
            next = 1;
        }
        for (; next < conditions.size() && !found.isEmpty(); next++) {
            narrow(found, conditions.get(next));
        }
        return found;
    }

    private void narrow(BitSet found, Condition condition) {
        if ((long) TEST_COST * found.cardinality() < condition.entries) {
            for (int entry = found.nextSetBit(0); entry >= 0; entry = found.nextSetBit(entry + 1)) {
                boolean passes =
                        postings.hasAny(entry, condition.pairs) != condition.excluding
                                || (condition.told && withRowLabel.get(entry));
                if (!passes) {
                    found.clear(entry);
                }
            }
            return;
        }
        BitSet told = new BitSet();
        if (condition.told) {
            told.or(found);
            told.and(withRowLabel);
        }
        if (condition.excluding) {
            found.andNot(entries(condition));
        } else {
            found.and(entries(condition));
        }
        found.or(told);
    }

    private BitSet entries(Condition condition) {
        BitSet entries = new BitSet(postings.entries());
        condition.pairs.stream().forEach(pair -> postings.addTo(entries, pair));
        return entries;
    }

    private Condition condition(LabelMatcher matcher) {
        boolean told = matcher.name().equals("le") || matcher.name().equals("quantile");
        boolean excluding = matcher.matches("");
        BitSet pairs = new BitSet();
        int name = labels.findName(matcher.name());
        if (name != LabelTable.NONE) {
            collect(matcher, name, excluding, pairs);
        }
        long entries = pairs.stream().mapToLong(postings::count).sum();
        return new Condition(pairs, excluding, entries, told);
    }

    private void collect(LabelMatcher matcher, int name, boolean excluding, BitSet pairs) {
        boolean negated =
                matcher.type() == LabelMatcher.Type.NOT_EQUAL
                        || matcher.type() == LabelMatcher.Type.NOT_REGEX;
        // Texts that are named are looked up: what has one of them passes, or is what must not be.
        if (negated == excluding
                && matcher.matcher() instanceof StringMatcher.Literal(String text)) {
            add(name, text, pairs);
        } else if (negated == excluding
                && matcher.matcher() instanceof StringMatcher.OneOf(var texts)) {
            texts.forEach(text -> add(name, text, pairs));
        } else {
            int pair = labels.firstPair(name);
            for (; pair != LabelTable.NONE; pair = labels.nextPair(pair)) {
                if (matcher.matches(labels.text(pair)) != excluding) {
                    pairs.set(pair);
                }
            }
        }
    }

    private void add(int name, String text, BitSet pairs) {
        int pair = labels.findPair(name, text);
        if (pair != LabelTable.NONE) {
            pairs.set(pair);
        }
    }
}
