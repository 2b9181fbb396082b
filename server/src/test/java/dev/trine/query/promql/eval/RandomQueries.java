package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import java.util.Random;

/// Makes up data and queries that the naive evaluator knows.
final class RandomQueries {
    private static final String[] NAMES = {"m", "n"};
    private static final String[] JOBS = {"a", "b"};
    private static final String[] ZONES = {"x", "y", ""};
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private final Random random;

    RandomQueries(Random random) {
        this.random = random;
    }

    /// Series of up to two hours with gaps, ends and new beginnings.
    MemorySeries data() {
        MemorySeries series = new MemorySeries();
        for (String name : NAMES) {
            for (String job : JOBS) {
                for (String zone : ZONES) {
                    if (random.nextInt(4) > 0) {
                        add(series, Labels.of(Labels.NAME, name, "job", job, "zone", zone));
                    }
                }
            }
        }
        return series;
    }

    private void add(MemorySeries series, Labels labels) {
        int size = 1 + random.nextInt(60);
        long[] times = new long[size];
        double[] values = new double[size];
        long time = random.nextInt(600_000);
        for (int i = 0; i < size; i++) {
            times[i] = time;
            values[i] = random.nextInt(12) == 0 ? STALE : random.nextInt(20) - 5;
            time += random.nextInt(15) == 0 ? 420_000 : 1 + random.nextInt(90_000);
        }
        series.add(labels, times, values);
    }

    /// An instant vector.
    String vector(int depth) {
        if (depth == 0) {
            return selector() + shift();
        }
        return switch (random.nextInt(9)) {
            case 0 -> selector() + shift();
            case 1 -> "-" + "(" + vector(depth - 1) + ")";
            case 2 -> "abs(" + vector(depth - 1) + ")";
            case 3, 4 -> aggregation(depth);
            case 5 -> overTime(depth);
            case 6 ->
                    "("
                            + vector(depth - 1)
                            + " "
                            + operator()
                            + " "
                            + (random.nextInt(8) - 2)
                            + ")";
            case 7 -> "(" + vector(depth - 1) + " " + set() + on() + " " + vector(depth - 1) + ")";
            default ->
                    "("
                            + vector(depth - 1)
                            + " "
                            + operator()
                            + matching()
                            + " "
                            + vector(depth - 1)
                            + ")";
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String selector() {
        return pick("m", "n", "m", "{__name__=~\"m|n\"}", "m{job=\"a\"}", "n{zone!=\"x\"}");
    }

    private String shift() {
        return pick(
                "",
                "",
                "",
                " offset 3m",
                " offset -90s",
                " @ 1800",
                " @ end()",
                " @ start() offset 1m");
    }

    private String operator() {
        return pick("+", "-", "*", "/", ">", "<=", "==", "!=", "> bool", "== bool");
    }

    private String set() {
        return pick("and", "or", "unless");
    }

    private String on() {
        return pick("", " on (job)", " ignoring (zone)", " on ()", " on (job, zone)");
    }

    private String matching() {
        return pick(
                "",
                "",
                " on (job, zone)",
                " on (job)",
                " ignoring (zone)",
                " on (job) group_left ()",
                " on (zone) group_right ()",
                " on (zone) group_left (job)",
                " ignoring (job) group_right (job)");
    }

    private String aggregation(int depth) {
        return pick("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar")
                + pick("", " by (job)", " by (zone)", " without (zone)", " by (__name__, job)")
                + " ("
                + vector(depth - 1)
                + ")";
    }

    private String overTime(int depth) {
        String range =
                random.nextInt(3) > 0
                        ? selector() + pick("[5m]", "[90s]", "[17m]") + shift()
                        : "("
                                + vector(depth - 1)
                                + ")"
                                + pick("[10m:2m]", "[7m:]", "[5m:90s]")
                                + shift();
        return pick(
                        "sum_over_time",
                        "count_over_time",
                        "max_over_time",
                        "min_over_time",
                        "last_over_time")
                + "("
                + range
                + ")";
    }
}
