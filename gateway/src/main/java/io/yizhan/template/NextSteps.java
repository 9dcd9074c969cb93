package io.yizhan.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is left to be done for a new dialect, with the commands. */
record NextSteps(NewDialect wanted, Path folder) {

    /** @param doorless whether a door was written because there was none */
    List<String> lines(boolean doorless) {
        List<String> lines = new ArrayList<>();
        lines.add("Fill in what the platform calls things; every place is found by");
        lines.add("  grep -rn fill-in " + folder);
        lines.add("and every sample that does not come out yet by");
        lines.add("  yizhan try --all " + folder);
        if (doorless) {
            lines.add("Its convention " + wanted.convention() + " had no door in " + wanted.routes().orElseThrow() + ": one was written, for the paths below /" + wanted.name() + ".");
        }
        if (wanted.routes().isEmpty()) {
            lines.add("Whether its convention " + wanted.convention() + " has a door in the routes was not looked for (--routes DIR); it must be one its paths are below.");
        }
        lines.add("Then register the platform, which speaks the dialect " + wanted.name() + ", and serve with these files:");
        lines.add("  yizhan partners plan partners.yaml --set mappings.directory=" + wanted.mappings());
        lines.add("  yizhan serve --set mappings.directory=" + wanted.mappings()
                + wanted.routes().map(routes -> " --set routes.directory=" + routes).orElse(""));
        return lines;
    }
}
