package dev.trine.query.exec;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the threads that queries run on, which let the threads that bring data in go first: what is
/// sent has to be stored at the rate at which it comes, an answer may take longer while it is.
///
/// The scheduler of Linux shares cores between threads by their niceness; a thread may always raise
/// its own. Elsewhere, and where that is refused, queries compete like all other threads.
///
/// Source: nice(3), which NPTL applies to the calling thread alone.
final class YieldingThread {
    /// What is added to the niceness: the other threads get about ten times as much of a contended
    /// core.
    private static final int NICENESS = 10;

    private static final Logger LOGGER = LoggerFactory.getLogger(YieldingThread.class);

    private YieldingThread() {}

    static Thread of(String name, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .unstarted(() -> {
                    yieldToOthers();
                    work.run();
                });
    }

    private static void yieldToOthers() {
        try {
            Optional<MethodHandle> nice = Native.NICE;
            if (nice.isPresent()) {
                int _ = (int) nice.get().invokeExact(NICENESS);
            }
        } catch (Throwable e) { // what invokeExact may throw
            LOGGER.debug("queries run at the priority of all threads", e);
        }
    }

    /// Bound when the first query runs.
    private static final class Native {
        static final Optional<MethodHandle> NICE = find();

        @SuppressWarnings("restricted") // the one native call of the query threads
        private static Optional<MethodHandle> find() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                return Optional.empty();
            }
            FunctionDescriptor ofInt =
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("nice")
                    .map(address -> linker.downcallHandle(address, ofInt));
        }
    }
}
