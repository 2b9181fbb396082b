package dev.trine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Log lines on standard error: UTC time, level, short logger name, message.
final class ConsoleLog extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private ConsoleLog() {}

    /// Sends all logging of the process to standard error.
    static void install() {
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new ConsoleLog());
        handler.setLevel(Level.INFO);
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
        // The HTTP library's start-up banner says nothing a user needs.
        LogManager.getLogManager().addLogger(new Quiet("org.eclipse.jetty"));
    }

    @Override
    public String format(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        StringBuilder line =
                new StringBuilder(TIME.format(entry.getInstant()))
                        .append(' ')
                        .append(level(entry.getLevel()))
                        .append(' ')
                        .append(logger.substring(logger.lastIndexOf('.') + 1))
                        .append(": ")
                        .append(formatMessage(entry))
                        .append(System.lineSeparator());
        if (entry.getThrown() != null) {
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        return level.intValue() >= Level.WARNING.intValue() ? "WARN " : "INFO ";
    }

    /// A logger of warnings and errors only. The log manager keeps it only as long as it is
    /// referenced, which its children do.
    private static final class Quiet extends Logger {
        Quiet(String name) {
            super(name, null);
            setLevel(Level.WARNING);
        }
    }
}
