package io.yizhan.cli;

import io.yizhan.assembly.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that needs the settings. */
final class SettingsOptions {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "The settings file. Else the one named by YIZHAN_SETTINGS, else ./yizhan.properties if it is there.")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (setting data.directory).")
    private String data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting, for instance --set http.port=0. May be repeated.")
    private Map<String, String> others = new LinkedHashMap<>();

    Settings load(Map<String, String> environment) {
        return load(environment, Map.of());
    }

    Settings load(Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(overrides);
        Optional.ofNullable(data).ifPresent(directory -> all.put("data.directory", directory));
        return Settings.load(Optional.ofNullable(file), environment, all);
    }
}
