package io.yizhan.assembly;

import cn.hutool.core.text.TextSimilarity;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/** Gathers what is set where: the file, over it the environment, over that the command line. What matches no setting is refused. */
final class SettingSources {
    private static final String PREFIX = "YIZHAN_";
    private static final Path IN_THIS_DIRECTORY = Path.of("yizhan.properties");
    private static final double ALIKE = 0.6;

    private final Map<SettingKey, Values.Found> found = new EnumMap<>(SettingKey.class);

    private SettingSources() {}

    static Values gather(Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        SettingSources sources = new SettingSources();
        file.or(() -> Optional.ofNullable(environment.get(Settings.FILE_VARIABLE)).map(Path::of))
                .or(() -> Optional.of(IN_THIS_DIRECTORY).filter(Files::exists))
                .ifPresent(sources::addFile);
        sources.addEnvironment(environment);
        sources.addByKey(overrides, "on the command line");
        return new Values(sources.found);
    }

    static Values only(Map<String, String> overrides) {
        SettingSources sources = new SettingSources();
        sources.addByKey(overrides, "on the command line");
        return new Values(sources.found);
    }

    private void addFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new InvalidSetting("--settings", "The settings file " + file + " cannot be read.");
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSetting("--settings", "The settings file " + file + " is no properties file: a \\u is not followed by four digits.");
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> entries.put(name, properties.getProperty(name)));
        addByKey(entries, "in " + file);
    }

    private void addByKey(Map<String, String> entries, String where) {
        entries.forEach((name, value) -> {
            SettingKey key = SettingKey.named(name).orElseThrow(() -> unknown(name, where, SettingKey::key));
            found.put(key, new Values.Found(value.strip(), name + " " + where));
        });
    }

    private void addEnvironment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !Settings.OTHER_VARIABLES.contains(name)) {
                SettingKey key = SettingKey.ofVariable(name).orElseThrow(() -> unknown(name, "in the environment", SettingKey::variable));
                found.put(key, new Values.Found(value.strip(), name + " in the environment"));
            }
        });
    }

    private static InvalidSetting unknown(String name, String where, Function<SettingKey, String> written) {
        String meant = Arrays.stream(SettingKey.values())
                .map(written)
                .filter(one -> TextSimilarity.similar(one, name) >= ALIKE)
                .max(Comparator.comparingDouble(one -> TextSimilarity.similar(one, name)))
                .map(one -> " Did you mean " + one + "?")
                .orElse(" Expected one of those in yizhan.properties.");
        return new InvalidSetting(name, "There is no setting " + name + " (" + where + ")." + meant);
    }
}
