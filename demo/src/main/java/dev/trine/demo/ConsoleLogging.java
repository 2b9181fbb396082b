package dev.trine.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Logs to standard output, one line an event, with its fields and the trace it belongs to.
///
/// In code rather than in XML: parsing a configuration file costs a tenth of a second of start-up.
/// The trace id comes from the logging context, where the agent puts it; the agent sends the same
/// events over OTLP by itself.
public final class ConsoleLogging extends ContextAwareBase implements Configurator {
    private static final String LINE =
            "%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg %kvp trace_id=%X{trace_id:--}"
                    + " span_id=%X{span_id:--}%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
