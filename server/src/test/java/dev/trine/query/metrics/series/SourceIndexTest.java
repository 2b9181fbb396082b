package dev.trine.query.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Labels;
import dev.trine.query.series.LabelMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Against testing every series with every matcher.
class SourceIndexTest {
    private static final String[] NAMES = {Labels.NAME, "job", "instance", "le", "über", "x"};
    private static final String[] PATTERNS = {
        "", ".*", ".+", "v1", "v1|v2", "v1.*", ".*2", "v[0-3]", "|v1", "nothing", "v1|", "(v2|v3)x?"
    };

    private final List<Labels> all = new ArrayList<>();
    private PrometheusPoints points = new PrometheusPoints();
    private SourceIndex index = new SourceIndex(new SeriesTranslator(Translation.DEFAULT));

    private void add(Random random, int count) {
        for (int i = 0; i < count; i++) {
            Labels labels = Labels.of(Labels.NAME, "m" + random.nextInt(3));
            for (int name = 1; name < NAMES.length; name++) {
                if (random.nextInt(3) > 0) {
                    int values = name == 2 ? 200 : 6;
                    labels = labels.with(NAMES[name], "v" + random.nextInt(values));
                }
            }
            all.add(labels);
            points.series(labels);
        }
        index.extend(points.batch());
    }

    private static LabelMatcher matcher(Random random) {
        LabelMatcher.Type[] types = LabelMatcher.Type.values();
        String name = random.nextInt(8) == 0 ? "absent" : NAMES[random.nextInt(NAMES.length)];
        String value = PATTERNS[random.nextInt(PATTERNS.length)];
        return new LabelMatcher(types[random.nextInt(types.length)], name, value);
    }

    @Test
    void matchersFindWhatTestingEverySeriesFinds() {
        for (int seed = 0; seed < 20; seed++) {
            all.clear();
            points = new PrometheusPoints();
            index = new SourceIndex(new SeriesTranslator(Translation.DEFAULT));
            Random random = new Random(seed);
            add(random, 300);
            for (int round = 0; round < 100; round++) {
                if (round == 50) {
                    add(random, 200);
                }
                List<LabelMatcher> matchers = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    matchers.add(matcher(random));
                }
                List<Labels> expected =
                        all.stream()
                                .filter(labels ->
                                        matchers.stream()
                                                .allMatch(m -> m.matches(labels.get(m.name()))))
                                .toList();
                assertThat(index.matching(matchers).stream().map(SeriesEntry::labels).toList())
                        .as("seed %d: %s", seed, matchers)
                        .isEqualTo(expected);
                checkNames(matchers, expected);
            }
        }
    }

    private void checkNames(List<LabelMatcher> matchers, List<Labels> expected) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> jobs = new TreeSet<>();
        for (Labels labels : expected) {
            names.addAll(labels.toMap().keySet());
            jobs.add(labels.get("job"));
        }
        jobs.remove("");
        TreeSet<String> foundNames = new TreeSet<>();
        TreeSet<String> foundJobs = new TreeSet<>();
        index.addNames(matchers, foundNames);
        index.addValues("job", matchers, foundJobs);
        assertThat(foundNames).isEqualTo(names);
        assertThat(foundJobs).isEqualTo(jobs);
    }

    @Test
    void withoutMatchersAllNamesAndValuesAreThere() {
        add(new Random(7), 400);
        checkNames(List.of(), all);
    }
}
