package dev.trine.query.promql.ast;

/// What is made of the elements of a group.
public enum AggregateOperator {
    SUM("sum"),
    AVG("avg"),
    COUNT("count"),
    MIN("min"),
    MAX("max"),
    GROUP("group"),
    STDDEV("stddev"),
    STDVAR("stdvar"),
    TOPK("topk"),
    BOTTOMK("bottomk"),
    COUNT_VALUES("count_values"),
    QUANTILE("quantile"),
    LIMITK("limitk"),
    LIMIT_RATIO("limit_ratio");

    private final String symbol;

    AggregateOperator(String symbol) {
        this.symbol = symbol;
    }

    /// As it is written.
    public String symbol() {
        return symbol;
    }

    /// Whether a parameter comes before the vector.
    public boolean hasParameter() {
        return switch (this) {
            case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> true;
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR -> false;
        };
    }

    /// Whether it selects elements and leaves them as they are.
    public boolean selects() {
        return switch (this) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> true;
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, COUNT_VALUES, QUANTILE -> false;
        };
    }

    /// Whether it needs to be switched on.
    public boolean isExperimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }
}
