package dev.trine.query.promql.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.trine.model.Labels;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;

/// `label_replace` and `label_join`: labels made of labels. Values are not looked at.
final class LabelFunctions {
    private LabelFunctions() {}

    static Value replace(List<Value> arguments, CallContext context) {
        String target = NumberFunction.text(arguments, 1);
        String replacement = NumberFunction.text(arguments, 2);
        String from = NumberFunction.text(arguments, 3);
        Pattern pattern = pattern(NumberFunction.text(arguments, 4));
        check(target, "destination", "label_replace");
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            Matcher match = pattern.matcher(series.labels().get(from));
            result.add(
                    match.matches()
                            ? with(
                                    series,
                                    target,
                                    ReplacementText.expand(replacement, pattern, match))
                            : series);
        }
        return new Value.Vector(result);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile("^(?s:" + text + ")$");
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + text);
        }
    }

    static Value join(List<Value> arguments, CallContext context) {
        String target = NumberFunction.text(arguments, 1);
        String separator = NumberFunction.text(arguments, 2);
        List<String> names = new ArrayList<>();
        for (int i = 3; i < arguments.size(); i++) {
            String name = NumberFunction.text(arguments, i);
            check(name, "source", "label_join");
            names.add(name);
        }
        check(target, "destination", "label_join");
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            List<String> values = new ArrayList<>();
            for (String name : names) {
                values.add(series.labels().get(name));
            }
            result.add(with(series, target, String.join(separator, values)));
        }
        return new Value.Vector(result);
    }

    /// Any text is a label name, but the empty one and what is no Unicode.
    private static void check(String name, String role, String function) {
        if (name.isEmpty() || hasLoneSurrogate(name)) {
            throw new EvaluationException(
                    "invalid " + role + " label name in " + function + "(): " + name);
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c < 0xE000);
    }

    /// A metric name that has been set is one that stays.
    private static StepSeries with(StepSeries series, String name, String value) {
        boolean dropName = series.dropName() && !name.equals(Labels.NAME);
        return new StepSeries(series.labels().with(name, value), series.column(), dropName);
    }
}
