package dev.trine.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts processes from the folder the build assembled, as `trine demo` does.
public final class ShopFolder {
    private static final Path HOME = Path.of("target", "shop").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private ShopFolder() {}

    public static Process start(
            String options, Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA.toString(),
                                "-javaagent:lib/trine-demo.jar",
                                "@" + options,
                                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log(main)).start();
    }

    public static File log(Class<?> main) {
        return HOME.resolveSibling(main.getSimpleName() + ".log").toFile();
    }
}
