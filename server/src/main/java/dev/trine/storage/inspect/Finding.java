package dev.trine.storage.inspect;

import java.nio.file.Path;

/// Something a check found.
///
/// @param kind whether anything is lost or wrong
/// @param file where
/// @param what is the matter there
/// @param cost what it means for those who read the data
public record Finding(Kind kind, Path file, String what, String cost) {
    /// How bad it is.
    public enum Kind {
        /// Bytes are not what was written.
        DAMAGE,
        /// Worth knowing; nothing is wrong.
        NOTE
    }
}
