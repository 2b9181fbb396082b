package dev.trine.demo.traffic;

import dev.trine.demo.Odds;

/// What a customer may come for, and how often out of a hundred visits.
public enum Errand {
    /// Says hello.
    HELLO("/hello", 20),
    /// Asks for a slow computation.
    CALCULATE("/calculate", 15),
    /// Orders something: the only errand that reaches the back end.
    PROCESS_ORDER("/process-order", 25),
    /// Looks at a cart that fails half of the time.
    ERROR("/error", 10),
    /// Asks for what is not there.
    NOT_FOUND("/not-found", 10),
    /// Follows an old link, though not to its target.
    REDIRECT("/redirect", 5),
    /// Hits a page that always fails.
    SERVER_ERROR("/server-error", 10),
    /// Asks too often.
    RATE_LIMIT("/rate-limit", 3),
    /// Forgot to sign in.
    UNAUTHORIZED("/unauthorized", 2);

    private static final int TOTAL = 100;

    private final String path;
    private final int weight;

    Errand(String path, int weight) {
        this.path = path;
        this.weight = weight;
    }

    /// The front end's path.
    public String path() {
        return path;
    }

    /// Visits out of a hundred.
    public int weight() {
        return weight;
    }

    /// Draws one by weight.
    public static Errand any(Odds odds) {
        int draw = odds.below(TOTAL);
        for (Errand errand : values()) {
            draw -= errand.weight;
            if (draw < 0) {
                return errand;
            }
        }
        throw new IllegalStateException("weights add up to less than " + TOTAL);
    }
}
