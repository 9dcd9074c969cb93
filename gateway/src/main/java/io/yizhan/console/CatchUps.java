package io.yizhan.console;

import io.yizhan.feed.Followers;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.feed.Followers.Standing;
import java.util.Map;
import java.util.Optional;

/**
 * Followers of feeds that were away, or refused, for longer than a delivery is tried: an operator has them brought what stands. Works beside running
 * gateways, which bring it. Safe for use by many threads.
 */
public interface CatchUps {

    static CatchUps in(DeadLetters.Books books, Followers followers) {
        return new PostgresCatchUps(books, followers, DeadLetters.in(books));
    }

    /** How far each follower was brought what stands. */
    Map<Follower, Standing> standing();

    /**
     * Has a follower brought, as it stands now, every item of which it has not got the newest version, also the end of those it was sent. What was
     * given up on its way to it, and of what nobody knows whether it arrived, is superseded by that. Told again, nothing is brought twice. Step
     * {@code catch-up}, of the act itself and of each delivery.
     *
     * @param everything also what it has got, for one that has lost it
     * @return how many deliveries were superseded; empty where it has no endpoint for that feed
     */
    Optional<Integer> catchUp(Follower follower, boolean everything, Operator who);
}
