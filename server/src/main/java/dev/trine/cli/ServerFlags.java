package dev.trine.cli;

import dev.trine.config.ConfigException;
import dev.trine.config.Setting;
import dev.trine.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The flags of every command that starts a server: one for each [Setting], and `--config.file`.
final class ServerFlags {
    private static final String CONFIG_FILE = "--config.file";

    private ServerFlags() {}

    static void addTo(CommandSpec spec) {
        for (Setting setting : Setting.values()) {
            OptionSpec.Builder option =
                    OptionSpec.builder(setting.flag())
                            .type(String.class)
                            .paramLabel(setting.valueLabel())
                            .description(
                                    setting.defaultText().isEmpty()
                                            ? setting.help()
                                            : setting.help()
                                                    + " Default: "
                                                    + setting.defaultText()
                                                    + ".");
            if (setting == Setting.INSECURE
                    || setting == Setting.ADMIN_API
                    || setting == Setting.PROMOTE_SCOPE) {
                option.arity("0..1").fallbackValue("true");
            }
            spec.addOption(option.build());
        }
        spec.addOption(
                OptionSpec.builder(CONFIG_FILE)
                        .type(String.class)
                        .paramLabel("FILE")
                        .description("A YAML file with settings, such as 'data.dir: /srv/trine'.")
                        .build());
    }

    /// The settings, with those from the command line over those from the environment and the file.
    static Settings settings(ParseResult parsed, Map<String, String> environment)
            throws ConfigException {
        return settings(parsed, environment, Map.of());
    }

    /// As above, with defaults of the command's own that everything else overrides.
    static Settings settings(
            ParseResult parsed, Map<String, String> environment, Map<Setting, String> defaults)
            throws ConfigException {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (text != null) {
                flags.put(setting, text);
            }
        }
        Optional<Path> file =
                Optional.ofNullable(parsed.matchedOptionValue(CONFIG_FILE, (String) null))
                        .map(Path::of);
        return Settings.resolve(flags, file, environment, defaults);
    }
}
