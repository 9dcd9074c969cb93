package io.yizhan.embedded;

import java.net.BindException;

/** The gateway's own Kafka did not start this time, or did not last. */
final class BrokerNotStarted extends Exception {
    BrokerNotStarted(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Whether somebody else has its port: then its directory is not to blame. */
    boolean portTaken() {
        Throwable why = getCause();
        while (why != null && !(why instanceof BindException)) {
            why = why.getCause();
        }
        return why != null;
    }
}
