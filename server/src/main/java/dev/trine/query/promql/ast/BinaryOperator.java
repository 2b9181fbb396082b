package dev.trine.query.promql.ast;

/// What stands between two operands. Of those that bind equally, the left comes first, but for `^`.
public enum BinaryOperator {
    OR("or", 1, Kind.SET),
    AND("and", 2, Kind.SET),
    UNLESS("unless", 2, Kind.SET),
    EQUAL("==", 3, Kind.COMPARISON),
    NOT_EQUAL("!=", 3, Kind.COMPARISON),
    LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
    LESS("<", 3, Kind.COMPARISON),
    GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
    GREATER(">", 3, Kind.COMPARISON),
    TRIM_UPPER("</", 3, Kind.ARITHMETIC),
    TRIM_LOWER(">/", 3, Kind.ARITHMETIC),
    ADD("+", 4, Kind.ARITHMETIC),
    SUBTRACT("-", 4, Kind.ARITHMETIC),
    MULTIPLY("*", 5, Kind.ARITHMETIC),
    DIVIDE("/", 5, Kind.ARITHMETIC),
    MODULO("%", 5, Kind.ARITHMETIC),
    ATAN2("atan2", 5, Kind.ARITHMETIC),
    POWER("^", 6, Kind.ARITHMETIC);

    /// How tightly a sign binds its operand: as multiplication does.
    public static final int UNARY_BINDING = 5;

    private final String symbol;
    private final int binding;
    private final Kind kind;

    BinaryOperator(String symbol, int binding, Kind kind) {
        this.symbol = symbol;
        this.binding = binding;
        this.kind = kind;
    }

    /// As it is written.
    public String symbol() {
        return symbol;
    }

    /// How tightly it binds: the higher the tighter.
    public int binding() {
        return binding;
    }

    public boolean isComparison() {
        return kind == Kind.COMPARISON;
    }

    public boolean isSet() {
        return kind == Kind.SET;
    }

    /// Whether it cuts a histogram at a value.
    public boolean isTrim() {
        return this == TRIM_UPPER || this == TRIM_LOWER;
    }

    public boolean isArithmetic() {
        return kind == Kind.ARITHMETIC;
    }

    private enum Kind {
        SET,
        COMPARISON,
        ARITHMETIC
    }
}
