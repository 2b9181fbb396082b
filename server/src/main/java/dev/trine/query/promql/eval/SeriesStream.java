package dev.trine.query.promql.eval;

/// A vector whose series are made one after another, run by run, so that who needs to see each of
/// them only once never holds all of them.
interface SeriesStream {
    /// How many runs there are.
    int runs();

    /// Makes the series of a run, leaving out those without a value. Different runs may be made by
    /// different threads at once, each run once.
    void make(int run, SeriesSink sink);
}
