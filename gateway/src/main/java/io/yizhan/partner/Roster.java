package io.yizhan.partner;

import java.util.List;

/** Everything the registry holds, as one value: what a file says, or what the database has. In the order of names, so that two can be compared. */
record Roster(List<Member> members, List<HeldKey> keys, List<Endpoint> endpoints, List<Agreement> agreements) {

    static Roster empty() {
        return new Roster(List.of(), List.of(), List.of(), List.of());
    }

    /**
     * A partner and what it answers for.
     *
     * @param regions prefixes of 2, 4 or 6 digits
     * @param hubFor prefixes of the regions it reaches on behalf of others
     * @param authorities what it answers nation-wide
     */
    record Member(Partner partner, List<String> regions, List<String> hubFor, List<String> authorities) {
        String id() {
            return partner.id().value();
        }
    }

    /** @param shared whether the material is a secret shared with the partner rather than its public key */
    record HeldKey(PartnerKey key, boolean shared) {
        /** Unique: convention and id. */
        String name() {
            return key.convention() + "/" + key.id();
        }
    }
}
