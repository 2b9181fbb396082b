package dev.trine.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The `--name=value` arguments of a demo process.
///
/// @param values what was given, by name without the dashes
public record CommandLine(Map<String, String> values) {
    /// Makes the map immutable.
    public CommandLine {
        values = Map.copyOf(values);
    }

    /// Reads the arguments of `main`.
    ///
    /// @param known the names this process understands
    /// @throws IllegalArgumentException naming the argument that is not one of them
    public static CommandLine parse(String[] arguments, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 3 ? "" : argument.substring(2, equals);
            if (!argument.startsWith("--") || !known.contains(name)) {
                throw new IllegalArgumentException(
                        "argument: "
                                + argument
                                + " (expected: --"
                                + String.join(", --", known)
                                + ")");
            }
            values.put(name, argument.substring(equals + 1));
        }
        return new CommandLine(values);
    }

    /// A TCP port; 0 asks the system for a free one.
    public int port(String name, int otherwise) {
        String value = values.get(name);
        int port = value == null ? otherwise : Integer.parseInt(value);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "--" + name + ": " + port + " (expected: 0 to 65535)");
        }
        return port;
    }

    /// The base address of another service, without a trailing slash.
    public URI address(String name, String otherwise) {
        return URI.create(values.getOrDefault(name, otherwise));
    }

    /// The dice of this process: repeatable with `--seed`, otherwise different each time.
    public Odds odds() {
        String seed = values.get("seed");
        RandomGeneratorFactory<RandomGenerator> factory =
                RandomGeneratorFactory.of("L64X128MixRandom");
        return new Odds(seed == null ? factory.create() : factory.create(Long.parseLong(seed)));
    }
}
