package dev.trine.query.promql.parse;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Duration;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.TimeShift;
import dev.trine.query.promql.ast.TimeShift.At;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Parses selectors, and what may follow an operand: ranges, subqueries and modifiers of time.
final class SelectorParser {
    private static final String RANGE = "subquery or range selector";
    private static final String DURATION = "number, duration, step(), or range()";

    private static final int MAX_MODIFIERS = 50;

    private final Cursor cursor;
    private final LabelParser labels;
    private final DurationParser durations;
    private final Features features;

    SelectorParser(Cursor cursor, LabelParser labels, DurationParser durations, Features features) {
        this.cursor = cursor;
        this.labels = labels;
        this.durations = durations;
        this.features = features;
    }

    /// Whether a selector may start at the cursor: braces or a word that may name a metric.
    boolean startsSelector() {
        return switch (cursor.token().type()) {
            case LEFT_BRACE,
                    IDENTIFIER,
                    METRIC_IDENTIFIER,
                    AND,
                    OR,
                    UNLESS,
                    BY,
                    WITHOUT,
                    OFFSET,
                    ANCHORED,
                    FILL,
                    FILL_LEFT,
                    FILL_RIGHT,
                    SMOOTHED ->
                    true;
            default ->
                    switch (cursor.token().type().group()) {
                        case AGGREGATOR, PREPROCESSOR -> true;
                        case OTHER, PUNCTUATION, OPERATOR, KEYWORD -> false;
                    };
        };
    }

    /// A selector that starts at the cursor.
    VectorSelector selector() {
        if (!cursor.is(TokenType.LEFT_BRACE)) {
            return selector(cursor.take());
        }
        Span start = cursor.token().span();
        List<LabelMatcher> matchers = labels.matchers();
        return new VectorSelector(
                "", matchers, TimeShift.NONE, Extension.NONE, cursor.since(start));
    }

    /// A selector whose name was read.
    VectorSelector selector(Token name) {
        List<LabelMatcher> matchers = new ArrayList<>();
        if (cursor.is(TokenType.LEFT_BRACE)) {
            matchers.addAll(labels.matchers());
        }
        matchers.add(new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, name.text()));
        return new VectorSelector(
                name.text(), matchers, TimeShift.NONE, Extension.NONE, cursor.since(name.span()));
    }

    /// An operand with what follows it.
    Expr modified(Expr operand) {
        Expr expr = operand;
        for (int i = 0; i < MAX_MODIFIERS; i++) {
            switch (cursor.token().type()) {
                case LEFT_BRACKET -> expr = brackets(expr);
                case OFFSET -> {
                    cursor.take();
                    expr = offset(expr, durations.ofOffset());
                }
                case AT -> expr = at(expr);
                case ANCHORED -> expr = extended(expr, Extension.ANCHORED);
                case SMOOTHED -> expr = extended(expr, Extension.SMOOTHED);
                default -> {
                    return expr;
                }
            }
        }
        throw cursor.failure(
                "more than " + MAX_MODIFIERS + " modifiers in a row", cursor.token().span());
    }

    private Expr brackets(Expr expr) {
        Span open = cursor.take().span();
        Duration range = durations.inBrackets(RANGE, DURATION);
        if (cursor.accept(TokenType.RIGHT_BRACKET)) {
            return range(expr, range, cursor.since(open));
        }
        if (!cursor.accept(TokenType.COLON)) {
            throw cursor.unexpected("subquery or range", "\":\" or \"]\"");
        }
        Duration step = null;
        if (!cursor.is(TokenType.RIGHT_BRACKET)) {
            step =
                    durations.inBrackets(
                            "subquery selector", "number, duration, step(), range(), or \"]\"");
        }
        cursor.expect(TokenType.RIGHT_BRACKET, "subquery selector", "\"]\"");
        return new Subquery(expr, range, step, TimeShift.NONE, cursor.since(expr.span()));
    }

    private Expr range(Expr expr, Duration range, Span brackets) {
        if (!(expr instanceof VectorSelector selector)) {
            throw cursor.failure("ranges only allowed for vector selectors", brackets);
        }
        if (selector.shift().offset() instanceof Duration.Literal literal
                && literal.millis() != 0) {
            throw cursor.failure("no offset modifiers allowed before range", brackets);
        }
        if (selector.shift().at() instanceof At.Time) {
            throw cursor.failure("no @ modifiers allowed before range", brackets);
        }
        return new RangeSelector(selector, range, cursor.since(expr.span()));
    }

    private Expr offset(Expr expr, Duration offset) {
        TimeShift shift =
                shift(
                        expr,
                        "offset modifier must be preceded by an instant vector selector or range"
                                + " vector selector or a subquery");
        if (shift.offset() != null && !isZero(shift.offset())) {
            throw cursor.failure("offset may not be set multiple times", expr.span());
        }
        return with(expr, shift.withOffset(offset));
    }

    private static boolean isZero(Duration offset) {
        return offset instanceof Duration.Literal literal && literal.millis() == 0;
    }

    private TimeShift shift(Expr expr, String problem) {
        return switch (expr) {
            case VectorSelector selector -> selector.shift();
            case RangeSelector range -> range.selector().shift();
            case Subquery subquery -> subquery.shift();
            default -> throw cursor.failure(problem, expr.span());
        };
    }

    private Expr with(Expr expr, TimeShift shift) {
        Span span = cursor.since(expr.span());
        return switch (expr) {
            case VectorSelector selector -> selector.with(shift, span);
            case RangeSelector range ->
                    new RangeSelector(
                            range.selector().with(shift, range.selector().span()),
                            range.range(),
                            span);
            case Subquery subquery ->
                    new Subquery(subquery.expr(), subquery.range(), subquery.step(), shift, span);
            default -> expr;
        };
    }

    private Expr at(Expr expr) {
        cursor.take();
        At at = timestamp(expr);
        TimeShift shift =
                shift(
                        expr,
                        "@ modifier must be preceded by an instant vector selector or range"
                                + " vector selector or a subquery");
        if (shift.hasAt()) {
            throw cursor.failure("@ <timestamp> may not be set multiple times", expr.span());
        }
        return with(expr, shift.withAt(at));
    }

    private At timestamp(Expr expr) {
        boolean start = cursor.is(TokenType.START);
        if (start || cursor.is(TokenType.END_OF_QUERY)) {
            cursor.take();
            cursor.expect(TokenType.LEFT_PAREN, "@", "timestamp");
            cursor.expect(TokenType.RIGHT_PAREN, "@", "timestamp");
            return start ? new At.Start() : new At.End();
        }
        boolean negative = cursor.accept(TokenType.SUBTRACT);
        if (!negative) {
            cursor.accept(TokenType.ADD);
        }
        if (!durations.atLiteral()) {
            throw cursor.unexpected("@", "timestamp");
        }
        double value = durations.literalSeconds();
        double seconds = negative ? -value : value;
        if (!(Math.abs(seconds) < Long.MAX_VALUE)) {
            throw cursor.failure(
                    "timestamp out of bounds for @ modifier: " + sixDecimals(seconds), expr.span());
        }
        return new At.Time(Math.round(seconds * 1000));
    }

    private static String sixDecimals(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return String.format(Locale.ROOT, "%f", value);
    }

    private Expr extended(Expr expr, Extension extension) {
        String name = extension.symbol();
        if (!features.extendedRanges()) {
            throw cursor.failure(name + " modifier is experimental and not enabled", expr.span());
        }
        cursor.take();
        return switch (expr) {
            case VectorSelector selector -> extended(selector, extension, expr.span());
            case RangeSelector range ->
                    new RangeSelector(
                            extended(range.selector(), extension, expr.span()),
                            range.range(),
                            cursor.since(range.span()));
            case Subquery _ ->
                    throw cursor.failure(
                            name + " modifier is not supported for subqueries", expr.span());
            default -> throw cursor.failure(name + " modifier not implemented", expr.span());
        };
    }

    private VectorSelector extended(VectorSelector selector, Extension extension, Span span) {
        if (selector.extension() != Extension.NONE && selector.extension() != extension) {
            throw cursor.failure("anchored and smoothed modifiers cannot be used together", span);
        }
        return selector.with(extension);
    }
}
