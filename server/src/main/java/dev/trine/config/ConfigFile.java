package dev.trine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a configuration file: YAML whose keys are setting names, dotted (`data.dir: …`) or nested
/// (`data:` over `dir: …`).
final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private ConfigFile(Path file) {
        this.file = file;
    }

    static Map<Setting, String> read(Path file) throws ConfigException {
        ConfigFile reader = new ConfigFile(file);
        reader.parse(reader.text());
        return reader.values;
    }

    private String text() throws ConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw refusal("it is larger than 1 MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw refusal("there is no such file");
        } catch (IOException e) {
            throw refusal("it can't be read (" + e.getMessage() + ")");
        }
    }

    private void parse(String text) throws ConfigException {
        LoadSettings settings =
                LoadSettings.builder().setLabel(String.valueOf(file.getFileName())).build();
        Object document;
        try {
            document = new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            throw refusal("it is no valid YAML (" + oneLine(e) + ")");
        }
        switch (document) {
            case null -> {
                // An empty file sets nothing.
            }
            case Map<?, ?> map -> collect("", map);
            default -> throw refusal("expected settings as key: value");
        }
    }

    private void collect(String prefix, Map<?, ?> map) throws ConfigException {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = prefix + entry.getKey();
            switch (entry.getValue()) {
                case Map<?, ?> nested -> collect(key + ".", nested);
                case String text -> set(key, text);
                case Number number -> set(key, number.toString());
                case Boolean flag -> set(key, flag.toString());
                case null, default -> throw refusal(key + " has no single value");
            }
        }
    }

    private void set(String key, String text) throws ConfigException {
        Setting setting =
                Setting.ofKey(key)
                        .orElseThrow(() ->
                                refusal(
                                        key
                                                + " is no setting; --print-config lists"
                                                + " them all"));
        if (values.put(setting, text) != null) {
            throw refusal(key + " is set twice");
        }
    }

    private ConfigException refusal(String why) {
        return new ConfigException("Configuration file " + file + ": " + why + ".");
    }

    private static String oneLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
