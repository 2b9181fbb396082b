package dev.trine.query.promql.parse;

import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.promql.ast.VectorMatching.Cardinality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses what stands between a binary operator and its right operand.
final class MatchingParser {
    private final Cursor cursor;
    private final LabelParser labels;
    private final DurationParser durations;
    private final Features features;

    MatchingParser(Cursor cursor, LabelParser labels, DurationParser durations, Features features) {
        this.cursor = cursor;
        this.labels = labels;
        this.durations = durations;
        this.features = features;
    }

    Modifiers modifiers() {
        boolean returnBool = cursor.accept(TokenType.BOOL);
        boolean on = cursor.is(TokenType.ON);
        List<String> names = List.of();
        List<String> include = List.of();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        if (on || cursor.is(TokenType.IGNORING)) {
            cursor.take();
            names = labels.names();
            cardinality = grouping();
            if (cardinality != Cardinality.ONE_TO_ONE && cursor.is(TokenType.LEFT_PAREN)) {
                include = labels.names();
            }
        }
        Double left = null;
        Double right = null;
        if (cursor.accept(TokenType.FILL)) {
            left = fillValue();
            right = left;
        } else if (cursor.accept(TokenType.FILL_LEFT)) {
            left = fillValue();
            right = cursor.accept(TokenType.FILL_RIGHT) ? fillValue() : null;
        } else if (cursor.accept(TokenType.FILL_RIGHT)) {
            right = fillValue();
            left = cursor.accept(TokenType.FILL_LEFT) ? fillValue() : null;
        }
        return new Modifiers(
                returnBool, new VectorMatching(cardinality, names, on, include, left, right));
    }

    private Cardinality grouping() {
        if (cursor.accept(TokenType.GROUP_LEFT)) {
            return Cardinality.MANY_TO_ONE;
        }
        return cursor.accept(TokenType.GROUP_RIGHT)
                ? Cardinality.ONE_TO_MANY
                : Cardinality.ONE_TO_ONE;
    }

    private Double fillValue() {
        if (!features.fill()) {
            throw cursor.failure(
                    "binop fill modifiers are experimental and not enabled", cursor.token().span());
        }
        cursor.expect(TokenType.LEFT_PAREN, "", "");
        boolean negative = cursor.accept(TokenType.SUBTRACT);
        if (!negative) {
            cursor.accept(TokenType.ADD);
        }
        if (!durations.atLiteral()) {
            throw cursor.unexpected("", "");
        }
        double value = durations.literalSeconds();
        cursor.expect(TokenType.RIGHT_PAREN, "", "");
        return negative ? -value : value;
    }

    /// @param matching as written
    record Modifiers(boolean returnBool, VectorMatching matching) {
        /// How two operands are matched: not at all unless both are vectors, though what was
        /// written is kept where that is an error. Set operators match many with many.
        @Nullable VectorMatching matching(BinaryOperator operator, Expr left, Expr right) {
            boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
            if (!vectors && matching.labels().isEmpty() && !matching.fills()) {
                return null;
            }
            if (operator.isSet() && matching.cardinality() == Cardinality.ONE_TO_ONE) {
                return new VectorMatching(
                        Cardinality.MANY_TO_MANY,
                        matching.labels(),
                        matching.on(),
                        matching.include(),
                        matching.fillLeft(),
                        matching.fillRight());
            }
            return matching;
        }
    }
}
