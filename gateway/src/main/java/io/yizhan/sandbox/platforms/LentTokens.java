package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Gives secrets out of a mint, and keeps those it gets until they are nearly over. */
final class LentTokens implements Tokens {
    /** A secret that ends sooner may be over when the call arrives. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Renewal renewal;
    private final Outside outside;
    private final Mint mint;
    private final Courier courier = new Courier();

    LentTokens(Renewal renewal, Outside outside) {
        this.renewal = renewal;
        this.outside = outside;
        this.mint = new Mint(outside);
    }

    @Override
    public Seal gotFrom(URI gateway) {
        return new Got(gateway);
    }

    @Override
    public byte[] give(Asker.Call call) {
        return renewal.give(call, mint);
    }

    @Override
    public Seal given() {
        return new Given();
    }

    @Override
    public void revoke() {
        mint.forget();
    }

    /** The seal of who gets secrets. */
    private final class Got implements Seal {
        private final URI gateway;
        private final Map<String, Lent> held = new HashMap<>();

        private Got(URI gateway) {
            this.gateway = gateway;
        }

        @Override
        public Asker.Call sign(URI to, Asker.Draft draft) {
            return renewal.seal(secret()).sign(to, draft);
        }

        /** One thread gets, the others wait for it and take what it got. */
        private synchronized String secret() {
            Instant soon = outside.clock().instant().plus(MARGIN);
            held.values().removeIf(lent -> lent.ends().isBefore(soon));
            if (!held.containsKey(Renewal.CALLS)) {
                held.putAll(renewal.get(gateway, Map.copyOf(held), courier::fetch));
            }
            return held.get(Renewal.CALLS).value();
        }

        @Override
        public synchronized boolean renew() {
            held.remove(Renewal.CALLS);
            return true;
        }

        @Override
        public boolean vouchesFor(Asker.Call call) {
            return renewal.seal(secret()).vouchesFor(call);
        }
    }

    /** The seal of who gives secrets: it only verifies. */
    private final class Given implements Seal {
        @Override
        public Asker.Call sign(URI to, Asker.Draft draft) {
            throw new IllegalStateException("who gives secrets signs nothing with them");
        }

        @Override
        public boolean vouchesFor(Asker.Call call) {
            return mint.alive(Renewal.CALLS).stream().anyMatch(secret -> renewal.seal(secret).vouchesFor(call));
        }
    }
}
