package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.ast.TimeShift;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.plan.FirstSelector;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Evaluates `info`: adds the labels of info series (`target_info`, unless others are asked for) to
/// those series that have the same `instance` and `job`. Of several info series the one with the
/// latest sample counts.
final class InfoCall {
    private static final String TARGET_INFO = "target_info";
    private static final String ANY_INFO = ".+_info";
    private static final String[] IDENTIFYING = {"instance", "job"};

    private final Evaluation evaluation;
    private final CallContext context;
    private final InstantSelectors selectors;
    private final List<LabelMatcher> names = new ArrayList<>();
    private final List<LabelMatcher> data = new ArrayList<>();

    InfoCall(Evaluation evaluation, CallContext context, InstantSelectors selectors) {
        this.evaluation = evaluation;
        this.context = context;
        this.selectors = selectors;
        List<Expr> arguments = context.call().arguments();
        if (arguments.size() > 1 && arguments.get(1) instanceof VectorSelector selector) {
            for (LabelMatcher matcher : selector.matchers()) {
                (matcher.name().equals(Labels.NAME) ? names : data).add(matcher);
            }
        }
    }

    Value evaluate(List<StepSeries> base) {
        completeNames();
        List<StepSeries> enriched = new ArrayList<>();
        List<StepSeries> plain = new ArrayList<>();
        for (StepSeries series : base) {
            (isInfo(series.labels()) ? plain : enriched).add(series);
        }
        Map<Labels, List<StepSeries>> infos = byIdentity(infoSeries(enriched));
        List<StepSeries> out = new ArrayList<>(plain);
        for (StepSeries series : enriched) {
            evaluation.query.check();
            enrich(series, infos, out);
        }
        return new Value.Vector(SeriesMerge.merge(out));
    }

    /// Where no name is asked for it is the usual one, and where names are only ruled out it is any
    /// other that looks like one of an info metric.
    private void completeNames() {
        boolean positive =
                names.stream()
                        .anyMatch(matcher ->
                                matcher.type() == LabelMatcher.Type.EQUAL
                                        || matcher.type() == LabelMatcher.Type.REGEX);
        if (names.isEmpty()) {
            names.add(new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, TARGET_INFO));
        } else if (!positive) {
            names.add(new LabelMatcher(LabelMatcher.Type.REGEX, Labels.NAME, ANY_INFO));
        }
    }

    private boolean isInfo(Labels labels) {
        return names.stream().allMatch(matcher -> matcher.matches(labels.metricName()));
    }

    /// Info series of the instances and jobs that occur, with the time of each sample as value.
    private List<StepSeries> infoSeries(List<StepSeries> base) {
        List<LabelMatcher> matchers = new ArrayList<>(names);
        boolean any = false;
        for (String label : IDENTIFYING) {
            Set<String> values = new TreeSet<>();
            base.forEach(series -> values.add(series.labels().get(label)));
            values.remove("");
            if (!values.isEmpty()) {
                any = true;
                matchers.add(LabelMatcher.oneOf(label, values));
            }
        }
        if (!any) {
            return List.of();
        }
        matchers.addAll(data);
        VectorSelector selector =
                new VectorSelector("", matchers, shift(), Extension.NONE, context.call().span());
        return selectors
                .evaluate(selector, context.grid(), InstantSelectors.Wanted.INFO_TIME, "info")
                .series();
    }

    /// Info series are read when the first selector of the argument reads.
    private TimeShift shift() {
        VectorSelector first = FirstSelector.of(context.call().arguments().get(0));
        return first == null ? TimeShift.NONE : first.shift();
    }

    private static Map<Labels, List<StepSeries>> byIdentity(List<StepSeries> infos) {
        Map<Labels, List<StepSeries>> byIdentity = new HashMap<>();
        for (StepSeries info : infos) {
            byIdentity
                    .computeIfAbsent(info.labels().only(IDENTIFYING), _ -> new ArrayList<>())
                    .add(info);
        }
        return byIdentity;
    }

    private void enrich(
            StepSeries series, Map<Labels, List<StepSeries>> infos, List<StepSeries> out) {
        List<StepSeries> candidates =
                infos.getOrDefault(series.labels().only(IDENTIFYING), List.of());
        Map<List<StepSeries>, long[]> chosen = new LinkedHashMap<>();
        int steps = series.column().size();
        long[] present = series.column().presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            long[] bits = chosen.computeIfAbsent(latest(candidates, step), _ -> Bits.none(steps));
            Bits.set(bits, step);
        }
        chosen.forEach((latest, bits) -> {
            if (!latest.isEmpty() || data.stream().allMatch(m -> m.matches(""))) {
                StepColumn column = series.column().masked(bits);
                Labels labels = labels(series.labels(), latest);
                out.add(new StepSeries(labels, column, series.dropName()));
            }
        });
    }

    /// The info series with the latest sample, one of each name.
    private static List<StepSeries> latest(List<StepSeries> candidates, int step) {
        Map<String, StepSeries> latest = new LinkedHashMap<>();
        for (StepSeries candidate : candidates) {
            if (!candidate.column().has(step)) {
                continue;
            }
            String name = candidate.labels().metricName();
            StepSeries other = latest.get(name);
            double time = candidate.column().number(step);
            if (other != null && other.column().number(step) == time) {
                long timeMs = Math.round(time * 1000);
                throw new EvaluationException(
                        "found duplicate series for info metric: existing "
                                + other.labels()
                                + " @ "
                                + timeMs
                                + ", new "
                                + candidate.labels()
                                + " @ "
                                + timeMs);
            }
            if (other == null || other.column().number(step) < time) {
                latest.put(name, candidate);
            }
        }
        return new ArrayList<>(latest.values());
    }

    private Labels labels(Labels base, List<StepSeries> infos) {
        LabelsBuilder added = new LabelsBuilder();
        for (StepSeries info : infos) {
            Labels labels = info.labels();
            for (int i = 0; i < labels.size(); i++) {
                addLabel(added, base, labels.name(i), labels.value(i));
            }
        }
        LabelsBuilder result = base.toBuilder();
        Labels extra = added.build();
        for (int i = 0; i < extra.size(); i++) {
            result.set(extra.name(i), extra.value(i));
        }
        return result.build();
    }

    private void addLabel(LabelsBuilder added, Labels base, String name, String value) {
        boolean wanted =
                data.isEmpty() || data.stream().anyMatch(matcher -> matcher.name().equals(name));
        if (name.equals(Labels.NAME) || !wanted) {
            return;
        }
        String other = added.get(name);
        if (other != null && !other.equals(value)) {
            throw new EvaluationException("conflicting label: " + name);
        }
        if (!base.has(name)) {
            added.set(name, value);
        }
    }
}
