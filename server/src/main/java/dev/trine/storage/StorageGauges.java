package dev.trine.storage;

import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;

/// What storage tells about itself, asked for at each exposition.
final class StorageGauges {
    private StorageGauges() {}

    static void register(Engine engine, MetricRegistry registry) {
        registry.gauge(
                "trine_storage_head_bytes",
                "Memory of rows that are in no part yet.",
                () -> engine.stores().headBytes());
        for (Signal signal : Signal.values()) {
            SignalStore<?> store = engine.stores().of(signal);
            String label = signal.label();
            registry.gauge(
                    "trine_storage_rows",
                    "Rows that can be read.",
                    () -> store.stats().rows(),
                    "signal",
                    label);
            registry.gauge(
                    "trine_storage_parts",
                    "Part files.",
                    () -> store.stats().parts(),
                    "signal",
                    label);
            registry.gauge(
                    "trine_storage_part_bytes",
                    "Size of all part files.",
                    () -> store.stats().partBytes(),
                    "signal",
                    label);
            registry.gauge(
                    "trine_storage_evicted_parts",
                    "Part files dropped by retention since the start.",
                    () -> store.stats().evictedParts(),
                    "signal",
                    label);
        }
    }
}
