package dev.trine.query.promql.parse;

import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.Signature;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.Span;
import dev.trine.query.syntax.StringText;
import dev.trine.query.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses PromQL by recursive descent, operators by how tightly they bind. Trees are at most
/// [#MAX_HEIGHT] high, so that whoever walks one may recurse.
public final class Parser {
    private static final int MAX_HEIGHT = 500;

    private final Cursor cursor;
    private final Features features;
    private final LabelParser labels;
    private final DurationParser durations;
    private final SelectorParser selectors;
    private final MatchingParser matching;

    /// Of the expression returned last.
    private int height;

    private int depth;

    /// How many aggregations' arguments the cursor is in.
    private int aggregations;

    private Parser(SourceText source, Features features) {
        this.cursor = new Cursor(source);
        this.features = features;
        this.labels = new LabelParser(cursor);
        this.durations = new DurationParser(cursor, features);
        this.selectors = new SelectorParser(cursor, labels, durations, features);
        this.matching = new MatchingParser(cursor, labels, durations, features);
    }

    /// Parses and type-checks a query.
    ///
    /// @throws SyntaxException when it is not PromQL, or not well typed
    public static Expr parse(String query, Features features) {
        SourceText source = new SourceText(query);
        Parser parser = new Parser(source, features);
        if (parser.cursor.is(TokenType.END)) {
            throw parser.cursor.failure("no expression found in input", new Span(0, 0));
        }
        Expr expr = parser.expression(0);
        if (!parser.cursor.is(TokenType.END)) {
            throw parser.cursor.unexpected("", "");
        }
        new TypeChecker(source).check(expr);
        return expr;
    }

    /// Parses the selector that `match[]` of the HTTP API takes.
    ///
    /// @throws SyntaxException when it is none
    public static List<LabelMatcher> parseSelector(String selector) {
        SourceText source = new SourceText(selector);
        Parser parser = new Parser(source, Features.none());
        Expr expr = parser.selectors.startsSelector() ? parser.selectors.selector() : null;
        if (expr == null || !parser.cursor.is(TokenType.END)) {
            throw parser.cursor.unexpected("", "");
        }
        new TypeChecker(source).check(expr);
        return ((VectorSelector) expr).matchers();
    }

    private Expr expression(int minBinding) {
        if (++depth > MAX_HEIGHT) {
            throw tooDeep();
        }
        Expr left = operand();
        BinaryOperator operator = operator();
        while (operator != null && operator.binding() >= minBinding) {
            Span at = cursor.take().span();
            MatchingParser.Modifiers modifiers = matching.modifiers();
            int leftHeight = height;
            boolean rightFirst = operator == BinaryOperator.POWER;
            Expr right = expression(rightFirst ? operator.binding() : operator.binding() + 1);
            grow(Math.max(leftHeight, height));
            left =
                    new Binary(
                            operator,
                            left,
                            right,
                            modifiers.returnBool(),
                            modifiers.matching(operator, left, right),
                            at);
            operator = operator();
        }
        depth--;
        return left;
    }

    private void grow(int below) {
        height = below + 1;
        if (height > MAX_HEIGHT) {
            throw tooDeep();
        }
    }

    private SyntaxException tooDeep() {
        return cursor.failure(
                "expression nests too deeply, more than " + MAX_HEIGHT + " levels",
                cursor.token().span());
    }

    private @Nullable BinaryOperator operator() {
        return switch (cursor.token().type()) {
            case OR -> BinaryOperator.OR;
            case AND -> BinaryOperator.AND;
            case UNLESS -> BinaryOperator.UNLESS;
            case EQUAL -> BinaryOperator.EQUAL;
            case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
            case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
            case LESS -> BinaryOperator.LESS;
            case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
            case GREATER -> BinaryOperator.GREATER;
            case TRIM_UPPER -> BinaryOperator.TRIM_UPPER;
            case TRIM_LOWER -> BinaryOperator.TRIM_LOWER;
            case ADD -> BinaryOperator.ADD;
            case SUBTRACT -> BinaryOperator.SUBTRACT;
            case MULTIPLY -> BinaryOperator.MULTIPLY;
            case DIVIDE -> BinaryOperator.DIVIDE;
            case MODULO -> BinaryOperator.MODULO;
            case ATAN2 -> BinaryOperator.ATAN2;
            case POWER -> BinaryOperator.POWER;
            default -> null;
        };
    }

    private Expr operand() {
        Token token = cursor.token();
        boolean negative = token.type() == TokenType.SUBTRACT;
        if (!negative && token.type() != TokenType.ADD) {
            height = 1;
            return selectors.modified(primary());
        }
        cursor.take();
        Expr inner = expression(BinaryOperator.UNARY_BINDING + 1);
        Span span = token.span().to(inner.span());
        if (inner instanceof NumberLiteral number) {
            double value = negative ? -number.value() : number.value();
            return new NumberLiteral(value, number.duration(), span);
        }
        grow(height);
        return new Unary(negative, inner, span);
    }

    private Expr primary() {
        Token token = cursor.token();
        return switch (token.type()) {
            case NUMBER, DURATION ->
                    new NumberLiteral(
                            durations.literalSeconds(),
                            token.type() == TokenType.DURATION,
                            token.span());
            case STRING -> {
                cursor.take();
                yield new StringLiteral(StringText.unquote(token.text()), token.span());
            }
            case LEFT_PAREN -> paren();
            default -> named();
        };
    }

    private Expr paren() {
        Span start = cursor.take().span();
        Expr inner = expression(0);
        cursor.expect(TokenType.RIGHT_PAREN, context(), "");
        grow(height);
        return new Paren(inner, cursor.since(start));
    }

    /// What to call the thing around the cursor in a complaint.
    private String context() {
        return aggregations > 0 ? "aggregation" : "";
    }

    /// A call, an aggregation or a selector.
    private Expr named() {
        Token token = cursor.token();
        AggregateOperator aggregate = aggregate(token);
        if (!selectors.startsSelector()) {
            throw cursor.unexpected(context(), "");
        }
        if (token.type() == TokenType.LEFT_BRACE) {
            return selectors.selector();
        }
        cursor.take();
        if (aggregate != null && startsAggregation()) {
            return aggregation(token, aggregate);
        }
        if (cursor.is(TokenType.LEFT_PAREN) && mayBeCalled(token)) {
            return call(token);
        }
        return selectors.selector(token);
    }

    private static boolean mayBeCalled(Token token) {
        return switch (token.type()) {
            case IDENTIFIER, START, END_OF_QUERY, STEP, RANGE, MAX_OF, MIN_OF -> true;
            default -> false;
        };
    }

    private static @Nullable AggregateOperator aggregate(Token token) {
        return token.type().group() == TokenType.Group.AGGREGATOR
                ? AggregateOperator.valueOf(token.type().name())
                : null;
    }

    private boolean startsAggregation() {
        return cursor.is(TokenType.LEFT_PAREN)
                || cursor.is(TokenType.BY)
                || cursor.is(TokenType.WITHOUT);
    }

    private Expr aggregation(Token token, AggregateOperator operator) {
        aggregations++;
        Grouping grouping = grouping();
        List<Expr> arguments = arguments();
        aggregations--;
        if (grouping == null) {
            grouping = grouping();
        }
        Span span = cursor.since(token.span());
        if (arguments.isEmpty()) {
            throw cursor.failure("no arguments for aggregate expression provided", span);
        }
        if (operator.isExperimental() && !features.functions()) {
            throw cursor.failure(
                    operator.symbol()
                            + "() is experimental and must be enabled with"
                            + " --enable-feature=promql-experimental-functions",
                    span);
        }
        int wanted = operator.hasParameter() ? 2 : 1;
        if (arguments.size() != wanted) {
            throw cursor.failure(
                    "wrong number of arguments for aggregate expression provided, expected "
                            + wanted
                            + ", got "
                            + arguments.size(),
                    span);
        }
        return new Aggregation(
                operator,
                arguments.get(wanted - 1),
                operator.hasParameter() ? arguments.get(0) : null,
                grouping == null ? List.of() : grouping.labels(),
                grouping != null && grouping.without(),
                span);
    }

    private @Nullable Grouping grouping() {
        boolean without = cursor.is(TokenType.WITHOUT);
        if (!without && !cursor.is(TokenType.BY)) {
            return null;
        }
        cursor.take();
        return new Grouping(labels.names(), without);
    }

    private Expr call(Token name) {
        Signature function = Signatures.find(name.text());
        if (function == null) {
            arguments();
            throw cursor.failure(
                    "unknown function with name " + Characters.quote(name.text()), name.span());
        }
        List<Expr> arguments = arguments();
        if (function.experimental() && !features.functions()) {
            throw cursor.failure(
                    "function " + Characters.quote(name.text()) + " is not enabled", name.span());
        }
        return new Call(function, arguments, cursor.since(name.span()));
    }

    private List<Expr> arguments() {
        cursor.expect(TokenType.LEFT_PAREN, context(), "");
        List<Expr> arguments = new ArrayList<>();
        int highest = 0;
        if (!cursor.accept(TokenType.RIGHT_PAREN)) {
            do {
                arguments.add(expression(0));
                highest = Math.max(highest, height);
            } while (anotherArgument());
            cursor.expect(TokenType.RIGHT_PAREN, context(), "");
        }
        grow(highest);
        return arguments;
    }

    private boolean anotherArgument() {
        Span comma = cursor.token().span();
        if (!cursor.accept(TokenType.COMMA)) {
            return false;
        }
        if (!startsOperand()) {
            throw cursor.failure("trailing commas not allowed in function call args", comma);
        }
        return true;
    }

    private boolean startsOperand() {
        return switch (cursor.token().type()) {
            case ADD, SUBTRACT, NUMBER, DURATION, STRING, LEFT_PAREN -> true;
            default -> selectors.startsSelector();
        };
    }

    private record Grouping(List<String> labels, boolean without) {}
}
