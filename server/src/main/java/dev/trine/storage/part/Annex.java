package dev.trine.storage.part;

/// Something that a part may have beside the columns of a block. The code never changes its meaning;
/// readers pass over those they don't know.
public enum Annex {
    /// Filter on words and trace ids.
    WORDS(1),
    /// Values of some columns, and durations.
    FACTS(2),
    /// Nested-set numbers and child counts of spans.
    TREES(3);

    private final int code;

    Annex(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
