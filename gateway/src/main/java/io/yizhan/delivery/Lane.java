package io.yizhan.delivery;

import io.yizhan.vocabulary.Outcome;

/** The way to one endpoint: its breaker and its bulkhead, so that its trouble stays its own. */
public interface Lane {
    /** Asks for leave to make one call; never waits. Refuses endpoint-unavailable when the breaker is open or all places are taken. */
    Outcome<Permit> enter();

    /** Leave for one call; exactly one of the three is called. Only the first call counts, so that a place is never given back twice. */
    interface Permit {
        /** Where nothing is called, and so nothing is learnt of the other side. */
        static Permit none() {
            return Free.ONE;
        }

        /** The platform answered, whatever it said. */
        void answered();

        /** It could not be reached, did not answer in time or answered that it is broken. */
        void failed();

        /** The call was never made. */
        void unused();
    }

    /** A permit for what needs none. */
    enum Free implements Permit {
        ONE;

        @Override
        public void answered() {}

        @Override
        public void failed() {}

        @Override
        public void unused() {}
    }
}
