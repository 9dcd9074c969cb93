package io.yizhan.assembly;

import io.yizhan.dispatch.Desk;
import java.net.URI;
import java.util.function.Consumer;

/** A running gateway. */
public interface Gateway extends AutoCloseable {
    /**
     * Starts one.
     *
     * @param progress told in a few words what is being done, since some of it takes seconds
     * @throws CannotStart with one sentence that says why; what is embedded, and the files it reads, have such exceptions of their own
     */
    static Gateway start(Settings settings, Machine machine, Consumer<String> progress) {
        return start(settings, machine, progress, step -> {});
    }

    /**
     * The same for a test that wants to be told what is persisted, at the moment it is.
     *
     * @param steps told on the thread that does the step
     */
    static Gateway start(Settings settings, Machine machine, Consumer<String> progress, Desk.Steps steps) {
        return RunningGateway.start(settings, machine, progress, steps);
    }

    /** Where it listens. */
    URI url();

    /** Lets what is under way finish, then stops everything it started. */
    @Override
    void close();
}
