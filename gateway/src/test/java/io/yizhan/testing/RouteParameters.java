package io.yizhan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** A copy of the routes in which every kind has other parameters. */
public final class RouteParameters {
    private RouteParameters() {}

    /** @return the routes as they are, where there is nothing to change */
    public static Path changed(Path directory, Map<String, String> parameters) throws IOException {
        if (parameters.isEmpty()) {
            return RunningWorld.ROUTES;
        }
        Path copy = Copies.routes(directory.resolve("routes"));
        YAMLMapper yaml = new YAMLMapper();
        for (File file : FileUtils.listFiles(copy.resolve("kinds").toFile(), new String[] {"yaml"}, false)) {
            JsonNode routes = yaml.readTree(file);
            routes.findValues("parameters").forEach(named -> named.forEach(parameter -> Optional.ofNullable(
                            parameters.get(parameter.path("name").asText()))
                    .ifPresent(value -> ((ObjectNode) parameter).put("value", value))));
            yaml.writeValue(file, routes);
        }
        return copy;
    }
}
