package dev.trine.storage.wal;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Keeps failures that a test provokes by the thousand out of its output.
final class QuietLog implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = Logger.getLogger("dev.trine.storage.wal");

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.setLevel(null);
    }
}
