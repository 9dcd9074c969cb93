package io.yizhan.subscription;

import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;

/**
 * Somebody of whom a partner wants to know what is new for them.
 *
 * @param name the partner's own, which says nothing to others
 * @param sealed what is known of them
 * @param open whether what is still unknown is told as well
 * @param until when it is forgotten
 */
public record SavedProfile(Subscriptions.Line line, PartnerId partner, String name, byte[] sealed, boolean open, Instant until) {

    /** What it is sealed for. */
    public String place() {
        return place(line, partner, name);
    }

    public static String place(Subscriptions.Line line, PartnerId partner, String name) {
        return "profile " + line.kind() + " " + line.environment() + " " + partner + " " + name;
    }

    /** Never what is known. */
    @Override
    public String toString() {
        return partner + " profile";
    }
}
