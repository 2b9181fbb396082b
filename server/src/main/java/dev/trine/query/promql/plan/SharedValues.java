package dev.trine.query.promql.plan;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.StepGrid;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps the values of expressions that stand in a query more than once. Expressions are the same
/// when they print the same.
public final class SharedValues {
    /// In longer queries nothing is shared: printing every part of them takes long.
    private static final int MAX_QUERY_LENGTH = 4_000;

    private final IdentityHashMap<Expr, String> repeated = new IdentityHashMap<>();
    private final Map<Key, Value> values = new HashMap<>();

    private SharedValues() {}

    public static SharedValues of(Expr query) {
        SharedValues shared = new SharedValues();
        if (query.toString().length() <= MAX_QUERY_LENGTH) {
            Map<String, Integer> counts = new HashMap<>();
            shared.count(query, counts);
            shared.repeated.values().removeIf(text -> counts.getOrDefault(text, 0) < 2);
        }
        return shared;
    }

    private void count(Expr expr, Map<String, Integer> counts) {
        switch (expr) {
            case NumberLiteral _, StringLiteral _ -> {}
            case Paren paren -> count(paren.expr(), counts);
            case RangeSelector _ -> {}
            case VectorSelector selector -> note(selector, counts);
            case Unary unary -> count(unary.expr(), counts);
            case Subquery subquery -> count(subquery.expr(), counts);
            case Binary binary -> {
                note(binary, counts);
                count(binary.left(), counts);
                count(binary.right(), counts);
            }
            case Aggregation aggregation -> {
                note(aggregation, counts);
                count(aggregation.expr(), counts);
                if (aggregation.parameter() != null) {
                    count(aggregation.parameter(), counts);
                }
            }
            case Call call -> {
                note(call, counts);
                call.arguments().forEach(argument -> count(argument, counts));
            }
        }
    }

    private void note(Expr expr, Map<String, Integer> counts) {
        String text = expr.toString();
        repeated.put(expr, text);
        counts.merge(text, 1, Integer::sum);
    }

    /// Whether an expression stands in the query several times.
    public boolean isShared(Expr expr) {
        return repeated.containsKey(expr);
    }

    /// The value if it is known.
    public @Nullable Value find(Expr expr, StepGrid grid) {
        String text = repeated.get(expr);
        return text == null ? null : values.get(new Key(text, grid));
    }

    /// Keeps a value if it will be asked for again.
    public void add(Expr expr, StepGrid grid, Value value) {
        String text = repeated.get(expr);
        if (text != null) {
            values.put(new Key(text, grid), value);
        }
    }

    private record Key(String text, StepGrid grid) {}
}
