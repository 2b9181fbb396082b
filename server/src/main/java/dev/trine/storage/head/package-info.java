/// What has been acknowledged and is not in a part yet: rows in memory, readable from the moment they
/// are committed. Many small batches are gathered into blocks of up to 8,192 rows; resources, scopes
/// and series are kept once. Knows no files.
@NullMarked
package dev.trine.storage.head;

import org.jspecify.annotations.NullMarked;
