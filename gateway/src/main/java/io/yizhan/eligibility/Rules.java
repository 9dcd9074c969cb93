package io.yizhan.eligibility;

import java.util.List;

/**
 * Conditions of many things, each kept once however many have it. To judge somebody costs what is distinct, not what is many. Any number of
 * threads may use it. What nothing has any more is given up.
 */
public interface Rules {

    static Rules none() {
        return new Shapes();
    }

    /**
     * Takes up the conditions of one thing.
     *
     * @param conditions all of which must hold, looked at in this order until one does not
     * @param situations of each benefit, the conditions under which it is that one that applies
     * @return a number that things have in common whose conditions are the same
     */
    int shape(List<Condition> conditions, List<List<Condition>> situations);

    /** One thing less has that number; of the last one, it may stand for other conditions from now on. */
    void drop(int shape);

    /** How many conditions somebody is judged by. */
    int distinct();

    /** Judges somebody by everything that was taken up so far; good for as long as nothing is dropped. */
    Judgement judge(Profile profile);
}
