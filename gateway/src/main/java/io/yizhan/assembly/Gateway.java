package io.yizhan.assembly;

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
        return RunningGateway.start(settings, machine, progress);
    }

    /** Where it listens. */
    URI url();

    /** Lets what is under way finish, then stops everything it started. */
    @Override
    void close();
}
