package dev.trine.storage.part;

import java.util.Locale;

/// One section of a part, for those who look at files rather than rows.
///
/// @param code what it is
/// @param entries how many it has
/// @param offset of its first byte in the file
/// @param bytes its length
public record PartSection(int code, int entries, long offset, int bytes) {
    /// What people call it; `section 42` for one that only newer programs know.
    public String name() {
        for (SectionEntry.Kind kind : SectionEntry.Kind.values()) {
            if (kind.code() == code) {
                return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
        return "section " + code;
    }

    /// Whether no row can be read without it.
    public boolean isTable() {
        return code == SectionEntry.Kind.RESOURCES.code()
                || code == SectionEntry.Kind.SCOPES.code()
                || code == SectionEntry.Kind.METRICS.code()
                || code == SectionEntry.Kind.SERIES.code();
    }
}
