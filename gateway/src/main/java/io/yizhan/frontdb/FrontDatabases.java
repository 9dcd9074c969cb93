package io.yizhan.frontdb;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/** The front-end databases of all endpoints. Safe for use by many threads. */
public interface FrontDatabases extends AutoCloseable {
    static FrontDatabases pooled() {
        return new PooledFrontDatabases();
    }

    /** Connects when it is first used; an endpoint whose address has changed gets other connections, and the old ones end. */
    FrontDatabase at(Address address);

    /** Ends the connections of all endpoints but these. */
    void keep(Collection<String> names);

    @Override
    void close();

    /**
     * Where one is.
     *
     * @param name of the endpoint it belongs to
     * @param connections at most
     * @param patience how long anything there may take
     */
    record Address(String name, String url, String user, byte[] password, int connections, Duration patience) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Address that
                    && name.equals(that.name)
                    && url.equals(that.url)
                    && user.equals(that.user)
                    && Arrays.equals(password, that.password)
                    && connections == that.connections
                    && patience.equals(that.patience);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, url, user, connections);
        }

        /** Never the password. */
        @Override
        public String toString() {
            return name;
        }
    }
}
