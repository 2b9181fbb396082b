package dev.trine.query.promql.ast;

/// What an expression evaluates to.
public enum ValueType {
    SCALAR("scalar", "scalar"),
    VECTOR("vector", "instant vector"),
    MATRIX("matrix", "range vector"),
    STRING("string", "string");

    private final String wireName;
    private final String documented;

    ValueType(String wireName, String documented) {
        this.wireName = wireName;
        this.documented = documented;
    }

    /// As the HTTP API calls it.
    public String wireName() {
        return wireName;
    }

    /// As messages to people call it.
    public String documented() {
        return documented;
    }
}
