package io.yizhan.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was acknowledged compared with what arrived, what the gateway's tables say and what its ledger says.
 *
 * @param lost acknowledged, and neither arrived nor, where its recipient takes nothing, with the dead letters
 * @param duplicated second effects: at recipients that know a message by its id, of the same content under two ids; at others, any call after one
 *     that took effect; and messages that the gateway itself has twice
 * @param wrong what else must not be, in words: calls without their entry, too many or too few of them, senders who were not told
 */
record Balance(int sent, int accepted, int delivered, int lost, int duplicated, List<String> wrong) {
    /**
     * What the gateway has noted of one message.
     *
     * @param state of its delivery
     * @param attempts since an operator had it sent again, where one did
     * @param entries attempts in the ledger
     * @param released how often an operator had it sent again
     */
    record Noted(String state, int attempts, int entries, int released) {
        static final Noted NOTHING = new Noted("none", 0, 0, 0);
    }

    /**
     * @param noted by the sender's ids
     * @param twice how many ids the gateway has more than one message of
     * @param never the recipients that take nothing
     */
    static Balance of(Feed feed, Recipients recipients, Map<String, Noted> noted, int twice, Set<Integer> never, int attempts) {
        List<String> wrong = new ArrayList<>();
        int delivered = 0;
        int lost = 0;
        int duplicated = twice;
        for (Sent message : feed.accepted().keySet()) {
            Noted of = noted.getOrDefault(message.id(), Noted.NOTHING);
            int effects = recipients.effects(message.content());
            boolean hopeless = never.contains(message.recipient());
            delivered += effects > 0 ? 1 : 0;
            lost += (hopeless ? of.state().equals("dead") : effects > 0) ? 0 : 1;
            duplicated += Math.max(0, effects - 1);
            judge(message, of, recipients, hopeless, attempts, wrong);
        }
        return new Balance(feed.sent(), feed.accepted().size(), delivered, lost, duplicated, wrong);
    }

    private static void judge(Sent message, Noted of, Recipients recipients, boolean hopeless, int attempts, List<String> wrong) {
        int calls = recipients.calls(message.id());
        if (calls > of.entries()) {
            wrong.add(message.id() + " was called for " + calls + " times, with " + of.entries() + " entries");
        }
        if (of.released() == 0 ? of.entries() != of.attempts() : of.entries() < of.attempts()) {
            wrong.add(message.id() + " has " + of.attempts() + " attempts, and " + of.entries() + " entries of them");
        }
        if (of.entries() > attempts * (1 + of.released()) || hopeless && of.released() == 0 && of.entries() != attempts) {
            wrong.add(message.id() + " was attempted " + of.entries() + " times instead of " + attempts);
        }
        if (!of.state().equals("unknown") && !recipients.told(message.id())) {
            wrong.add(message.id() + " is " + of.state() + " and its sender does not know");
        }
    }

    String row(String fault) {
        return String.format("| %s | %d | %d | %d | %d | %d |", fault, sent, accepted, delivered, lost, duplicated);
    }
}
