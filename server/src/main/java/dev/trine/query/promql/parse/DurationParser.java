package dev.trine.query.promql.parse;

import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.ast.Duration;
import dev.trine.query.syntax.DurationText;
import dev.trine.query.syntax.NumberText;
import dev.trine.query.syntax.Span;
import org.jspecify.annotations.Nullable;

/// Parses durations: those in brackets, which may be expressions, and those of offsets, which are
/// expressions only in parentheses.
final class DurationParser {
    private static final String WANTED = "number, duration, step(), or range()";
    private static final int MAX_DEPTH = 100;

    /// What fits into 64 bits of nanoseconds.
    private static final double MAX_SECONDS = 0x1p63 / 1e9;

    private final Cursor cursor;
    private final Features features;
    private int depth;

    DurationParser(Cursor cursor, Features features) {
        this.cursor = cursor;
        this.features = features;
    }

    /// A number or duration at the cursor, as seconds.
    double literalSeconds() {
        Token token = cursor.take();
        try {
            return token.type() == TokenType.NUMBER
                    ? NumberText.parse(token.text())
                    : DurationText.parseMillis(token.text()) / 1000.0;
        } catch (NumberFormatException e) {
            String problem =
                    token.type() == TokenType.NUMBER
                            ? "error parsing number: "
                                    + "strconv.ParseFloat: parsing "
                                    + Characters.quote(token.text())
                                    + ": "
                                    + e.getMessage()
                            : String.valueOf(e.getMessage());
            throw cursor.failure(problem, token.span());
        }
    }

    boolean atLiteral() {
        return cursor.is(TokenType.NUMBER) || cursor.is(TokenType.DURATION);
    }

    /// A duration in brackets; one that is a literal has to be positive.
    ///
    /// @param context what is being read
    Duration inBrackets(String context, String expected) {
        Duration duration = expression(0, context, expected);
        if (duration instanceof Duration.Literal literal && literal.seconds() <= 0) {
            throw cursor.failure("duration must be greater than 0", literal.span());
        }
        return duration;
    }

    /// The duration of an offset.
    Duration ofOffset() {
        Span start = cursor.token().span();
        boolean negative = cursor.is(TokenType.SUBTRACT);
        boolean signed = negative || cursor.is(TokenType.ADD);
        if (signed) {
            cursor.take();
        }
        boolean more = signed && (cursor.is(TokenType.SUBTRACT) || cursor.is(TokenType.ADD));
        Duration atom = more ? ofOffset() : atom("offset", WANTED);
        return signed ? sign(negative, atom, start) : atom;
    }

    private Duration expression(int minBinding, String context, String expected) {
        if (++depth > MAX_DEPTH) {
            throw cursor.failure("duration expression nests too deeply", cursor.token().span());
        }
        Duration left = signed(context, expected);
        BinaryOperator operator = operator();
        while (operator != null && operator.binding() >= minBinding) {
            Span at = cursor.take().span();
            int next =
                    operator == BinaryOperator.POWER ? operator.binding() : operator.binding() + 1;
            Duration right = expression(next, context, expected);
            checkDivisor(operator, right, at);
            left =
                    experimental(
                            new Duration.Arithmetic(
                                    operator, left, right, left.span().to(right.span())),
                            at);
            operator = operator();
        }
        depth--;
        return left;
    }

    private void checkDivisor(BinaryOperator operator, Duration right, Span at) {
        if (right instanceof Duration.Literal literal && literal.seconds() == 0) {
            if (operator == BinaryOperator.DIVIDE) {
                throw cursor.failure("division by zero", at);
            }
            if (operator == BinaryOperator.MODULO) {
                throw cursor.failure("modulo by zero", at);
            }
        }
    }

    private @Nullable BinaryOperator operator() {
        return switch (cursor.token().type()) {
            case ADD -> BinaryOperator.ADD;
            case SUBTRACT -> BinaryOperator.SUBTRACT;
            case MULTIPLY -> BinaryOperator.MULTIPLY;
            case DIVIDE -> BinaryOperator.DIVIDE;
            case MODULO -> BinaryOperator.MODULO;
            case POWER -> BinaryOperator.POWER;
            default -> null;
        };
    }

    private Duration signed(String context, String expected) {
        Span start = cursor.token().span();
        boolean negative = cursor.is(TokenType.SUBTRACT);
        if (!negative && !cursor.is(TokenType.ADD)) {
            return atom(context, expected);
        }
        cursor.take();
        return sign(negative, expression(BinaryOperator.POWER.binding(), context, expected), start);
    }

    private Duration sign(boolean negative, Duration inner, Span start) {
        Span span = start.to(inner.span());
        if (inner instanceof Duration.Literal literal) {
            double seconds = negative ? -literal.seconds() : literal.seconds();
            return new Duration.Literal(seconds, literal.written(), span);
        }
        return negative ? new Duration.Signed(true, inner, span) : inner;
    }

    private Duration atom(String context, String expected) {
        Span start = cursor.token().span();
        return switch (cursor.token().type()) {
            case NUMBER, DURATION -> literal();
            case STEP, RANGE -> ofQuery(context, expected);
            case MIN_OF, MAX_OF -> extreme(context, expected);
            case LEFT_PAREN -> {
                cursor.take();
                Duration inner = expression(0, context, expected);
                cursor.expect(TokenType.RIGHT_PAREN, context, "");
                yield experimental(new Duration.Grouped(inner, cursor.since(start)), start);
            }
            default -> throw cursor.unexpected(context, expected);
        };
    }

    private Duration literal() {
        Token token = cursor.token();
        double seconds = literalSeconds();
        if (!(Math.abs(seconds) <= MAX_SECONDS)) {
            throw cursor.failure("duration out of range", token.span());
        }
        return new Duration.Literal(seconds, token.type() == TokenType.DURATION, token.span());
    }

    private Duration ofQuery(String context, String expected) {
        Token token = cursor.take();
        Duration.OfQuery.Kind kind =
                token.type() == TokenType.STEP
                        ? Duration.OfQuery.Kind.STEP
                        : Duration.OfQuery.Kind.RANGE;
        cursor.expect(TokenType.LEFT_PAREN, context, expected);
        cursor.expect(TokenType.RIGHT_PAREN, context, expected);
        return experimental(new Duration.OfQuery(kind, cursor.since(token.span())), token.span());
    }

    private Duration extreme(String context, String expected) {
        Token token = cursor.take();
        cursor.expect(TokenType.LEFT_PAREN, context, expected);
        Duration left = expression(0, context, expected);
        cursor.expect(TokenType.COMMA, context, expected);
        Duration right = expression(0, context, expected);
        cursor.expect(TokenType.RIGHT_PAREN, context, expected);
        boolean max = token.type() == TokenType.MAX_OF;
        return experimental(
                new Duration.Extreme(max, left, right, left.span().to(right.span())), token.span());
    }

    private Duration experimental(Duration duration, Span span) {
        if (!features.durations()) {
            throw cursor.failure("experimental duration expression is not enabled", span);
        }
        return duration;
    }
}
