package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.util.Map;

/** Leaves each call to the seal its path asks for. */
final class SealByPath implements Seal {
    private final Map<String, Seal> paths;
    private final Seal others;

    SealByPath(Map<String, Seal> paths, Seal others) {
        this.paths = Map.copyOf(paths);
        this.others = others;
    }

    private Seal of(Asker.Call call) {
        return paths.getOrDefault(call.uri().getPath(), others);
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        return paths.getOrDefault(draft.path(), others).sign(to, draft);
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        return of(call).vouchesFor(call);
    }

    @Override
    public Map<String, String> signAnswer(Answered answer, Asker.Call question) {
        return of(question).signAnswer(answer, question);
    }

    @Override
    public boolean vouchesForAnswer(Answered answer, Asker.Call question) {
        return of(question).vouchesForAnswer(answer, question);
    }
}
