package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One version of the registry, in memory and immutable; an exchange keeps to the one it began with. */
public interface Directory {
    long version();

    Optional<Partner> partner(PartnerId id);

    Optional<PartnerKey> key(String convention, String keyId);

    /** Whether any agreement in force lets the caller ask this kind of anyone. */
    boolean mayAsk(PartnerId caller, String kind, LocalDate today);

    /**
     * Finds who answers, and on which way: refuses no-such-region ({@code region}), not-agreed (place {@code answerer}, {@code purpose} or
     * {@code basis}, whichever no agreement allows) and no-endpoint. A suspended partner counts as having no endpoint.
     */
    Outcome<Answerer> locate(Asked asked, LocalDate today);

    /**
     * Everyone who follows what a partner publishes: who has an endpoint for the kind and is named by one of its agreements, which leads there
     * directly. In the order of the endpoints' names; the publisher itself is left out.
     *
     * @param published by whom, of which kind, for what purpose and on what basis
     */
    List<Answerer> followers(Asked published, LocalDate today);

    /** Whose items of a kind a partner may have, each under the agreement that names it most closely. */
    Map<PartnerId, Agreement> publishers(PartnerId follower, String kind, LocalDate today);

    /** The prefixes of the regions each partner answers for; who answers for none is not named. */
    Map<PartnerId, List<String>> regions();

    /** An agreement by its id, in force or not. */
    Optional<Agreement> agreement(String id);

    /** An endpoint by its name, whoever's it is; empty where it is not there any more or its owner is suspended. */
    Optional<Endpoint> endpoint(String name);

    /** Every endpoint of partners that are not suspended, in the order of their names. */
    List<Endpoint> endpoints();

    /** Where a partner takes messages of a kind; empty where it takes none, or is suspended. */
    Optional<Endpoint> endpoint(PartnerId owner, String kind, Environment environment);

    /**
     * The same answerer again, some time after it answered: refuses not-agreed when the agreement is not in force any more and no-endpoint
     * when the endpoint is not there any more or its owner is suspended.
     *
     * @param agreement its id
     * @param endpoint its name
     */
    Outcome<Answerer> again(PartnerId caller, String kind, String agreement, String endpoint, LocalDate today);
}
