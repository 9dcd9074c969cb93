package io.yizhan.vault;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import java.util.Locale;

/**
 * What short-lived secrets belong to. Test and production are different places.
 *
 * @param whose who uses them where, unique
 * @param root digest of the long-lived secret they come from. It is kept nowhere: with another long-lived secret, what the old one brought is
 *     simply not there
 */
public record SecretPlace(String whose, Environment environment, Digest root) {
    /** Without the digest, from which a weak secret could be guessed. */
    @Override
    public String toString() {
        return whose + " (" + environment.name().toLowerCase(Locale.ROOT) + ")";
    }
}
