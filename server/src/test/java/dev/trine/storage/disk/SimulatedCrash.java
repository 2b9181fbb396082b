package dev.trine.storage.disk;

/// The machine or the process ended here. An error, so that no code under test goes on after it.
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1;

    SimulatedCrash(long call) {
        super("crash at call " + call);
    }
}
