package dev.trine.api;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trine.query.filter.RowKey;

/// Whatever a client writes is read or refused with an IllegalArgumentException or, past the end of
/// time, an ArithmeticException; both are answered with status 400.
class ParametersFuzzTest {
    @FuzzTest(maxDuration = "5s")
    void timesDurationsAndCursorsAreReadOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        tryToRead(() -> NanosText.time(text));
        tryToRead(() -> NanosText.duration(text));
        tryToRead(() -> RowKey.ofCursor(text));
    }

    private static void tryToRead(Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException | ArithmeticException refused) {
            // As promised.
        }
    }
}
