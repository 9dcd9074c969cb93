package io.yizhan.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything the canonical side of a new kind begins with. */
final class KindDraft {
    private static final List<String> CANONICAL = List.of(
            "kind.yaml", "request.schema.json", "reply.schema.json", "terms.jslt", "not-found.json",
            "samples/request-example.canonical.json", "samples/reply-example.canonical.json");

    private final NewKind wanted;
    private final Path folder;
    private final Path route;

    private KindDraft(NewKind wanted, Path folder, Path route) {
        this.wanted = wanted;
        this.folder = folder;
        this.route = route;
    }

    static KindDraft of(NewKind wanted) {
        Path kinds = wanted.routes().resolve("kinds");
        if (!Files.isDirectory(kinds)) {
            throw new CannotWrite(wanted.routes() + " is no folder of routes: it has no folder kinds.");
        }
        Path folder = Tree.of(wanted.mappings()).canonical(wanted.name());
        Draft.absent(folder);
        return new KindDraft(wanted, folder, kinds.resolve(wanted.name() + ".camel.yaml"));
    }

    Written write() {
        Draft draft = new Draft();
        Map<String, String> values = Map.of("kind", wanted.name());
        CANONICAL.forEach(file -> draft.add(folder.resolve(file), Blank.filled("kind/" + file, values)));
        draft.add(route, Blank.filled("kind/route.camel.yaml", values));
        return new Written(draft.write(), next());
    }

    private List<String> next() {
        return List.of(
                "Say what is asked and answered; every place is found by",
                "  grep -rn fill-in " + folder + " " + route,
                "and every sample that does not follow its schema yet by",
                "  yizhan try --all " + folder,
                "Then let a dialect speak of it. A new one:",
                "  yizhan new dialect NAME --mappings " + wanted.mappings() + " --routes " + wanted.routes() + " --kind " + wanted.name(),
                "One there is: a line under services in its dialect.yaml, and a folder " + wanted.name() + " as a new dialect would have it.");
    }
}
