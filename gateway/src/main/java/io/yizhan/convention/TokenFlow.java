package io.yizhan.convention;

import java.util.Optional;
import java.util.Set;

/** How the short-lived secrets of a convention are got from a platform and given to callers: a chain of grants. Makes no calls and keeps nothing. */
public interface TokenFlow {
    /** The name of the secret that lives as long as the registry says. */
    String LONG_LIVED = "long-lived";

    /** The name of the secret that calls are signed with. */
    String signsCalls();

    /**
     * The shortest way to a secret for calls.
     *
     * @param alive names of the short-lived secrets that are held and not over
     */
    Grant next(Set<String> alive);

    /** The grant a path of the gateway's own stands for. */
    Optional<Grant> at(String path);
}
