package dev.trine.query.promql.ast;

/// Whether a selector looks beyond its range to know the values at the borders.
public enum Extension {
    NONE(""),
    ANCHORED("anchored"),
    SMOOTHED("smoothed");

    private final String symbol;

    Extension(String symbol) {
        this.symbol = symbol;
    }

    /// As it is written.
    public String symbol() {
        return symbol;
    }
}
