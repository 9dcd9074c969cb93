package io.yizhan.eligibility;

import java.util.List;

/**
 * Conditions of many things, each kept once however many have it. To judge somebody by all of them costs what is distinct, not what is many. Any
 * number of threads may use it; what was added is never taken out again, which is a matter of the next start.
 */
public interface Rules {

    static Rules none() {
        return new Shapes();
    }

    /**
     * Takes up the conditions of one thing.
     *
     * @param conditions all of which must hold
     * @param situations of each benefit, the conditions under which it is that one that applies
     * @return a number that things have in common whose conditions are the same
     */
    int shape(List<Condition> conditions, List<List<Condition>> situations);

    /** Judges somebody by everything that was taken up so far. */
    Judgement judge(Profile profile);
}
