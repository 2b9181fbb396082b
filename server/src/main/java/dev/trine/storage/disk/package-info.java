/// Files, and nothing else in the product touches any: [dev.trine.storage.disk.Disk] says what the
/// engine may ask of a file system and what it may rely on after a crash,
/// [dev.trine.storage.disk.RealDisk] asks the operating system. The tests' twin loses, tears and
/// refuses whatever this contract leaves open.
@NullMarked
package dev.trine.storage.disk;

import org.jspecify.annotations.NullMarked;
