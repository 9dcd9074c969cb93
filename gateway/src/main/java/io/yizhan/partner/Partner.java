package io.yizhan.partner;

import io.yizhan.vocabulary.PartnerId;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Someone who exchanges.
 *
 * @param role region, department, hub or national
 * @param networks CIDR blocks its calls may come from; needed for conventions that do not sign the body
 * @param sources CloudEvents sources it may use
 */
public record Partner(PartnerId id, String name, Role role, String dialect, boolean suspended, List<String> networks, Set<String> sources) {

    public enum Role {
        REGION,
        DEPARTMENT,
        HUB,
        NATIONAL
    }

    public Partner {
        networks = List.copyOf(networks);
        sources = Set.copyOf(sources);
    }

    /** Whether a call from this address may be this partner's. */
    public boolean mayCallFrom(InetAddress address) {
        return networks.stream().anyMatch(block -> Networks.contains(block, address));
    }
}
